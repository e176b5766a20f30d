using Dashboard.Data;
using Dashboard.Data.Campaigns;
using Microsoft.EntityFrameworkCore;

namespace Dashboard.Web.Features.Campaigns.Desk;

/// <summary>Campaigns as analysts look at them.</summary>
internal sealed class CampaignReader(IDbContextFactory<DashboardDb> database)
{
    public async Task<IReadOnlyList<CampaignRow>> AllAsync(CancellationToken cancellation)
    {
        await using var db = await database.CreateDbContextAsync(cancellation);
        return await db.Set<CampaignRow>()
            .AsNoTracking()
            .OrderByDescending(c => c.StartsAt)
            .ThenByDescending(c => c.Id)
            .ToListAsync(cancellation);
    }

    public async Task<CampaignRow?> FindAsync(int id, CancellationToken cancellation)
    {
        await using var db = await database.CreateDbContextAsync(cancellation);
        return await db.Set<CampaignRow>()
            .AsNoTracking()
            .SingleOrDefaultAsync(c => c.Id == id, cancellation);
    }

    public async Task<IReadOnlyList<CampaignOrganisationFacts>> OrganisationsAsync(
        int id,
        CancellationToken cancellation
    )
    {
        await using var db = await database.CreateDbContextAsync(cancellation);
        return await CampaignOrganisationFacts.ReadAsync(db, id, null, cancellation);
    }

    public async Task<CampaignOrganisationFacts?> OrganisationAsync(
        int id,
        long organisation,
        CancellationToken cancellation
    )
    {
        await using var db = await database.CreateDbContextAsync(cancellation);
        return
            await CampaignOrganisationFacts.ReadAsync(db, id, organisation, cancellation)
                is [var one]
            ? one
            : null;
    }
}
