using Dashboard.Web.Features.Adoption.Charts;

namespace Dashboard.Web.Features.Reports;

/// <summary>A numbered table of the report.</summary>
/// <param name="Number">Such as <c>T1</c>.</param>
/// <param name="Left">Rows that are in the data files only.</param>
public sealed record ReportTable(string Number, string Title, ChartTable Rows, int Left = 0);
