using System.Globalization;
using Dashboard.Core;
using Dashboard.Core.Adoption;
using Dashboard.Data;
using Dashboard.Data.Rounds;
using Dashboard.Web.Features.Rounds.Results;
using Dashboard.Web.Features.RoundStore;
using Microsoft.EntityFrameworkCore;

namespace Dashboard.Web.Features.Rounds.Figures;

/// <summary>
/// A round narrowed by a filter, counted from its results by the same rules as the summaries. The database gives results that are alike
/// as one, with their number. For one round; a series of combined filters is not made while somebody waits.
/// </summary>
internal sealed class FilteredRound
{
    private readonly RoundRow round;
    private readonly FilterNumbers filter;
    private readonly IReadOnlyList<Alike> groups;
    private readonly IReadOnlyDictionary<int, RoundValueRow> values;

    private FilteredRound(
        RoundRow round,
        FilterNumbers filter,
        IReadOnlyList<Alike> groups,
        IReadOnlyDictionary<int, RoundValueRow> values
    )
    {
        this.round = round;
        this.filter = filter;
        this.groups = groups;
        this.values = values;
    }

    public int Domains => groups.Sum(group => group.Domains);

    public static async Task<FilteredRound> ReadAsync(
        DashboardDb db,
        RoundRow round,
        RoundFilter filter,
        CancellationToken cancellation
    )
    {
        var numbers = await FilterNumbers.ReadAsync(db, filter, cancellation);
        var groups = await FilteredResults
            .Of(db, round.Id, round.Edition, numbers)
            .GroupBy(r => new
            {
                r.Layer,
                r.Ministry,
                r.More,
                r.Status,
                r.ConnectionType,
                r.Hindrance,
                r.Explained,
                r.Outcomes,
            })
            .Select(g => new Alike(
                g.Key.Layer,
                g.Key.Ministry,
                g.Key.More,
                g.Key.Status,
                g.Key.ConnectionType,
                g.Key.Hindrance,
                g.Key.Explained,
                g.Key.Outcomes,
                g.Count()
            ))
            .ToListAsync(cancellation);
        return new(
            round,
            numbers,
            groups,
            await ValuesAsync(
                db,
                groups.SelectMany(g =>
                    new[] { g.Layer, g.Ministry }.OfType<int>().Concat(g.More ?? [])
                ),
                cancellation
            )
        );
    }

    /// <param name="dimension">All, layer or ministry.</param>
    public IReadOnlyList<FigureItem> Figures(AdoptionDimension dimension) =>
        [
            .. AdoptionFigures
                .Count(groups.Select(Count), dimension)
                .Select(figure =>
                {
                    var value = figure.Value is { } number
                        ? values[int.Parse(number, CultureInfo.InvariantCulture)]
                        : null;
                    return new FigureItem(
                        figure.Standard,
                        figure.View,
                        dimension,
                        value?.Key,
                        value?.Name,
                        figure.Passed,
                        figure.Failed,
                        figure.Excluded.ToDictionary(e => Slug.Of(e.Key), e => e.Value),
                        figure.Explained,
                        figure.Share.Percentage
                    );
                })
                .OrderBy(f => f.Standard)
                .ThenBy(f => f.View)
                .ThenBy(f => f.Value, StringComparer.Ordinal),
        ];

    /// <param name="dimension">All, layer or ministry.</param>
    public IReadOnlyList<StateItem> States(AdoptionDimension dimension) =>
        RoundSummaries.Count(
            groups.SelectMany(group =>
            {
                var state = RoundSummaries.Shown(
                    group.Status,
                    group.ConnectionType,
                    group.Hindrance
                );
                return dimension == AdoptionDimension.All
                    ? [((string?)null, (string?)null, state, group.Domains)]
                    : Numbers(group, dimension)
                        .Select(n =>
                            ((string?)values[n].Key, (string?)values[n].Name, state, group.Domains)
                        );
            })
        );

    /// <summary>What each provider is to the domains that a filter leaves of a round.</summary>
    public static async Task<IReadOnlyList<ProviderItem>> ProvidersAsync(
        DashboardDb db,
        RoundRow round,
        RoundFilter filter,
        CancellationToken cancellation
    )
    {
        const int Dane = (int)FigureStandard.Dane;
        var rows = await FilteredResults
            .Of(
                db,
                round.Id,
                round.Edition,
                await FilterNumbers.ReadAsync(db, filter, cancellation)
            )
            .GroupBy(r => new
            {
                r.Provider,
                r.More,
                r.FailingProviders,
                r.Flags,
                Dane = r.Outcomes[Dane],
            })
            .Select(g => new { g.Key, Domains = g.Count() })
            .ToListAsync(cancellation);
        var values = await ValuesAsync(
            db,
            rows.SelectMany(r =>
                new[] { r.Key.Provider }
                    .OfType<int>()
                    .Concat(r.Key.More ?? [])
                    .Concat(r.Key.FailingProviders ?? [])
            ),
            cancellation
        );
        return
        [
            .. ProviderImpact
                .Of(
                    rows.Select(r => new CountedDomains
                    {
                        Providers =
                        [
                            .. StoredRound
                                .Numbers(
                                    r.Key.Provider,
                                    r.Key.More,
                                    AdoptionDimension.Provider,
                                    values
                                )
                                .Select(StoredRound.Key),
                        ],
                        FailingProviders =
                        [
                            .. (r.Key.FailingProviders ?? []).Select(StoredRound.Key),
                        ],
                        OwnZoneSecure = r.Key.Flags.HasFlag(ResultFlags.OwnZoneSecure),
                        Standards = ResultRows.Outcomes([null, r.Key.Dane]),
                        Domains = r.Domains,
                    })
                )
                .Select(impact => new ProviderItem(
                    values[int.Parse(impact.Provider, CultureInfo.InvariantCulture)].Key,
                    impact.Domains,
                    impact.Protected,
                    impact.WouldBecomeProtected,
                    impact.OwnZoneFirst,
                    impact.NeedsTwo
                ))
                .OrderByDescending(p => p.WouldBecomeProtected)
                .ThenByDescending(p => p.Domains)
                .ThenBy(p => p.Provider, StringComparer.Ordinal),
        ];
    }

    /// <summary>Of the standards named, over what the filter leaves of each round.</summary>
    public static async Task<IReadOnlyList<FigureDelta>> DeltasAsync(
        DashboardDb db,
        FilteredRound before,
        FilteredRound after,
        IReadOnlyCollection<FigureStandard> standards,
        CancellationToken cancellation
    )
    {
        var both = await FilteredResults
            .Of(db, before.round.Id, before.round.Edition, before.filter)
            .Join(
                FilteredResults.Of(db, after.round.Id, after.round.Edition, after.filter),
                b => b.DomainId,
                a => a.DomainId,
                (b, a) => new { Before = b.Outcomes, After = a.Outcomes }
            )
            .GroupBy(p => new { p.Before, p.After })
            .Select(g => new
            {
                g.Key.Before,
                g.Key.After,
                Domains = g.Count(),
            })
            .ToListAsync(cancellation);
        var tally = new DeltaTally(standards);
        foreach (var pair in both)
        {
            tally.Add(
                ResultRows.Outcomes(pair.Before),
                ResultRows.Outcomes(pair.After),
                pair.Domains
            );
        }
        // What is not on both lists is the rest of each.
        foreach (var (codes, domains) in before.Rest(both.Select(p => (p.Before, p.Domains))))
        {
            tally.Add(ResultRows.Outcomes(codes), null, domains);
        }
        foreach (var (codes, domains) in after.Rest(both.Select(p => (p.After, p.Domains))))
        {
            tally.Add(null, ResultRows.Outcomes(codes), domains);
        }
        return tally.Deltas;
    }

    /// <summary>By outcomes: how many domains are left without those named.</summary>
    private IEnumerable<(short?[] Codes, int Domains)> Rest(
        IEnumerable<(short?[] Codes, int Domains)> without
    )
    {
        var named = without
            .GroupBy(w => KeyOf(w.Codes), StringComparer.Ordinal)
            .ToDictionary(w => w.Key, w => w.Sum(of => of.Domains), StringComparer.Ordinal);
        return groups
            .GroupBy(g => KeyOf(g.Outcomes), StringComparer.Ordinal)
            .Select(g =>
                (g.First().Outcomes, g.Sum(of => of.Domains) - named.GetValueOrDefault(g.Key))
            )
            .Where(rest => rest.Item2 > 0);
    }

    private static string KeyOf(short?[] codes) => string.Join(',', codes);

    private CountedDomains Count(Alike group) =>
        new()
        {
            Layers = [.. Numbers(group, AdoptionDimension.Layer).Select(StoredRound.Key)],
            Ministries = [.. Numbers(group, AdoptionDimension.Ministry).Select(StoredRound.Key)],
            Standards = ResultRows.Outcomes(group.Outcomes),
            Explained = StoredRound.Explained(group.Explained),
            Domains = group.Domains,
        };

    private IEnumerable<int> Numbers(Alike group, AdoptionDimension dimension) =>
        StoredRound.Numbers(
            dimension == AdoptionDimension.Layer ? group.Layer : group.Ministry,
            group.More,
            dimension,
            values
        );

    private static Task<Dictionary<int, RoundValueRow>> ValuesAsync(
        DashboardDb db,
        IEnumerable<int> numbers,
        CancellationToken cancellation
    )
    {
        var distinct = numbers.Distinct().ToArray();
        return db.Set<RoundValueRow>()
            .AsNoTracking()
            .Where(v => distinct.Contains(v.Id))
            .ToDictionaryAsync(v => v.Id, cancellation);
    }

    /// <summary>Results that differ in nothing that is counted here.</summary>
    private sealed record Alike(
        int? Layer,
        int? Ministry,
        int[]? More,
        short Status,
        short? ConnectionType,
        short? Hindrance,
        int Explained,
        short?[] Outcomes,
        int Domains
    );
}
