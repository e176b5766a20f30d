using Dashboard.Core.Adoption;
using Dashboard.Core.Dns;
using Dashboard.Data;
using Dashboard.Data.Rounds;
using Microsoft.EntityFrameworkCore;

namespace Dashboard.Web.Features.Rounds.Desk;

/// <summary>How a running round goes.</summary>
/// <param name="Done">Of <paramref name="All"/>, in the present state: domains looked up, addresses connected to, or results.</param>
/// <param name="PerMinute">Over the last minutes; null where nothing is done or known.</param>
/// <param name="Left">About; null where it cannot be said.</param>
/// <param name="FailuresByProvider">The providers with most addresses that failed.</param>
/// <param name="MoreProviders">How many others have some.</param>
public sealed record Pace(
    int Done,
    int All,
    double? PerMinute,
    TimeSpan? Left,
    IReadOnlyList<(string Provider, int Failures)> FailuresByProvider,
    int MoreProviders = 0
);

internal sealed class RoundPace(IDbContextFactory<DashboardDb> database, TimeProvider time)
{
    private const int MostProviders = 10;

    private static readonly TimeSpan Window = TimeSpan.FromMinutes(2);

    public async Task<Pace> FindAsync(RoundRow round, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(round);
        var now = time.GetUtcNow();
        await using var db = await database.CreateDbContextAsync(cancellation);
        var wave = await db.Set<RoundWaveRow>()
            .Where(w => w.RoundId == round.Id)
            .OrderByDescending(w => w.Wave)
            .FirstOrDefaultAsync(cancellation);
        var all = await FailuresAsync(db, round.Id, cancellation);
        var failures = (IReadOnlyList<(string, int)>)[.. all.Take(MostProviders)];
        if (wave is null)
        {
            return new(0, round.Domains, null, null, failures, all.Count - failures.Count);
        }
        var pace = (round.PausedFrom ?? round.State) switch
        {
            RoundState.Probing => await ProbingAsync(
                db,
                round.Id,
                wave,
                now,
                failures,
                cancellation
            ),
            RoundState.Resolving => await LookedUpAsync(
                db,
                round,
                wave,
                LookupState.Resolved,
                now,
                failures,
                cancellation
            ),
            _ => await LookedUpAsync(
                db,
                round,
                wave,
                LookupState.Judged,
                now,
                failures,
                cancellation
            ),
        };
        return pace with { MoreProviders = all.Count - failures.Count };
    }

    private static async Task<Pace> ProbingAsync(
        DashboardDb db,
        int round,
        RoundWaveRow wave,
        DateTimeOffset now,
        IReadOnlyList<(string, int)> failures,
        CancellationToken cancellation
    )
    {
        var pairs = db.Set<RoundPairRow>().Where(p => p.RoundId == round && p.Wave == wave.Wave);
        var since = now - Window;
        var all = await pairs.CountAsync(cancellation);
        var done = await pairs.CountAsync(p => p.DoneAt != null, cancellation);
        var recently = await pairs.CountAsync(p => p.DoneAt >= since, cancellation);
        var first = await pairs.MinAsync(p => p.DoneAt, cancellation);
        return Of(done, all, recently, first is { } at && at > since ? now - at : Window, failures);
    }

    private static async Task<Pace> LookedUpAsync(
        DashboardDb db,
        RoundRow round,
        RoundWaveRow wave,
        LookupState least,
        DateTimeOffset now,
        IReadOnlyList<(string, int)> failures,
        CancellationToken cancellation
    )
    {
        var lookups = db.Set<RoundLookupRow>()
            .Where(l => l.RoundId == round.Id && l.Wave == wave.Wave);
        var all = await lookups.CountAsync(cancellation);
        var done = await lookups.CountAsync(l => l.State >= least, cancellation);
        // Lookups carry no time; their rate is that of the state since the wave started.
        return Of(
            done,
            all,
            least == LookupState.Resolved ? done : 0,
            now - wave.StartedAt,
            failures
        );
    }

    private static Pace Of(
        int done,
        int all,
        int recently,
        TimeSpan within,
        IReadOnlyList<(string, int)> failures
    )
    {
        double? rate =
            recently > 0 && within > TimeSpan.Zero ? recently / within.TotalMinutes : null;
        return new(
            done,
            all,
            rate,
            rate is { } perMinute && done < all
                ? TimeSpan.FromMinutes((all - done) / perMinute)
                : null,
            failures
        );
    }

    private static async Task<IReadOnlyList<(string, int)>> FailuresAsync(
        DashboardDb db,
        int round,
        CancellationToken cancellation
    )
    {
        var hosts = await db.Set<RoundPairRow>()
            .Where(p => p.RoundId == round && p.Failure != null)
            .GroupBy(p => p.Host)
            .Select(g => new { Host = g.Key, Count = g.Count() })
            .ToListAsync(cancellation);
        if (hosts.Count == 0)
        {
            return [];
        }
        var providers = await Work.ProviderNames.ReadAsync(db, round, cancellation);
        // Without the organisation's own domains: what counts here is whom to look at.
        return
        [
            .. hosts
                .GroupBy(
                    h => providers.Of(DomainName.Parse(h.Host), new HashSet<DomainName>()),
                    h => h.Count
                )
                .Select(g => (g.Key, g.Sum()))
                .OrderByDescending(g => g.Item2)
                .ThenBy(g => g.Key, StringComparer.Ordinal),
        ];
    }
}
