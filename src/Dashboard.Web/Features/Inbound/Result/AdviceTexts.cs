namespace Dashboard.Web.Features.Inbound.Result;

/// <summary>The texts of what to do.</summary>
public sealed class AdviceTexts;
