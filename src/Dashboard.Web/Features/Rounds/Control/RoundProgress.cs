using Dashboard.Data;
using Dashboard.Data.Rounds;
using Microsoft.EntityFrameworkCore;

namespace Dashboard.Web.Features.Rounds.Control;

/// <summary>Where a round is, as commands, API and pages show it.</summary>
/// <param name="Done">Domains with a result.</param>
/// <param name="Pairs">Distinct MX host names and addresses that were or will be connected to.</param>
/// <param name="Sessions">SMTP sessions so far.</param>
/// <param name="Failures">How many addresses failed in which way.</param>
internal sealed record RoundStatus(
    int Id,
    string Name,
    RoundState State,
    int Domains,
    int Done,
    int Pairs,
    int Sessions,
    IReadOnlyDictionary<string, int> Failures
);

internal sealed class RoundProgress(IDbContextFactory<DashboardDb> database)
{
    /// <summary>Null where there is no such round.</summary>
    public async Task<RoundStatus?> FindAsync(int id, CancellationToken cancellation)
    {
        await using var db = await database.CreateDbContextAsync(cancellation);
        var round = await db.Set<RoundRow>()
            .AsNoTracking()
            .SingleOrDefaultAsync(r => r.Id == id, cancellation);
        if (round is null)
        {
            return null;
        }
        var pairs = await db.Set<RoundPairRow>()
            .Where(p => p.RoundId == id)
            .GroupBy(p => p.Failure)
            .Select(g => new
            {
                Failure = g.Key,
                Count = g.Count(),
                Sessions = g.Sum(p => (int)p.Sessions),
            })
            .ToListAsync(cancellation);
        return new(
            id,
            round.Name,
            round.State,
            round.Domains,
            await db.Set<RoundResultRow>()
                .CountAsync(r => r.RoundId == id && r.SupersededIn == null, cancellation),
            pairs.Sum(p => p.Count),
            pairs.Sum(p => p.Sessions),
            new SortedDictionary<string, int>(
                pairs.Where(p => p.Failure is not null).ToDictionary(p => p.Failure!, p => p.Count),
                StringComparer.Ordinal
            )
        );
    }
}
