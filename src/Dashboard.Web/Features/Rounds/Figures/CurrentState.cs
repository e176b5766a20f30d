using System.Security.Claims;
using Dashboard.Data;
using Dashboard.Data.Rounds;
using Dashboard.Web.Features.RoundStore;
using Microsoft.EntityFrameworkCore;

namespace Dashboard.Web.Features.Rounds.Figures;

/// <summary>The current state: the newest round of its kind that is measured, of a list only where none is of all. It is never published.</summary>
internal sealed class CurrentState(IDbContextFactory<DashboardDb> database)
{
    /// <returns>Null where there is none, or the visitor may not see what is not published.</returns>
    public async Task<RoundRow?> FindAsync(
        ClaimsPrincipal visitor,
        CancellationToken cancellation
    ) => VisibleRounds.SeesUnpublished(visitor) ? await FindAsync(cancellation) : null;

    /// <summary>Null where there is none.</summary>
    public async Task<RoundRow?> FindAsync(CancellationToken cancellation)
    {
        await using var db = await database.CreateDbContextAsync(cancellation);
        return await db.Set<RoundRow>()
            .AsNoTracking()
            .Where(r => r.Kind == RoundKind.CurrentState && r.State == RoundState.Closed)
            .WholeFirst()
            .FirstOrDefaultAsync(cancellation);
    }
}
