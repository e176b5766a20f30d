namespace Dashboard.Web.Features.Inbound.Compare;

/// <summary>The texts of the page that lays two results side by side.</summary>
public sealed class CompareTexts;
