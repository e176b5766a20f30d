using System.Security.Claims;
using Dashboard.Data;
using Dashboard.Data.Accounts;
using Dashboard.Data.Rounds;
using Dashboard.Web.Features.Accounts;
using Microsoft.EntityFrameworkCore;

namespace Dashboard.Web.Features.Api.Reading;

/// <summary>
/// The measurements that a reader of the API may see: those that are published, and for accounts from reader up those whose figures are not
/// public yet. What one may not see is as if it were not there.
/// </summary>
internal sealed class ReadableRounds(IDbContextFactory<DashboardDb> database)
{
    private static readonly RoundState[] Public = [RoundState.Published];

    private static readonly RoundState[] WithFigures =
    [
        RoundState.Published,
        RoundState.Closed,
        RoundState.Correction,
    ];

    public async Task<IReadOnlyList<RoundRow>> ListAsync(
        ClaimsPrincipal visitor,
        int? after,
        int most,
        CancellationToken cancellation
    )
    {
        await using var db = await database.CreateDbContextAsync(cancellation);
        return await Of(db, visitor)
            .Where(r => after == null || r.Id > after)
            .OrderBy(r => r.Id)
            .Take(most)
            .ToListAsync(cancellation);
    }

    public async Task<RoundRow?> FindAsync(
        int id,
        ClaimsPrincipal visitor,
        CancellationToken cancellation
    )
    {
        await using var db = await database.CreateDbContextAsync(cancellation);
        return await Of(db, visitor).SingleOrDefaultAsync(r => r.Id == id, cancellation);
    }

    /// <summary>The published one that was measured last; null before the first.</summary>
    public async Task<RoundRow?> NewestAsync(CancellationToken cancellation)
    {
        await using var db = await database.CreateDbContextAsync(cancellation);
        return await Of(db, new ClaimsPrincipal())
            .OrderByDescending(r => r.StartedAt)
            .ThenByDescending(r => r.Id)
            .FirstOrDefaultAsync(cancellation);
    }

    private static IQueryable<RoundRow> Of(DashboardDb db, ClaimsPrincipal visitor)
    {
        var states = AccountPolicies.Has(visitor, AccountRole.Reader) ? WithFigures : Public;
        return db.Set<RoundRow>()
            .AsNoTracking()
            .Where(r => r.Kind == RoundKind.Measurement && states.Contains(r.State));
    }
}
