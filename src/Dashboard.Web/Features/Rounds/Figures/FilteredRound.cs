using Dashboard.Core;
using Dashboard.Core.Adoption;
using Dashboard.Data;
using Dashboard.Data.Rounds;
using Dashboard.Web.Features.Rounds.Results;
using Microsoft.EntityFrameworkCore;

namespace Dashboard.Web.Features.Rounds.Figures;

/// <summary>
/// A round narrowed by a filter, counted from its results by the same rules as the summaries. For one round; a series of combined
/// filters is not made while somebody waits.
/// </summary>
internal sealed class FilteredRound
{
    private readonly StoredRound stored;
    private readonly IReadOnlyList<CountedDomain> domains;

    private FilteredRound(StoredRound stored)
    {
        this.stored = stored;
        domains = stored.CountAll();
    }

    public int Domains => domains.Count;

    public static async Task<FilteredRound> ReadAsync(
        DashboardDb db,
        RoundRow round,
        RoundFilter filter,
        CancellationToken cancellation
    ) => new(await StoredRound.ReadAsync(db, round.Id, round.Edition, filter, cancellation));

    public IReadOnlyList<FigureItem> Figures(AdoptionDimension dimension) =>
        [
            .. AdoptionFigures
                .Count(domains, dimension)
                .Select(figure =>
                {
                    var value = figure.Value is { } number
                        ? stored.Value(
                            int.Parse(number, System.Globalization.CultureInfo.InvariantCulture)
                        )
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

    public IReadOnlyList<StateItem> States(AdoptionDimension dimension) =>
        RoundSummaries.Count(
            stored.Results.SelectMany(result =>
            {
                var state = RoundSummaries.Shown(result.Row.Status, result.Row.ConnectionType);
                return dimension == AdoptionDimension.All
                    ? [((string?)null, (string?)null, state, 1)]
                    : stored
                        .Numbers(result.Row, dimension)
                        .Select(n =>
                            ((string?)stored.Value(n).Key, (string?)stored.Value(n).Name, state, 1)
                        );
            })
        );

    public IReadOnlyList<ProviderItem> Providers() =>
        [
            .. ProviderImpact
                .Of(domains)
                .Select(impact => new ProviderItem(
                    stored
                        .Value(
                            int.Parse(
                                impact.Provider,
                                System.Globalization.CultureInfo.InvariantCulture
                            )
                        )
                        .Key,
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

    /// <summary>Of the standards named, over what the filter leaves of each round.</summary>
    public static IReadOnlyList<FigureDelta> Deltas(
        FilteredRound before,
        FilteredRound after,
        IReadOnlyCollection<FigureStandard> standards
    )
    {
        var comparison = RoundComparison.Of(before.Only(standards), after.Only(standards));
        var changes = comparison
            .Changes.GroupBy(c => (c.Standard, c.View))
            .ToDictionary(g => g.Key, g => g.CountBy(c => c.Change).ToDictionary());
        return
        [
            .. comparison.Deltas.Select(d => new FigureDelta(
                d.Standard,
                d.View,
                d.FullBefore,
                d.FullAfter,
                d.CohortBefore,
                d.CohortAfter,
                changes[(d.Standard, d.View)]
            )),
        ];
    }

    private IReadOnlyCollection<CountedDomain> Only(
        IReadOnlyCollection<FigureStandard> standards
    ) =>
        [
            .. domains.Select(d =>
                d with
                {
                    Standards = d
                        .Standards.Where(s => standards.Contains(s.Key))
                        .ToDictionary(s => s.Key, s => s.Value),
                }
            ),
        ];
}
