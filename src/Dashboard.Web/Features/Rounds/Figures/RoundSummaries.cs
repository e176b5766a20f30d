using Dashboard.Core.Adoption;
using Dashboard.Core.Inbound;
using Dashboard.Data;
using Dashboard.Data.Rounds;
using Dashboard.Web.Components.States;
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
                    Shown(r.Row.Status, r.Row.ConnectionType),
                    r.Row.Domains
                )
            )
        );
    }

    /// <summary>By status, and what a strict list shows for it; of one result the page may know more.</summary>
    public static ShownState Shown(short status, short? type) =>
        ShownStates.Of(
            (DomainStatus)status,
            type is null or 0 ? null : (ConnectionType)type,
            refusedSomewhere: false
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

    /// <summary>Of the published rounds up to this one, and this one; oldest first.</summary>
    /// <param name="dimension">With <paramref name="key"/>; all of the list without.</param>
    public async Task<IReadOnlyList<TimelineItem>> TimelineAsync(
        RoundRow round,
        AdoptionDimension dimension,
        string? key,
        IReadOnlyCollection<FigureStandard> standards,
        CancellationToken cancellation
    )
    {
        await using var db = await database.CreateDbContextAsync(cancellation);
        // The round itself in the edition that is told of, the others as they are.
        var (id, edition) = (round.Id, round.Edition);
        var rows = await Until(db, round)
            .Join(
                db.Set<RoundFigureRow>()
                    .Where(f => f.Dimension == dimension && standards.Contains(f.Standard))
                    .Where(f =>
                        key == null
                        || db.Set<RoundValueRow>()
                            .Any(v => v.Id == f.Value && v.Dimension == dimension && v.Key == key)
                    ),
                r => new { r.Id, Edition = r.Id == id ? edition : r.Edition },
                f => new { Id = f.RoundId, f.Edition },
                (r, f) =>
                    new
                    {
                        r.Id,
                        r.MeasuredOn,
                        f.Standard,
                        f.View,
                        f.Passed,
                        f.Failed,
                    }
            )
            .ToListAsync(cancellation);
        return
        [
            .. rows.OrderBy(r => r.MeasuredOn)
                .ThenBy(r => r.Id)
                .Select(r => new TimelineItem(
                    r.Id,
                    r.MeasuredOn,
                    r.Standard,
                    r.View,
                    new(r.Passed, r.Passed + r.Failed)
                )),
        ];
    }

    /// <summary>Of organisations that enforce, of those that were tested; the views do not differ in it.</summary>
    public async Task<IReadOnlyList<TimelineItem>> SendingTimelineAsync(
        RoundRow round,
        string? layer,
        CancellationToken cancellation
    )
    {
        await using var db = await database.CreateDbContextAsync(cancellation);
        var rows = await Until(db, round)
            .Join(
                db.Set<RoundOrganisationRow>()
                    .Where(o =>
                        layer == null
                        || db.Set<RoundValueRow>().Any(v => v.Id == o.Layer && v.Key == layer)
                    ),
                r => r.Id,
                o => o.RoundId,
                (r, o) =>
                    new
                    {
                        r.Id,
                        r.MeasuredOn,
                        o.Sending,
                    }
            )
            .GroupBy(r => new
            {
                r.Id,
                r.MeasuredOn,
                r.Sending,
            })
            .Select(g => new { g.Key, Organisations = g.Count() })
            .ToListAsync(cancellation);
        return
        [
            .. rows.GroupBy(r => (r.Key.Id, r.Key.MeasuredOn))
                .OrderBy(r => r.Key.MeasuredOn)
                .ThenBy(r => r.Key.Id)
                .Select(of =>
                {
                    var enforces = Of(SendingState.Enforces);
                    return new TimelineItem(
                        of.Key.Id,
                        of.Key.MeasuredOn,
                        FigureStandard.DaneSending,
                        AdoptionView.Strict,
                        new(enforces, enforces + Of(SendingState.DoesNot))
                    );

                    int Of(SendingState state) =>
                        of.Where(r => r.Key.Sending == state).Sum(r => r.Organisations);
                }),
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
        var before = await StatesAsync(db, former.Id, layer, cancellation);
        var after = await StatesAsync(db, round.Id, layer, cancellation);
        var both = after
            .Where(o =>
                o.Value != SendingState.Unknown
                && before.GetValueOrDefault(o.Key, SendingState.Unknown) != SendingState.Unknown
            )
            .Select(o => o.Key)
            .ToList();
        return new(
            FigureStandard.DaneSending,
            AdoptionView.Strict,
            ShareOf(before.Values),
            ShareOf(after.Values),
            ShareOf(both.Select(key => before[key])),
            ShareOf(both.Select(key => after[key])),
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

    private static IQueryable<RoundRow> Until(DashboardDb db, RoundRow round) =>
        db.Set<RoundRow>()
            .AsNoTracking()
            .Where(r =>
                r.Id == round.Id
                || r.Kind == RoundKind.Measurement
                    && r.State == RoundState.Published
                    && r.StartedAt < round.StartedAt
            );

    private static async Task<Dictionary<string, SendingState>> StatesAsync(
        DashboardDb db,
        int round,
        string? layer,
        CancellationToken cancellation
    ) =>
        await db.Set<RoundOrganisationRow>()
            .Where(o =>
                o.RoundId == round
                && (
                    layer == null
                    || db.Set<RoundValueRow>().Any(v => v.Id == o.Layer && v.Key == layer)
                )
            )
            .Join(
                db.Set<RoundValueRow>(),
                o => o.Organisation,
                v => v.Id,
                (o, v) => new { v.Key, o.Sending }
            )
            .ToDictionaryAsync(o => o.Key, o => o.Sending, StringComparer.Ordinal, cancellation);

    private static Share ShareOf(IEnumerable<SendingState> states)
    {
        var (enforces, tested) = (0, 0);
        foreach (var state in states)
        {
            enforces += state == SendingState.Enforces ? 1 : 0;
            tested += state != SendingState.Unknown ? 1 : 0;
        }
        return new(enforces, tested);
    }
}
