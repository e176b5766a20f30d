using Dashboard.Core.Campaigns;
using Dashboard.Data;
using Dashboard.Data.Campaigns;
using Dashboard.Web.Features.Campaigns.Desk;
using Dashboard.Web.Features.Campaigns.Mail;
using Dashboard.Web.Platform;
using Hangfire;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace Dashboard.Web.Features.Campaigns;

/// <summary>
/// Erases the addresses of campaigns that are over for long enough, with where they came from and their links. How far mail came, answers
/// and results stay, with the organisation alone.
/// </summary>
internal sealed class ExpireCampaigns(
    IDbContextFactory<DashboardDb> database,
    IOptions<CampaignOptions> settings,
    TimeProvider time
)
{
    [Queue(QueueNames.Maintenance)]
    [DisableConcurrentExecution(60)]
    public async Task RunAsync(CancellationToken cancellation)
    {
        var before = time.GetUtcNow() - settings.Value.KeepAddressesFor;
        await using var db = await database.CreateDbContextAsync(cancellation);
        var over = await db.Set<CampaignRow>()
            .Where(c => c.EndsAt < before && c.AddressesErasedAt == null)
            .Select(c => c.Id)
            .ToListAsync(cancellation);
        foreach (var campaign in over)
        {
            await EraseAsync(campaign, cancellation);
        }
    }

    private async Task EraseAsync(int id, CancellationToken cancellation)
    {
        await using var db = await database.CreateDbContextAsync(cancellation);
        await using var transaction = await db.Database.BeginTransactionAsync(cancellation);
        if (await CampaignDesk.LockAsync(db, id, cancellation) is not { } campaign)
        {
            return;
        }
        await CampaignOutbox.FollowAsync(db, cancellation);
        var asked = db.Set<CampaignOrganisationRow>().Where(o => o.CampaignId == id);
        await db.Set<CampaignAddressRow>()
            .Where(a => a.RemovedAt != null && asked.Any(o => o.Id == a.OrganisationId))
            .ExecuteDeleteAsync(cancellation);
        await asked.ExecuteUpdateAsync(
            set => set.SetProperty(o => o.Token, (string?)null),
            cancellation
        );
        foreach (
            var state in (await CampaignOrganisationFacts.ReadAsync(db, id, null, cancellation))
                .SelectMany(organisation => organisation.Addresses)
                .GroupBy(address => address.State, address => address.Row.Id)
        )
        {
            var rows = state.ToList();
            await db.Set<CampaignAddressRow>()
                .Where(a => rows.Contains(a.Id))
                .ExecuteUpdateAsync(
                    set =>
                        set.SetProperty(a => a.Kept, (AddressState?)state.Key)
                            .SetProperty(a => a.RecipientId, (long?)null)
                            .SetProperty(a => a.Token, (string?)null)
                            .SetProperty(a => a.Source, (string?)null),
                    cancellation
                );
        }
        campaign.AddressesErasedAt = time.GetUtcNow();
        await db.SaveChangesAsync(cancellation);
        await transaction.CommitAsync(cancellation);
    }
}
