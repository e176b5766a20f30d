using Dashboard.Core;
using Dashboard.Core.Adoption;
using Dashboard.Web.Features.Adoption;
using Dashboard.Web.Features.Adoption.Charts;
using Dashboard.Web.Features.Rounds.Figures;

namespace Dashboard.Web.Features.Reports;

/// <summary>The tables of the report. Those of its parts, of corrections and of each domain are written beside it.</summary>
internal sealed class ReportTables(ReportWords words, AdoptionTables adoption)
{
    /// <summary>Longer lists end here, and say how many more the data files have.</summary>
    public const int MostRows = 1000;

    /// <summary>For the tables that are written elsewhere.</summary>
    public ReportWords Words => words;

    private const int MostProviders = 100;

    private const int MostProvidersOfLayer = 10;

    /// <summary>T1: every standard now and then, in both ways of counting where they differ.</summary>
    public ReportTable KeyFigures(ReportContent report) =>
        Table(
            "T1",
            [
                "standard",
                "view",
                "now",
                "former",
                "delta",
                "cohort",
                "cohort-delta",
                "passed",
                "measured",
                "excluded",
                "coverage",
            ],
            report
                .Figures.Where(f =>
                    f.View == AdoptionView.Strict
                    || f.Standard != FigureStandard.DaneSending
                        && f.Share != report.Figure(f.Standard)?.Share
                )
                .Select(f =>
                {
                    var delta = report.Delta(f.Standard, f.View);
                    return ReportRows.Row(
                        words.Standard(f.Standard),
                        f.Standard == FigureStandard.DaneSending
                            ? words["organisations"]
                            : words.View(f.View),
                        f.Percentage,
                        delta?.Before.Percentage,
                        Signed(delta?.DeltaPp),
                        delta?.CohortAfter.Measured,
                        Signed(delta?.CohortDeltaPp),
                        f.Passed,
                        f.Share.Measured,
                        f.Standard == FigureStandard.DaneSending
                            ? words["none"]
                            : words.Excluded(f.Excluded) ?? words["none"],
                        f.Coverage is { } coverage
                            ? words[
                                "of",
                                ReportWords.Number(coverage.Tested),
                                ReportWords.Number(coverage.Organisations)
                            ]
                            : words[
                                "of",
                                ReportWords.Number(f.Share.Measured),
                                ReportWords.Number(report.Round.Domains)
                            ]
                    );
                })
        );

    /// <summary>With F1.</summary>
    public ReportTable States(ReportContent report) =>
        new("F1", words["table.F1"], adoption.Layers(report.LayerStates));

    /// <summary>With F2: the series that are drawn.</summary>
    public ReportTable Timeline(ReportContent report) =>
        Table(
            "F2",
            ["measured-on", "standard", "passed", "measured", "percentage"],
            report
                .Timeline.Where(t =>
                    t.Standard == FigureStandard.DaneSending || t.View == AdoptionView.Strict
                )
                .OrderBy(t => t.Standard)
                .ThenBy(t => t.MeasuredOn)
                .Select(t =>
                    ReportRows.Row(
                        ReportWords.Day(t.MeasuredOn),
                        words.Standard(t.Standard),
                        t.Share.Passed,
                        t.Share.Measured,
                        t.Share.Percentage
                    )
                )
        );

    /// <summary>T2: standards by layer, strict; with the view of Forum where it differs.</summary>
    public ReportTable Layers(ReportContent report)
    {
        var layers = ReportRows.Ordered(report.Layers);
        return new(
            "T2",
            words["table.T2"],
            new(
                "T2",
                [words["column.standard"], words["all"], .. layers.Select(l => words.Layer(l.Key))],
                [
                    .. report.Measured.Select(standard =>
                        ReportRows.Row([
                            words.Standard(standard),
                            Both(report.Figures, standard),
                            .. layers.Select(l => Both(l.Figures, standard)),
                        ])
                    ),
                ]
            )
        );
    }

    /// <summary>T3: domains of both lists that improved or regressed, in the strict view.</summary>
    public ReportTable Movers(ReportContent report)
    {
        var moved = report
            .Movers.SelectMany(of => of.Value, (of, mover) => (Standard: of.Key, Mover: mover))
            .Where(m => m.Mover.Change is OutcomeChange.Improved or OutcomeChange.Regressed)
            .ToList();
        return Table(
            "T3",
            ["domain", "organisation", "standard", "from", "to", "confirmed-on", "corrected"],
            moved
                .Take(MostRows)
                .Select(m =>
                    ReportRows.Row(
                        m.Mover.Domain,
                        Printable(m.Mover.Organisation),
                        words.Standard(m.Standard),
                        words[
                            m.Mover.Change == OutcomeChange.Improved
                                ? "outcome.failed"
                                : "outcome.passed"
                        ],
                        words[
                            m.Mover.Change == OutcomeChange.Improved
                                ? "outcome.passed"
                                : "outcome.failed"
                        ],
                        m.Mover is { Change: OutcomeChange.Regressed, ConfirmedAt: { } at }
                            ? ReportWords.Day(at)
                            : words["none"],
                        m.Mover.Corrected ? words["yes"] : words["none"]
                    )
                ),
            moved.Count - MostRows
        );
    }

    /// <summary>T4: of each domain that fails in the strict view why: of DANE the reason that weighs most, of STARTTLS its own word.</summary>
    public ReportTable Failures(ReportContent report) =>
        Table(
            "T4",
            ["reason", "code", "failed-dane", "failed-starttls"],
            report.Failures.Select(f =>
                ReportRows.Row(
                    f.Standard == FigureStandard.Dane
                        ? words.Reason(f.Reason)
                        : words.Status(f.Reason),
                    f.Reason ?? words["none"],
                    f.Standard == FigureStandard.Dane ? f.Domains : 0,
                    f.Standard == FigureStandard.StartTls ? f.Domains : 0
                )
            )
        );

    /// <summary>T5: how organisations send, by layer.</summary>
    public ReportTable Sending(ReportContent report) =>
        Table(
            "T5",
            ["layer", "organisations", "tested", "enforces", "does-not", "undecided", "coverage"],
            ReportRows
                .Ordered(report.Layers)
                .Select(l => (Name: words.Layer(l.Key), Figures: l.Figures))
                .Append((Name: words["all"], report.Figures))
                .Select(of => (of.Name, Figure: Of(of.Figures, FigureStandard.DaneSending)))
                .Where(of => of.Figure?.Coverage is not null)
                .Select(of =>
                {
                    var (figure, coverage) = (of.Figure!, of.Figure!.Coverage!);
                    return ReportRows.Row(
                        of.Name,
                        coverage.Organisations,
                        coverage.Tested,
                        figure.Passed,
                        figure.Failed,
                        coverage.Organisations - coverage.Tested,
                        new Share(coverage.Tested, coverage.Organisations).Percentage
                    );
                })
        );

    /// <summary>T6: mail flow from layer to layer.</summary>
    public ReportTable MailFlow(ReportContent report) =>
        Table(
            "T6",
            [
                "sender",
                "receiver",
                "proven",
                "possible",
                "among-tested",
                "pairs",
                "protected",
                "partly",
                "not",
                "unknown",
            ],
            report
                .MailFlow.Cells.OrderBy(c => AdoptionWords.LayerOrder(c.Sender))
                .ThenBy(c => AdoptionWords.LayerOrder(c.Receiver))
                .Select(c => Flow(words.Layer(c.Sender), words.Layer(c.Receiver), c))
                .Append(Flow(words["all"], words["all"], report.MailFlow.All))
        );

    /// <summary>T7: operators of mail servers, all layers first; of each layer those that could change most.</summary>
    public ReportTable Providers(ReportContent report)
    {
        var shown = report
            .Providers.GroupBy(p => p.Layer)
            .OrderBy(of => of.Key is null ? -1 : AdoptionWords.LayerOrder(of.Key))
            .SelectMany(of =>
                of.OrderByDescending(p => p.Provider.WouldBecomeProtected)
                    .ThenByDescending(p => p.Provider.Domains)
                    .ThenBy(p => p.Provider.Provider, StringComparer.Ordinal)
                    .Take(of.Key is null ? MostProviders : MostProvidersOfLayer)
            )
            .ToList();
        return Table(
            "T7",
            [
                "layer",
                "provider",
                "domains",
                "passed",
                "would-become",
                "own-zone-first",
                "needs-two",
            ],
            shown.Select(p =>
                ReportRows.Row(
                    p.Layer is null ? words["all"] : words.Layer(p.Layer),
                    words.Provider(p.Provider.Provider),
                    p.Provider.Domains,
                    p.Provider.Protected,
                    p.Provider.WouldBecomeProtected,
                    p.Provider.OwnZoneFirst,
                    p.Provider.NeedsTwo
                )
            ),
            report.Providers.Count - shown.Count
        );
    }

    /// <summary>T10: explanations that were valid on the measuring date.</summary>
    public ReportTable Explanations(ReportContent report) =>
        Table(
            "T10",
            ["organisation", "domain", "standard", "explanation", "valid-until"],
            report
                .Explanations.Take(MostRows)
                .Select(e =>
                    ReportRows.Row(
                        PrintableText.Of(e.Name),
                        e.Domain ?? words["all-domains"],
                        words.Standard(e.Standard),
                        PrintableText.Of(e.Text.ReplaceLineEndings(" ")),
                        ReportWords.Day(e.ValidUntil)
                    )
                ),
            report.Explanations.Count - MostRows
        );

    /// <summary>What others published; of other lists, counted in another way.</summary>
    public ReportTable Elsewhere() =>
        Table(
            "T12",
            ["published", "about", "percentage"],
            PublishedElsewhere.All.Select(p =>
                ReportRows.Row(
                    new DateOnly(p.Year, p.Month, 1).ToString(
                        "MMMM yyyy",
                        System.Globalization.CultureInfo.CurrentCulture
                    ),
                    words[$"elsewhere.{p.About}"],
                    words["elsewhere.percentage", p.Percentage]
                )
            )
        );

    /// <summary>Statuses of the standards that have no percentage; null where none was measured.</summary>
    public ReportTable? Statuses(ReportContent report) =>
        report.Statuses.Count == 0
            ? null
            : Table(
                "T13",
                ["standard", "status", "code", "domains"],
                report.Statuses.Select(s =>
                    ReportRows.Row(
                        words.Standard(s.Standard),
                        words.Status(s.Slug),
                        s.Slug,
                        s.Domains
                    )
                )
            );

    private static IReadOnlyList<object?> Flow(string sender, string receiver, MailFlowItem flow) =>
        ReportRows.Row(
            sender,
            receiver,
            flow.Proven,
            flow.Possible,
            flow.AmongTested,
            flow.Pairs,
            flow.Protected,
            flow.Partly,
            flow.Not,
            flow.Unknown
        );

    private string Both(IReadOnlyList<FigureItem> figures, FigureStandard standard)
    {
        if (Of(figures, standard) is not { } strict)
        {
            return words["outcome.none"];
        }
        var forum = figures.FirstOrDefault(f =>
            (f.Standard, f.View) == (standard, AdoptionView.Forum)
        );
        return forum is null || forum.Share == strict.Share
            ? WithExcluded(strict)
            : words["both", WithExcluded(strict), WithExcluded(forum)];
    }

    /// <summary>How many are left out: of organisations that is in T5.</summary>
    private string WithExcluded(FigureItem figure) =>
        figure.Standard != FigureStandard.DaneSending
        && figure.Excluded.Values.Sum() is > 0 and var excluded
            ? words["share.excluded", words.Share(figure.Share), ReportWords.Number(excluded)]
            : words.Share(figure.Share);

    private static FigureItem? Of(IReadOnlyList<FigureItem> figures, FigureStandard standard) =>
        figures.FirstOrDefault(f => (f.Standard, f.View) == (standard, AdoptionView.Strict));

    private string Signed(decimal? pp) => ReportRows.Signed(words, pp);

    private string Printable(string? text) => ReportRows.Printable(words, text);

    private ReportTable Table(
        string number,
        IReadOnlyList<string> heads,
        IEnumerable<IReadOnlyList<object?>> rows,
        int left = 0
    ) => ReportRows.Table(words, number, heads, rows, left);
}
