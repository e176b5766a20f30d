namespace Dashboard.Web.Features.Reports;

/// <summary>The texts of the report of a round.</summary>
public sealed class ReportTexts;
