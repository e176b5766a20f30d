using Dashboard.Core;
using Dashboard.Core.Adoption;
using Dashboard.Web.Components.States;
using Dashboard.Web.Features.Adoption;
using Dashboard.Web.Features.Adoption.Charts;
using Dashboard.Web.Features.Rounds.Figures;
using Dashboard.Web.Platform;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;

namespace Dashboard.Web.Features.Reports;

/// <summary>The report of a round: the same on a page, in the file of the zip and in the PDF.</summary>
public sealed partial class ReportDocument : ComponentBase
{
    private const int MostLeading = 3;

    private static readonly int[] Chapters = [1, 2, 3, 4, 5, 6, 7, 8];

    [Inject]
    private IStringLocalizer<ReportTexts> Texts { get; set; } = null!;

    [Inject]
    private IStringLocalizer<StateTexts> States { get; set; } = null!;

    [Inject]
    private ReportWords Words { get; set; } = null!;

    [Inject]
    private ReportSentences Sentences { get; set; } = null!;

    [Inject]
    private ReportTables Tables { get; set; } = null!;

    [Inject]
    private ReportAccount Account { get; set; } = null!;

    [Parameter, EditorRequired]
    public ReportContent Report { get; set; } = null!;

    /// <summary>A file of its own: it has the annex in it, and leads nowhere else.</summary>
    [Parameter]
    public bool IsDocument { get; set; }

    private string Name => PrintableText.Of(Report.Round.Name);

    private string AnnexPath => SitePaths.ReportAnnex(Report.Round.Id, ReportWords.Language);

    private IReadOnlyList<(string Fact, string Value)> Colophon => Account.Colophon(Report);

    /// <summary>The page has a base address: an anchor alone would lead to the front page.</summary>
    private string Anchor(string id) =>
        IsDocument ? $"#{id}" : $"{SitePaths.Report(Report.Round.Id, ReportWords.Language)}#{id}";

    private IReadOnlyList<string> Explained => [.. Sentences.Explained(Report)];

    /// <summary>The providers that could change most, of all layers together.</summary>
    private IReadOnlyList<ProviderItem> Leading =>
        [
            .. Report
                .Providers.Where(p => p is { Layer: null, Provider.WouldBecomeProtected: > 0 })
                .Select(p => p.Provider)
                .OrderByDescending(p => p.WouldBecomeProtected)
                .ThenByDescending(p => p.Domains)
                .ThenBy(p => p.Provider, StringComparer.Ordinal)
                .Take(MostLeading),
        ];

    private IReadOnlyList<ShownState> Shown =>
        [.. Enum.GetValues<ShownState>().Where(s => Report.LayerStates.Any(i => i.State == s))];

    private IReadOnlyList<BarPart> StateParts =>
        [
            .. Shown.Select(s => new BarPart(
                States[StatePalette.Name(s)],
                $"state-{StatePalette.Name(s)}"
            )),
        ];

    private IReadOnlyList<Bar> LayerBars =>
        [
            .. Report
                .LayerStates.Where(i => i.Value is not null)
                .GroupBy(i => i.Value!)
                .OrderBy(of => AdoptionWords.LayerOrder(of.Key))
                .ThenBy(of => of.Key, StringComparer.Ordinal)
                .Select(of => new Bar(
                    Words.Layer(of.Key),
                    [.. Shown.Select(s => of.Where(i => i.State == s).Sum(i => i.Domains))],
                    Texts["domains", of.Sum(i => i.Domains)]
                )),
        ];

    private IEnumerable<(
        string Name,
        IReadOnlyList<TimelinePoint> Points,
        IReadOnlyList<TimelineDeadline> Deadlines
    )> Series =>
        Report
            .Timeline.Where(t =>
                t.Standard == FigureStandard.DaneSending || t.View == AdoptionView.Strict
            )
            .GroupBy(t => t.Standard)
            .OrderBy(of => of.Key)
            .Select(of =>
                (
                    Words.Standard(of.Key),
                    (IReadOnlyList<TimelinePoint>)
                        [
                            .. of.Select(t => new TimelinePoint(
                                t.MeasuredOn,
                                t.Share.Percentage,
                                t.Share.Passed,
                                t.Share.Measured
                            )),
                        ],
                    DeadlinesOf(of.Key)
                )
            );

    /// <summary>What was agreed on receiving was agreed on sending too.</summary>
    private IReadOnlyList<TimelineDeadline> DeadlinesOf(FigureStandard standard) =>
        [
            .. Agreement
                .All.Where(a =>
                    a.Deadline is not null
                    && a.Standards.Contains(
                        standard == FigureStandard.DaneSending ? FigureStandard.Dane : standard
                    )
                )
                .Select(a => new TimelineDeadline(
                    a.Deadline!.Value,
                    Texts["figure.F2.deadline", a.Deadline.Value.Year]
                )),
        ];
}
