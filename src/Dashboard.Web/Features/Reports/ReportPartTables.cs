using Dashboard.Core;
using Dashboard.Core.Adoption;
using Dashboard.Web.Features.Rounds.Figures;

namespace Dashboard.Web.Features.Reports;

/// <summary>The tables T8 and T9: every standard and agreement of each part of the list.</summary>
internal static class ReportPartTables
{
    /// <summary>T8: every standard and agreement of each layer.</summary>
    public static ReportTable ByLayer(this ReportTables tables, ReportContent report) =>
        Parts(
            tables.Words,
            "T8",
            "layer",
            ReportRows.Ordered(report.Layers),
            part => tables.Words.Layer(part.Key)
        );

    /// <summary>T9: the same of each ministry.</summary>
    public static ReportTable ByMinistry(this ReportTables tables, ReportContent report) =>
        Parts(
            tables.Words,
            "T9",
            "ministry",
            [.. report.Ministries.OrderBy(m => m.Name, StringComparer.CurrentCultureIgnoreCase)],
            part => PrintableText.Of(part.Name)
        );

    private static ReportTable Parts(
        ReportWords words,
        string number,
        string head,
        IReadOnlyList<ReportPart> parts,
        Func<ReportPart, string> name
    ) =>
        ReportRows.Table(
            words,
            number,
            [
                head,
                "standard",
                "percentage",
                "passed",
                "measured",
                "excluded",
                "explained-percentage",
                "forum",
                "cohort",
                "cohort-delta",
            ],
            parts.SelectMany(part =>
                part.Figures.Where(f =>
                        f is { View: AdoptionView.Strict }
                        && f.Standard != FigureStandard.DaneSending
                    )
                    .Select(f => Standard(words, part, f, name(part)))
                    .Concat(
                        part.Agreements.Where(a => a.View == AdoptionView.Strict)
                            .Select(a => Agreement(words, part, a, name(part)))
                    )
            )
        );

    private static IReadOnlyList<object?> Standard(
        ReportWords words,
        ReportPart part,
        FigureItem figure,
        string name
    )
    {
        var forum = part.Figures.FirstOrDefault(f =>
            (f.Standard, f.View) == (figure.Standard, AdoptionView.Forum)
        );
        var delta = part.Deltas.FirstOrDefault(d =>
            (d.Standard, d.View) == (figure.Standard, AdoptionView.Strict)
        );
        return ReportRows.Row(
            name,
            words.Standard(figure.Standard),
            figure.Percentage,
            figure.Passed,
            figure.Share.Measured,
            words.Excluded(figure.Excluded) ?? words["none"],
            figure.Explained == 0
                ? figure.Percentage
                : new Share(figure.Passed + figure.Explained, figure.Share.Measured).Percentage,
            forum is null || forum.Share == figure.Share ? words["same"] : words.Share(forum.Share),
            delta?.CohortAfter.Measured,
            ReportRows.Signed(words, delta?.CohortDeltaPp)
        );
    }

    /// <summary>Measured or not: each standard has them all.</summary>
    private static int DomainsOf(ReportPart part) =>
        part
            .Figures.Where(f => f.Standard != FigureStandard.DaneSending)
            .Select(f => f.Share.Measured + f.Excluded.Values.Sum())
            .FirstOrDefault();

    private static IReadOnlyList<object?> Agreement(
        ReportWords words,
        ReportPart part,
        AgreementItem agreement,
        string name
    )
    {
        var forum = part.Agreements.FirstOrDefault(a =>
            a.Agreement == agreement.Agreement && a.View == AdoptionView.Forum
        );
        return ReportRows.Row(
            name,
            words["meets-all", words[$"agreement.{agreement.Agreement}"]],
            agreement.MeetsAll.Percentage,
            agreement.MeetsAll.Passed,
            agreement.MeetsAll.Measured,
            DomainsOf(part) - agreement.MeetsAll.Measured is > 0 and var left
                ? words["not-on-all", ReportWords.Number(left)]
                : words["none"],
            null,
            forum is null || forum.MeetsAll == agreement.MeetsAll
                ? words["same"]
                : words.Share(forum.MeetsAll),
            null,
            words["none"]
        );
    }
}
