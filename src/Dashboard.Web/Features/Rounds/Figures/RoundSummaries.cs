using Dashboard.Core;
using Dashboard.Core.Adoption;
using Dashboard.Core.Inbound;
using Dashboard.Data;
using Dashboard.Data.Rounds;
using Dashboard.Web.Components.States;
using Dashboard.Web.Features.Rounds.Results;
using Dashboard.Web.Features.RoundStore;
using Microsoft.EntityFrameworkCore;

namespace Dashboard.Web.Features.Rounds.Figures;

/// <summary>How many domains are shown as which state.</summary>
public sealed record StateItem(string? Value, string? Name, ShownState State, int Domains);

/// <summary>A value by which a round can be filtered.</summary>
public sealed record ValueItem(AdoptionDimension Dimension, string Key, string Name, int Domains);

/// <summary>A figure beside that of the former published round.</summary>
public sealed record FigureDelta(
    FigureStandard Standard,
    AdoptionView View,
    Share Before,
    Share After,
    Share CohortBefore,
    Share CohortAfter,
    IReadOnlyDictionary<OutcomeChange, int> Changes
)
{
    /// <summary>The round that it is taken against; null where it was counted under a filter.</summary>
    public int? Against { get; init; }

    public decimal? DeltaPp => Share.DeltaPp(Before, After);

    public decimal? CohortDeltaPp => Share.DeltaPp(CohortBefore, CohortAfter);
}

/// <summary>A figure of one of the rounds of a series.</summary>
public sealed record TimelineItem(
    int Round,
    DateOnly MeasuredOn,
    FigureStandard Standard,
    AdoptionView View,
    Share Share
);

/// <summary>Organisations of a layer by how much of their mail arrives protected.</summary>
/// <param name="None">Of those measured: not one domain.</param>
/// <param name="Wholly">Of those measured: every domain.</param>
public sealed record ReceptionItem(string Layer, int None, int Partly, int Wholly, int Unmeasured);

/// <summary>Reads what was written when the measuring of a round ended; never the results themselves.</summary>
internal sealed class RoundSummaries(IDbContextFactory<DashboardDb> database)
{
    public async Task<IReadOnlyList<StateItem>> StatesAsync(
        RoundRow round,
        AdoptionDimension dimension,
        CancellationToken cancellation
    )
    {
        await using var db = await database.CreateDbContextAsync(cancellation);
        var rows = await db.Set<RoundConnectionRow>()
            .AsNoTracking()
            .Where(c =>
                c.RoundId == round.Id && c.Edition == round.Edition && c.Dimension == dimension
            )
            .Select(c => new
            {
                Row = c,
                Value = db.Set<RoundValueRow>().FirstOrDefault(v => v.Id == c.Value),
            })
            .ToListAsync(cancellation);
        return Count(
            rows.Select(r =>
                (
                    r.Value?.Key,
                    r.Value?.Name,
                    Shown(r.Row.Status, r.Row.ConnectionType, r.Row.Hindrance),
                    r.Row.Domains
                )
            )
        );
    }

    /// <summary>As the page of the result shows it.</summary>
    /// <param name="type">0 where nothing is delivered, as null.</param>
    /// <param name="hindrance">0 where there is none, as null.</param>
    public static ShownState Shown(short status, short? type, short? hindrance) =>
        ShownStates.Of(
            (DomainStatus)status,
            type is null or 0 ? null : (ConnectionType)type,
            hindrance is null or 0 ? null : (DeliveryHindrance)hindrance
        );

    public static IReadOnlyList<StateItem> Count(
        IEnumerable<(string? Key, string? Name, ShownState State, int Domains)> rows
    ) =>
        [
            .. rows.GroupBy(r => (r.Key, r.State))
                .Select(g => new StateItem(
                    g.Key.Key,
                    g.First().Name,
                    g.Key.State,
                    g.Sum(r => r.Domains)
                ))
                .OrderBy(s => s.Value, StringComparer.Ordinal)
                .ThenBy(s => s.State),
        ];

    /// <summary>Layers, ministries, provinces and providers that domains of the round count at.</summary>
    public async Task<IReadOnlyList<ValueItem>> ValuesAsync(
        RoundRow round,
        CancellationToken cancellation
    )
    {
        await using var db = await database.CreateDbContextAsync(cancellation);
        var rows = await db.Set<RoundConnectionRow>()
            .Where(c =>
                c.RoundId == round.Id
                && c.Edition == round.Edition
                && c.Dimension != AdoptionDimension.All
            )
            .GroupBy(c => c.Value)
            .Select(g => new { Value = g.Key, Domains = g.Sum(c => c.Domains) })
            .Join(
                db.Set<RoundValueRow>(),
                g => g.Value,
                v => v.Id,
                (g, v) =>
                    new
                    {
                        v.Dimension,
                        v.Key,
                        v.Name,
                        g.Domains,
                    }
            )
            .ToListAsync(cancellation);
        return
        [
            .. rows.Select(r => new ValueItem(r.Dimension, r.Key, r.Name, r.Domains))
                .OrderBy(v => v.Dimension)
                .ThenBy(v => v.Name, StringComparer.CurrentCultureIgnoreCase),
        ];
    }

    /// <summary>Of the rounds of its series before this one, and this one; oldest first.</summary>
    /// <param name="dimension">With <paramref name="key"/>; all of the list without.</param>
    /// <param name="standards">Of sending there is one view: the strict one.</param>
    public async Task<IReadOnlyList<TimelineItem>> TimelineAsync(
        RoundRow round,
        AdoptionDimension dimension,
        string? key,
        IReadOnlyCollection<FigureStandard> standards,
        CancellationToken cancellation
    )
    {
        await using var db = await database.CreateDbContextAsync(cancellation);
        var values = key is null ? [0] : await db.NumbersAsync(dimension, key, cancellation);
        // The round itself in the edition that is shown, the others as they are.
        var (id, edition) = (round.Id, round.Edition);
        var rows = await RoundSeries
            .Before(db, round)
            .Concat(db.Set<RoundRow>().Where(r => r.Id == id))
            .Join(
                db.Set<RoundFigureRow>()
                    .Where(f =>
                        f.Dimension == dimension
                        && values.Contains(f.Value)
                        && standards.Contains(f.Standard)
                        && (
                            f.Standard != FigureStandard.DaneSending
                            || f.View == AdoptionView.Strict
                        )
                    ),
                r => r.Id,
                f => f.RoundId,
                (r, f) =>
                    new
                    {
                        r.Id,
                        r.MeasuredOn,
                        Edition = r.Id == id ? edition : r.Edition,
                        Figure = f,
                    }
            )
            .Where(r => r.Figure.Edition == r.Edition)
            .Select(r => new
            {
                r.Id,
                r.MeasuredOn,
                r.Figure.Standard,
                r.Figure.View,
                r.Figure.Passed,
                r.Figure.Failed,
            })
            .ToListAsync(cancellation);
        return
        [
            .. rows.OrderBy(r => r.Standard == FigureStandard.DaneSending)
                .ThenBy(r => r.MeasuredOn)
                .ThenBy(r => r.Id)
                .ThenBy(r => r.Standard)
                .ThenBy(r => r.View)
                .Select(r => new TimelineItem(
                    r.Id,
                    r.MeasuredOn,
                    r.Standard,
                    r.View,
                    new(r.Passed, r.Passed + r.Failed)
                )),
        ];
    }

    /// <summary>Of sending, over all organisations and over those that were tested for both rounds.</summary>
    public async Task<FigureDelta?> SendingDeltaAsync(
        RoundRow round,
        RoundRow former,
        string? layer,
        CancellationToken cancellation
    )
    {
        await using var db = await database.CreateDbContextAsync(cancellation);
        var layers = layer is null
            ? null
            : await db.NumbersAsync(AdoptionDimension.Layer, layer, cancellation);
        var rows = await db
            .Database.SqlQuery<StatePair>(
                $"""
                SELECT before.sending AS before, after.sending AS after, count(*)::int AS organisations
                FROM (
                  SELECT v.key, o.sending FROM round_organisations AS o JOIN round_values AS v ON v.id = o.organisation
                  WHERE o.round_id = {former.Id} AND ({layers}::int[] IS NULL OR o.layer = ANY ({layers}))
                ) AS before
                FULL JOIN (
                  SELECT v.key, o.sending FROM round_organisations AS o JOIN round_values AS v ON v.id = o.organisation
                  WHERE o.round_id = {round.Id} AND ({layers}::int[] IS NULL OR o.layer = ANY ({layers}))
                ) AS after ON after.key = before.key
                GROUP BY 1, 2
                """
            )
            .ToListAsync(cancellation);
        var both = rows.Where(r => IsTested(r.Before) && IsTested(r.After)).ToList();
        return new(
            FigureStandard.DaneSending,
            AdoptionView.Strict,
            ShareOf(rows, r => r.Before),
            ShareOf(rows, r => r.After),
            ShareOf(both, r => r.Before),
            ShareOf(both, r => r.After),
            new Dictionary<OutcomeChange, int>()
        );
    }

    public async Task<IReadOnlyList<ReceptionItem>> ReceptionsAsync(
        RoundRow round,
        CancellationToken cancellation
    )
    {
        await using var db = await database.CreateDbContextAsync(cancellation);
        var rows = await db.Set<RoundReceptionRow>()
            .Where(r => r.RoundId == round.Id && r.Edition == round.Edition)
            .Join(
                db.Set<RoundOrganisationRow>().Where(o => o.RoundId == round.Id),
                r => r.Organisation,
                o => o.Organisation,
                (r, o) =>
                    new
                    {
                        o.Layer,
                        IsMeasured = r.Measured > 0,
                        HasProtected = r.Protected > 0,
                        IsWhole = r.Protected == r.Measured,
                    }
            )
            .Join(db.Set<RoundValueRow>(), r => r.Layer, v => v.Id, (r, v) => new { r, v.Key })
            .GroupBy(r => r)
            .Select(g => new { g.Key, Organisations = g.Count() })
            .ToListAsync(cancellation);
        return
        [
            .. rows.GroupBy(r => r.Key.Key)
                .Select(layer => new ReceptionItem(
                    layer.Key,
                    layer
                        .Where(r => r.Key.r is { IsMeasured: true, HasProtected: false })
                        .Sum(r => r.Organisations),
                    layer
                        .Where(r =>
                            r.Key.r is { IsMeasured: true, HasProtected: true, IsWhole: false }
                        )
                        .Sum(r => r.Organisations),
                    layer
                        .Where(r =>
                            r.Key.r is { IsMeasured: true, HasProtected: true, IsWhole: true }
                        )
                        .Sum(r => r.Organisations),
                    layer.Where(r => !r.Key.r.IsMeasured).Sum(r => r.Organisations)
                )),
        ];
    }

    private static bool IsTested(string? state) =>
        state is not null && state != Slug.Of(SendingState.Unknown);

    private static Share ShareOf(
        IReadOnlyCollection<StatePair> pairs,
        Func<StatePair, string?> state
    )
    {
        var enforces = Slug.Of(SendingState.Enforces);
        return new(
            pairs.Where(p => state(p) == enforces).Sum(p => p.Organisations),
            pairs.Where(p => IsTested(state(p))).Sum(p => p.Organisations)
        );
    }

    /// <summary>Null where the organisation was not in that round.</summary>
    private sealed record StatePair(string? Before, string? After, int Organisations);
}
