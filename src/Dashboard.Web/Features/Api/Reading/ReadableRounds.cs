using System.Security.Claims;
using Dashboard.Data;
using Dashboard.Data.Rounds;
using Dashboard.Web.Features.Organisations.Pages;
using Dashboard.Web.Features.Rounds.Figures;
using Dashboard.Web.Features.RoundStore;
using Microsoft.EntityFrameworkCore;

namespace Dashboard.Web.Features.Api.Reading;

/// <summary>
/// The measurements that a reader of the API may see, page by page: those of <see cref="VisibleRounds"/>.
/// </summary>
internal sealed class ReadableRounds(IDbContextFactory<DashboardDb> database)
{
    public async Task<IReadOnlyList<RoundRow>> ListAsync(
        ClaimsPrincipal visitor,
        int? after,
        int most,
        CancellationToken cancellation
    )
    {
        await using var db = await database.CreateDbContextAsync(cancellation);
        return await VisibleRounds
            .Of(db, visitor)
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
        return await VisibleRounds
            .Of(db, visitor)
            .SingleOrDefaultAsync(r => r.Id == id, cancellation);
    }

    /// <summary>The published one that was measured last, of a list only where none is of all; null before the first.</summary>
    public async Task<RoundRow?> NewestAsync(CancellationToken cancellation)
    {
        await using var db = await database.CreateDbContextAsync(cancellation);
        return await db.Published().WholeFirst().FirstOrDefaultAsync(cancellation);
    }
}
