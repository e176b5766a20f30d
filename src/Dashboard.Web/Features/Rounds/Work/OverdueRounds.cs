using Dashboard.Data;
using Dashboard.Data.Rounds;
using Dashboard.Web.Platform.Status;
using Microsoft.EntityFrameworkCore;

namespace Dashboard.Web.Features.Rounds.Work;

/// <summary>Lookups and sessions of rounds.</summary>
internal sealed class OverdueRounds : IOverdueWork
{
    /// <summary>A claim of a round is renewed, or lapses and is taken again within moments.</summary>
    private static readonly TimeSpan TakenAgainWithin = TimeSpan.FromMinutes(15);

    public string Name => "rounds";

    public async Task<bool> IsOverdueAsync(
        DashboardDb db,
        DateTimeOffset now,
        CancellationToken cancellation
    )
    {
        var taken = now - TakenAgainWithin;
        var rounds = db.Set<RoundRow>();
        return await db.Set<RoundLookupRow>()
                .AnyAsync(
                    l =>
                        l.State == LookupState.Waiting
                        && l.ClaimedUntil < taken
                        && rounds.Any(r => r.Id == l.RoundId && r.State == RoundState.Resolving),
                    cancellation
                )
            || await db.Set<RoundPairRow>()
                .AnyAsync(
                    p =>
                        p.DoneAt == null
                        && p.ClaimedUntil < taken
                        && rounds.Any(r => r.Id == p.RoundId && r.State == RoundState.Probing),
                    cancellation
                );
    }
}
