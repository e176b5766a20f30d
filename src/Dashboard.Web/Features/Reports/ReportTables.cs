using Dashboard.Core;
using Dashboard.Core.Adoption;
using Dashboard.Web.Features.Adoption;
using Dashboard.Web.Features.Adoption.Charts;
using Dashboard.Web.Features.Rounds.Figures;

namespace Dashboard.Web.Features.Reports;

/// <summary>A numbered table of the report.</summary>
/// <param name="Number">Such as <c>T1</c>.</param>
/// <param name="Left">Rows that are in the data files only.</param>
public sealed record ReportTable(string Number, string Title, ChartTable Rows, int Left = 0);

/// <summary>The tables T1 to T11 of the report.</summary>
internal sealed class ReportTables(ReportWords words, AdoptionTables adoption)
{
    /// <summary>Longer lists end here, and say how many more the data files have.</summary>
    public const int MostRows = 1000;

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
                    return Row(
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
                            ? words["of", coverage.Tested, coverage.Organisations]
                            : words["of", f.Share.Measured, report.Round.Domains]
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
                    Row(
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
        var layers = Ordered(report.Layers);
        return new(
            "T2",
            words["table.T2"],
            new(
                "T2",
                [words["column.standard"], words["all"], .. layers.Select(l => words.Layer(l.Key))],
                [
                    .. report.Measured.Select(standard =>
                        Row([
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
                    Row(
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

    /// <summary>T4: the reason that weighs most of each domain that fails, in the strict view.</summary>
    public ReportTable Failures(ReportContent report) =>
        Table(
            "T4",
            ["reason", "code", "failed-dane", "failed-starttls"],
            report.Failures.Select(f =>
                Row(words.Reason(f.Reason), f.Reason ?? words["none"], f.Dane, f.StartTls)
            )
        );

    /// <summary>T5: how organisations send, by layer.</summary>
    public ReportTable Sending(ReportContent report) =>
        Table(
            "T5",
            ["layer", "organisations", "tested", "enforces", "does-not", "undecided", "coverage"],
            Ordered(report.Layers)
                .Select(l => (Name: words.Layer(l.Key), Figures: l.Figures))
                .Append((Name: words["all"], report.Figures))
                .Select(of => (of.Name, Figure: Of(of.Figures, FigureStandard.DaneSending)))
                .Where(of => of.Figure?.Coverage is not null)
                .Select(of =>
                {
                    var (figure, coverage) = (of.Figure!, of.Figure!.Coverage!);
                    return Row(
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
                Row(
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

    /// <summary>T8: every standard and agreement of each layer.</summary>
    public ReportTable ByLayer(ReportContent report) =>
        Parts("T8", "layer", Ordered(report.Layers), part => words.Layer(part.Key));

    /// <summary>T9: the same of each ministry.</summary>
    public ReportTable ByMinistry(ReportContent report) =>
        Parts(
            "T9",
            "ministry",
            [.. report.Ministries.OrderBy(m => m.Name, StringComparer.CurrentCultureIgnoreCase)],
            part => PrintableText.Of(part.Name)
        );

    /// <summary>T10: explanations that were valid on the measuring date.</summary>
    public ReportTable Explanations(ReportContent report) =>
        Table(
            "T10",
            ["organisation", "domain", "standard", "explanation", "valid-until"],
            report
                .Explanations.Take(MostRows)
                .Select(e =>
                    Row(
                        PrintableText.Of(e.Name),
                        e.Domain ?? words["all-domains"],
                        words.Standard(e.Standard),
                        PrintableText.Of(e.Text.ReplaceLineEndings(" ")),
                        ReportWords.Day(e.ValidUntil)
                    )
                ),
            report.Explanations.Count - MostRows
        );

    /// <summary>T11: figures before and after results were replaced by re-measurements.</summary>
    public ReportTable Corrections(ReportContent report) =>
        Table(
            "T11",
            [
                "standard",
                "view",
                "before",
                "before-passed",
                "before-measured",
                "after",
                "passed",
                "measured",
            ],
            report
                .Corrections.Figures.Where(f => f.Before != f.After)
                .Select(f =>
                    Row(
                        words.Standard(f.Standard),
                        words.View(f.View),
                        f.Before.Percentage,
                        f.Before.Passed,
                        f.Before.Measured,
                        f.After.Percentage,
                        f.After.Passed,
                        f.After.Measured
                    )
                )
        );

    /// <summary>T11a: the domains behind them.</summary>
    public ReportTable CorrectedDomains(ReportContent report) =>
        Table(
            "T11a",
            ["domain", "organisation", "standard", "view", "before", "after", "why"],
            report
                .Corrections.Domains.Take(MostRows)
                .Select(d =>
                    Row(
                        d.Domain,
                        Printable(d.Organisation),
                        words.Standard(d.Standard),
                        words.View(d.View),
                        words.Outcome(d.Before),
                        words.Outcome(d.After),
                        PrintableText.Of(d.Reason.ReplaceLineEndings(" "))
                    )
                ),
            report.Corrections.Domains.Count - MostRows
        );

    /// <summary>What others published; of other lists, counted in another way.</summary>
    public ReportTable Elsewhere() =>
        Table(
            "T12",
            ["published", "about", "percentage"],
            PublishedElsewhere.All.Select(p =>
                Row(
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
                ["standard", "status", "domains"],
                report.Statuses.Select(s => Row(words.Standard(s.Standard), s.Slug, s.Domains))
            );

    /// <summary>Annex A: a table for each layer, of every domain.</summary>
    public IReadOnlyList<ReportTable> Domains(ReportContent report) =>
        [
            .. report
                .Domains.GroupBy(d => d.Layer)
                .OrderBy(of => of.Key is null ? int.MaxValue : AdoptionWords.LayerOrder(of.Key))
                .ThenBy(of => of.Key, StringComparer.Ordinal)
                .Select(
                    (of, i) =>
                        new ReportTable(
                            string.Create(
                                System.Globalization.CultureInfo.InvariantCulture,
                                $"A{i + 1}"
                            ),
                            words["annex.layer", words.Layer(of.Key), of.Count()],
                            Domains([.. of], withMinistry: of.Any(d => d.Ministry is not null))
                        )
                ),
        ];

    private ChartTable Domains(IReadOnlyList<DomainListItem> domains, bool withMinistry) =>
        new(
            "domains",
            [
                .. new[]
                {
                    "domain",
                    "organisation",
                    withMinistry ? "ministry" : string.Empty,
                    "provider",
                    "starttls",
                    "dane",
                    "dnssec",
                    "reason",
                    "since",
                    "explained",
                }
                    .Where(head => head.Length > 0)
                    .Select(head => words[$"column.{head}"]),
            ],
            [
                .. domains
                    .OrderBy(d => d.Ministry, StringComparer.CurrentCultureIgnoreCase)
                    .ThenBy(d => d.Organisation, StringComparer.CurrentCultureIgnoreCase)
                    .ThenBy(d => d.Domain.Value, StringComparer.Ordinal)
                    .Select(
                        IReadOnlyList<object?> (d) =>
                            [
                                d.Domain.Value,
                                Printable(d.Organisation),
                                .. withMinistry ? [Printable(d.Ministry)] : Array.Empty<object?>(),
                                d.Providers.Count == 0
                                    ? words["none"]
                                    : string.Join(", ", d.Providers.Select(words.Provider)),
                                Outcome(d, FigureStandard.StartTls),
                                Outcome(d, FigureStandard.Dane),
                                Outcome(d, FigureStandard.Dnssec),
                                d.Reason ?? words["none"],
                                ReportWords.Day(d.Since),
                                d.IsExplained ? words["yes"] : words["none"],
                            ]
                    ),
            ]
        );

    private string Outcome(DomainListItem domain, FigureStandard standard) =>
        domain.Standards.TryGetValue(standard, out var outcomes)
            ? words.Outcome(outcomes)
            : words["outcome.none"];

    private ReportTable Parts(
        string number,
        string head,
        IReadOnlyList<ReportPart> parts,
        Func<ReportPart, string> name
    ) =>
        Table(
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
                    .Select(f => Standard(part, f, name(part)))
                    .Concat(
                        part.Agreements.Where(a => a.View == AdoptionView.Strict)
                            .Select(a => Agreement(part, a, name(part)))
                    )
            )
        );

    private IReadOnlyList<object?> Standard(ReportPart part, FigureItem figure, string name)
    {
        var forum = part.Figures.FirstOrDefault(f =>
            (f.Standard, f.View) == (figure.Standard, AdoptionView.Forum)
        );
        var delta = part.Deltas.FirstOrDefault(d =>
            (d.Standard, d.View) == (figure.Standard, AdoptionView.Strict)
        );
        return Row(
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
            Signed(delta?.CohortDeltaPp)
        );
    }

    private IReadOnlyList<object?> Agreement(ReportPart part, AgreementItem agreement, string name)
    {
        var forum = part.Agreements.FirstOrDefault(a =>
            a.Agreement == agreement.Agreement && a.View == AdoptionView.Forum
        );
        return Row(
            name,
            words["meets-all", words[$"agreement.{agreement.Agreement}"]],
            agreement.MeetsAll.Percentage,
            agreement.MeetsAll.Passed,
            agreement.MeetsAll.Measured,
            words["none"],
            null,
            forum is null || forum.MeetsAll == agreement.MeetsAll
                ? words["same"]
                : words.Share(forum.MeetsAll),
            null,
            words["none"]
        );
    }

    private static IReadOnlyList<object?> Flow(string sender, string receiver, MailFlowItem flow) =>
        Row(
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
            ? words.Share(strict.Share)
            : words["both", words.Share(strict.Share), words.Share(forum.Share)];
    }

    private static FigureItem? Of(IReadOnlyList<FigureItem> figures, FigureStandard standard) =>
        figures.FirstOrDefault(f => (f.Standard, f.View) == (standard, AdoptionView.Strict));

    private static IReadOnlyList<ReportPart> Ordered(IReadOnlyList<ReportPart> layers) =>
        [
            .. layers
                .OrderBy(l => AdoptionWords.LayerOrder(l.Key))
                .ThenBy(l => l.Key, StringComparer.Ordinal),
        ];

    private string Signed(decimal? pp) =>
        pp is { } known ? ReportWords.Signed(known) : words["no-number"];

    private string Printable(string? text) =>
        text is null ? words["nobody"] : PrintableText.Of(text);

    private ReportTable Table(
        string number,
        IReadOnlyList<string> heads,
        IEnumerable<IReadOnlyList<object?>> rows,
        int left = 0
    ) =>
        new(
            number,
            words[$"table.{number}"],
            new(number, [.. heads.Select(head => words[$"column.{head}"])], [.. rows]),
            Math.Max(left, 0)
        );

    private static IReadOnlyList<object?> Row(params IReadOnlyList<object?> cells) => cells;
}
