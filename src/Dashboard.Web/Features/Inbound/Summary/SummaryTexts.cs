namespace Dashboard.Web.Features.Inbound.Summary;

/// <summary>The texts of the one-page summary for managers.</summary>
public sealed class SummaryTexts;
