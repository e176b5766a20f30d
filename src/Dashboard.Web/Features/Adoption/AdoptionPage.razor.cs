using System.Globalization;
using Dashboard.Core;
using Dashboard.Core.Adoption;
using Dashboard.Data.Rounds;
using Dashboard.Web.Components.States;
using Dashboard.Web.Features.Adoption.Charts;
using Dashboard.Web.Features.Rounds.Figures;
using Dashboard.Web.Platform;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;

namespace Dashboard.Web.Features.Adoption;

/// <summary>The public overview of a measurement: how much of the mail of the government is protected.</summary>
public sealed partial class AdoptionPage : ComponentBase
{
    [Inject]
    private IStringLocalizer<AdoptionTexts> Texts { get; set; } = null!;

    [Inject]
    private IStringLocalizer<StateTexts> States { get; set; } = null!;

    [Inject]
    private IServiceProvider Services { get; set; } = null!;

    [Inject]
    private NavigationManager Navigation { get; set; } = null!;

    [CascadingParameter]
    private HttpContext Context { get; set; } = null!;

    private AdoptionOverview? Overview { get; set; }

    private IReadOnlyList<RoundChoice> Rounds { get; set; } = [];

    private AdoptionWords Words => Services.GetRequiredService<AdoptionWords>();

    private bool IsDatedBack => Overview!.Round.Notes.Any(note => note.Slug == "dated-back");

    /// <summary>Nothing is published yet, and nothing else was asked for.</summary>
    private bool IsEmpty { get; set; }

    private static string FeedPath =>
        $"{SitePaths.RoundsFeed}?language={CultureInfo.CurrentUICulture.TwoLetterISOLanguageName}";

    protected override async Task OnInitializedAsync()
    {
        var rounds = Services.GetRequiredService<VisibleRounds>();
        if (AdoptionAddress.Read(Context.Request.Query) is not { } address)
        {
            Navigation.NotFound();
            return;
        }
        if (
            await rounds.FindAsync(address.Round, Context.User, Context.RequestAborted)
            is not { } round
        )
        {
            IsEmpty = address.Round is null;
            if (!IsEmpty)
            {
                Navigation.NotFound();
            }
            return;
        }
        if (round.State != RoundState.Published)
        {
            Context.Response.Headers.CacheControl = "no-store";
        }
        Rounds = await rounds.ChoicesAsync(Context.User, Context.RequestAborted);
        Overview = await Services
            .GetRequiredService<AdoptionReader>()
            .ReadAsync(address, round, Context.RequestAborted);
    }

    private string About
    {
        get
        {
            var round = Overview!.Round;
            var about = Texts[
                "about-round",
                round.Name,
                Day(round.MeasuredOn),
                round.Domains
            ].Value;
            if (round.ListName is { } list)
            {
                about = $"{about} {Texts["about-list", PrintableText.Of(list)].Value}";
            }
            if (Overview.Former is not { } former)
            {
                return about;
            }
            about = $"{about} {Texts["about-former", former.Name, Day(former.MeasuredOn)].Value}";
            return
                MethodChanges.Words(MethodChanges.Between(former.Method, round.Method))
                    is { } methods
                ? $"{about} {Texts["about-methods", methods].Value}"
                : about;
        }
    }

    private ChartTable Table(string slug) =>
        Services.GetRequiredService<AdoptionTables>().Of(Overview!, slug)!;

    private static string Day(DateOnly on) =>
        on.ToString("d MMMM yyyy", CultureInfo.CurrentCulture);

    private IReadOnlyList<Bar> LayerBars =>
        Bars(
            Overview!.Layers,
            item => Words.Layer(item.Value!),
            key => AdoptionWords.LayerOrder(key),
            key => Overview.Address with { Filter = Overview.Address.Filter with { Layer = key } }
        );

    private IReadOnlyList<Bar> MinistryBars =>
        Bars(
            Overview!.Ministries,
            item => item.Name ?? item.Value!,
            _ => 0,
            key =>
                Overview.Address with
                {
                    Filter = Overview.Address.Filter with { Ministry = key },
                }
        );

    private IReadOnlyList<Bar> Bars(
        IReadOnlyList<StateItem> items,
        Func<StateItem, string> name,
        Func<string, int> order,
        Func<string, AdoptionAddress> address
    )
    {
        var shown = ShownIn(items);
        return
        [
            .. items
                .Where(i => i.Value is not null)
                .GroupBy(i => i.Value!)
                .OrderBy(of => order(of.Key))
                .ThenBy(of => name(of.First()), StringComparer.CurrentCultureIgnoreCase)
                .Select(of => new Bar(
                    name(of.First()),
                    [.. shown.Select(s => of.Where(i => i.State == s).Sum(i => i.Domains))],
                    Texts["domains", of.Sum(i => i.Domains)],
                    address(of.Key).Path
                )),
        ];
    }

    private static IReadOnlyList<ShownState> ShownIn(IReadOnlyList<StateItem> items) =>
        [.. Enum.GetValues<ShownState>().Where(s => items.Any(i => i.State == s))];

    private IReadOnlyList<BarPart> StateParts(IReadOnlyList<StateItem> items) =>
        [
            .. ShownIn(items)
                .Select(s => new BarPart(
                    States[StatePalette.Name(s)],
                    $"state-{StatePalette.Name(s)}"
                )),
        ];

    private IReadOnlyList<BarPart> ReceptionParts =>
        [
            new(Texts["reception.wholly"], "state-verified"),
            new(Texts["reception.partly"], "state-verified-now"),
            new(Texts["reception.none"], "state-encrypted"),
            new(Texts["reception.unmeasured"], "state-not-measured"),
        ];

    private IReadOnlyList<Bar> ReceptionBars =>
        [
            .. Overview!
                .Receptions.OrderBy(r => AdoptionWords.LayerOrder(r.Layer))
                .Select(r => new Bar(
                    Words.Layer(r.Layer),
                    [r.Wholly, r.Partly, r.None, r.Unmeasured],
                    Texts["organisations", r.Wholly + r.Partly + r.None + r.Unmeasured]
                )),
        ];

    private string FlowSummary
    {
        get
        {
            var all = Overview!.MailFlow.All;
            return Texts[
                "flow.summary",
                Words.Percentage(all.Proven),
                Words.Percentage(all.Possible),
                Words.Percentage(all.AmongTested),
                all.Pairs.ToString("N0", CultureInfo.CurrentCulture)
            ];
        }
    }

    private string? MoversSummary =>
        Overview!.Changes?.Changes is { Count: > 0 } changes
            ? Texts[
                "movers.summary",
                changes.GetValueOrDefault(OutcomeChange.Improved),
                changes.GetValueOrDefault(OutcomeChange.Regressed),
                changes.GetValueOrDefault(OutcomeChange.BecameExcluded),
                changes.GetValueOrDefault(OutcomeChange.BecameMeasurable),
                changes.GetValueOrDefault(OutcomeChange.Entered),
                changes.GetValueOrDefault(OutcomeChange.Left)
            ].Value
            : null;

    private IEnumerable<(
        string Name,
        IReadOnlyList<TimelinePoint> Points,
        IReadOnlyList<TimelineDeadline> Deadlines
    )> Series =>
        Overview!
            .Timeline.Where(t =>
                t.Standard == FigureStandard.DaneSending || t.View == Overview.Address.View
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

    /// <summary>What the streefbeeldafspraken ask of sending is asked with receiving, by the same day.</summary>
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
                    Texts["deadline", a.Deadline.Value.Year]
                )),
        ];
}
