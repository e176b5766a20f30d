using Dashboard.Core;
using Dashboard.Core.Adoption;
using Dashboard.Core.Inbound;
using Dashboard.Web.Components.States;
using Dashboard.Web.Features.Adoption.Charts;
using Dashboard.Web.Features.Rounds.Figures;
using Microsoft.Extensions.Localization;

namespace Dashboard.Web.Features.Adoption;

/// <summary>The rows behind each chart of the overview.</summary>
internal sealed class AdoptionTables(
    IStringLocalizer<AdoptionTexts> texts,
    IStringLocalizer<StateTexts> states,
    AdoptionWords words
)
{
    public static IReadOnlyList<string> Slugs { get; } =
    [
        "figures",
        "layers",
        "ministries",
        "timeline",
        "mail-flow",
        "movers",
        "providers",
        "organisations",
    ];

    public ChartTable? Of(AdoptionOverview overview, string slug) =>
        slug switch
        {
            "figures" => Figures(overview),
            "layers" => Layers(overview.Layers),
            "ministries" => States("ministries", overview.Ministries, v => v.Name ?? v.Value!),
            "timeline" => Timeline(overview),
            "mail-flow" => MailFlow(overview),
            "movers" => Movers(overview),
            "providers" => Providers(overview.Providers),
            "organisations" => Organisations(overview),
            _ => null,
        };

    public ChartTable Layers(IReadOnlyList<StateItem> layers) =>
        States("layers", layers, v => words.Layer(v.Value!));

    public ChartTable Domains(IReadOnlyList<ProviderDomain> domains) =>
        new(
            "domains",
            [Head("domain"), Head("organisation"), Head("state"), Head("need")],
            [
                .. domains.Select(
                    IReadOnlyList<object?> (d) =>
                        [
                            d.Domain.Value,
                            d.Organisation ?? string.Empty,
                            states[StatePalette.Name(d.State)].Value,
                            texts[$"provider.need.{Slug.Of(d.Need)}"].Value,
                        ]
                ),
            ]
        );

    private ChartTable Figures(AdoptionOverview overview) =>
        new(
            "figures",
            [
                Head("standard"),
                Head("view"),
                Head("passed"),
                Head("measured"),
                Head("percentage"),
                Head("explained"),
                .. Enum.GetValues<ExclusionReason>()
                    .Select(why => texts["column.excluded", words.Excluded(why)].Value),
            ],
            [
                .. overview.Figures.Select(
                    IReadOnlyList<object?> (f) =>
                        [
                            words.Standard(f.Standard),
                            words.View(f.View),
                            f.Passed,
                            f.Share.Measured,
                            f.Percentage,
                            f.Explained,
                            .. Enum.GetValues<ExclusionReason>()
                                .Select(why => (object?)f.Excluded.GetValueOrDefault(Slug.Of(why))),
                        ]
                ),
            ]
        );

    private ChartTable States(
        string slug,
        IReadOnlyList<StateItem> items,
        Func<StateItem, string> name
    )
    {
        // What is counted goes by status, and no status tells which senders wait.
        var shown = Enum.GetValues<ShownState>()
            .Where(state => state != ShownState.HeldBackByDane)
            .ToList();
        return new(
            slug,
            [Head(slug), Head("domains"), .. shown.Select(s => states[StatePalette.Name(s)].Value)],
            [
                .. items
                    .GroupBy(i => i.Value)
                    .Select(
                        IReadOnlyList<object?> (of) =>
                            [
                                name(of.First()),
                                of.Sum(i => i.Domains),
                                .. shown.Select(s =>
                                    (object?)of.Where(i => i.State == s).Sum(i => i.Domains)
                                ),
                            ]
                    ),
            ]
        );
    }

    private ChartTable Timeline(AdoptionOverview overview)
    {
        // Thousands of rows of a few words: each is looked up once.
        var standards = overview
            .Timeline.Select(t => t.Standard)
            .Distinct()
            .ToDictionary(standard => standard, words.Standard);
        var views = Enum.GetValues<AdoptionView>().ToDictionary(view => view, words.View);
        return new(
            "timeline",
            [
                Head("measured-on"),
                Head("standard"),
                Head("view"),
                Head("passed"),
                Head("measured"),
                Head("percentage"),
            ],
            [
                .. overview.Timeline.Select(
                    IReadOnlyList<object?> (t) =>
                        [
                            t.MeasuredOn.ToString(
                                "O",
                                System.Globalization.CultureInfo.InvariantCulture
                            ),
                            standards[t.Standard],
                            t.Standard == FigureStandard.DaneSending ? null : views[t.View],
                            t.Share.Passed,
                            t.Share.Measured,
                            t.Share.Percentage,
                        ]
                ),
            ]
        )
        {
            EndsWithNewest = true,
        };
    }

    private ChartTable MailFlow(AdoptionOverview overview) =>
        new(
            "mail-flow",
            [
                Head("sender"),
                Head("receiver"),
                Head("proven"),
                Head("possible"),
                Head("among-tested"),
                Head("pairs"),
                Head("protected"),
                Head("partly"),
                Head("not"),
                Head("unknown"),
            ],
            [
                .. overview.MailFlow.Cells.Select(c =>
                    Row(words.Layer(c.Sender), words.Layer(c.Receiver), c)
                ),
                Row(texts["all"], texts["all"], overview.MailFlow.All),
            ]
        );

    private static IReadOnlyList<object?> Row(string sender, string receiver, MailFlowItem flow) =>
        [
            sender,
            receiver,
            flow.Proven,
            flow.Possible,
            flow.AmongTested,
            flow.Pairs,
            flow.Protected,
            flow.Partly,
            flow.Not,
            flow.Unknown,
        ];

    private ChartTable Movers(AdoptionOverview overview)
    {
        var changes = overview
            .Movers.Select(m => m.Change)
            .Distinct()
            .ToDictionary(change => change, words.Change);
        var yes = texts["yes"].Value;
        return new(
            "movers",
            [Head("domain"), Head("organisation"), Head("change"), Head("corrected")],
            [
                .. overview.Movers.Select(
                    IReadOnlyList<object?> (m) =>
                        [
                            m.Domain,
                            m.Organisation ?? string.Empty,
                            changes[m.Change],
                            m.Corrected ? yes : string.Empty,
                        ]
                ),
            ]
        );
    }

    public ChartTable Providers(IReadOnlyList<ProviderItem> providers) =>
        new(
            "providers",
            [
                Head("provider"),
                Head("domains"),
                Head("protected-domains"),
                Head("would-become"),
                Head("own-zone-first"),
                Head("needs-two"),
            ],
            [
                .. providers.Select(
                    IReadOnlyList<object?> (p) =>
                        [
                            words.Provider(p.Provider),
                            p.Domains,
                            p.Protected,
                            p.WouldBecomeProtected,
                            p.OwnZoneFirst,
                            p.NeedsTwo,
                        ]
                ),
            ]
        );

    private ChartTable Organisations(AdoptionOverview overview) =>
        new(
            "organisations",
            [
                Head("layers"),
                texts["reception.wholly"],
                texts["reception.partly"],
                texts["reception.none"],
                texts["reception.unmeasured"],
            ],
            [
                .. overview.Receptions.Select(
                    IReadOnlyList<object?> (r) =>
                        [words.Layer(r.Layer), r.Wholly, r.Partly, r.None, r.Unmeasured]
                ),
            ]
        );

    private string Head(string word) => texts[$"column.{word}"];
}
