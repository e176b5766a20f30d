using Dashboard.Core;
using Dashboard.Core.Adoption;

namespace Dashboard.Web.Features.Reports;

/// <summary>The tables T11: what re-measurements changed.</summary>
internal static class ReportCorrectionTables
{
    /// <summary>T11: figures before and after results were replaced by re-measurements.</summary>
    public static ReportTable Corrections(this ReportTables tables, ReportContent report) =>
        ReportRows.Table(
            tables.Words,
            "T11",
            [
                "standard",
                "view",
                "before",
                "before-passed",
                "before-measured",
                "before-excluded",
                "after",
                "passed",
                "measured",
                "excluded",
            ],
            report
                .Corrections.Figures.Where(f => f.Before != f.After)
                .Select(f =>
                    ReportRows.Row(
                        tables.Words.Standard(f.Standard),
                        tables.Words.View(f.View),
                        f.Before.Percentage,
                        f.Before.Passed,
                        f.Before.Measured,
                        Excluded(report, f.Standard, f.Before),
                        f.After.Percentage,
                        f.After.Passed,
                        f.After.Measured,
                        Excluded(report, f.Standard, f.After)
                    )
                )
        );

    /// <summary>Null for organisations, of which those without a test are in T5.</summary>
    private static int? Excluded(ReportContent report, FigureStandard standard, Share share) =>
        standard == FigureStandard.DaneSending ? null : report.Round.Domains - share.Measured;

    /// <summary>T11a: the domains behind them.</summary>
    public static ReportTable CorrectedDomains(this ReportTables tables, ReportContent report) =>
        ReportRows.Table(
            tables.Words,
            "T11a",
            ["domain", "organisation", "standard", "view", "before", "after", "why"],
            report
                .Corrections.Domains.Take(ReportTables.MostRows)
                .Select(d =>
                    ReportRows.Row(
                        d.Domain,
                        ReportRows.Printable(tables.Words, d.Organisation),
                        tables.Words.Standard(d.Standard),
                        tables.Words.View(d.View),
                        tables.Words.Outcome(d.Before),
                        tables.Words.Outcome(d.After),
                        PrintableText.Of(d.Reason.ReplaceLineEndings(" "))
                    )
                ),
            report.Corrections.Domains.Count - ReportTables.MostRows
        );
}
