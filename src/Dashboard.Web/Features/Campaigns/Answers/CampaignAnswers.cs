using System.Net;
using Dashboard.Core.Campaigns;
using Dashboard.Core.Outbound.Catalogue;
using Dashboard.Data;
using Dashboard.Data.Campaigns;
using Dashboard.Data.Notices;
using Dashboard.Web.Features.Campaigns.Mail;
using Dashboard.Web.Features.Notices.Subscriptions;
using Dashboard.Web.Features.Outbound;
using Microsoft.EntityFrameworkCore;

namespace Dashboard.Web.Features.Campaigns.Answers;

/// <summary>A test of an organisation in a campaign.</summary>
/// <param name="ViewId">Of the owner's link.</param>
internal sealed record OwnCampaignTest(string ViewId, DateTimeOffset StartedAt);

/// <summary>What a link of a campaign opens.</summary>
/// <param name="Address">Null for the link of the organisation, which comes by other means than our mail.</param>
/// <param name="OptedOut">The holder of the address wants no mail.</param>
/// <param name="IsOpen">It can be answered.</param>
/// <param name="Tests">Newest first.</param>
internal sealed record OpenedCampaign(
    CampaignRow Campaign,
    CampaignOrganisationRow Organisation,
    CampaignAddressRow? Address,
    bool OptedOut,
    bool IsOpen,
    IReadOnlyList<OwnCampaignTest> Tests
)
{
    /// <summary>The address was taken out of the campaign: its link answers no more, and still ends all mail.</summary>
    public bool IsRemoved => Address?.RemovedAt is not null;
}

/// <summary>Campaigns as the organisations see them that are asked. A link is of one address, or of the organisation.</summary>
internal sealed class CampaignAnswers(
    IDbContextFactory<DashboardDb> database,
    OutboundTests tests,
    SubscriptionDesk subscriptions,
    TimeProvider time
)
{
    /// <summary>Of an organisation in a campaign: a link that became public must not take the place of all tests.</summary>
    public const int MostTests = 25;

    public IReadOnlyList<string> Missing => tests.MissingFor(OutboundTestKind.Basic);

    /// <summary>Null for a link that nobody was given, and while the campaign is a draft.</summary>
    public async Task<OpenedCampaign?> OpenAsync(string token, CancellationToken cancellation)
    {
        await using var db = await database.CreateDbContextAsync(cancellation);
        if (await FindAsync(db, token, cancellation) is not var (organisation, address))
        {
            return null;
        }
        var campaign = await db.Set<CampaignRow>()
            .AsNoTracking()
            .SingleAsync(c => c.Id == organisation.CampaignId, cancellation);
        var removed = address?.RemovedAt is not null;
        return campaign.State == CampaignState.Draft
            ? null
            : new(
                campaign,
                organisation,
                address,
                address is not null
                    && await db.Set<MailRecipientRow>()
                        .AnyAsync(
                            r => r.Id == address.RecipientId && r.OptedOutAt != null,
                            cancellation
                        ),
                !removed && IsOpen(campaign),
                await db.Set<CampaignTestRow>()
                    .Where(t => t.OrganisationId == organisation.Id && !removed)
                    .Join(
                        db.OutboundTests,
                        t => t.TestId,
                        t => t.Id,
                        (mine, t) => new { mine.StartedAt, t.ViewId }
                    )
                    .OrderByDescending(t => t.StartedAt)
                    .Select(t => new OwnCampaignTest(t.ViewId, t.StartedAt))
                    .ToListAsync(cancellation)
            );
    }

    /// <summary>What waits for the organisation is taken back: it has answered.</summary>
    /// <returns>False where the link is no link, or the campaign is over.</returns>
    public async Task<bool> AnswerAsync(
        string token,
        CampaignAnswer answer,
        CancellationToken cancellation
    )
    {
        await using var db = await database.CreateDbContextAsync(cancellation);
        await using var transaction = await db.Database.BeginTransactionAsync(cancellation);
        if (await LockAsync(db, token, cancellation) is not var (campaign, organisation))
        {
            return false;
        }
        if (organisation.Answer != answer)
        {
            organisation.Answer = answer;
            organisation.AnsweredAt = time.GetUtcNow();
            await db.SaveChangesAsync(cancellation);
            await CampaignOutbox.WithdrawAsync(db, campaign.Id, mail: null, cancellation);
        }
        await transaction.CommitAsync(cancellation);
        return true;
    }

    /// <summary>A sending test for the organisation, where it takes part and none is open; pressed twice, it is one.</summary>
    /// <returns>Null where nothing is to be started.</returns>
    public async Task<OutboundTestStart?> StartTestAsync(
        string token,
        IPAddress client,
        CancellationToken cancellation
    )
    {
        await using var db = await database.CreateDbContextAsync(cancellation);
        await using var transaction = await db.Database.BeginTransactionAsync(cancellation);
        if (
            await LockAsync(db, token, cancellation) is not var (_, organisation)
            || organisation.Answer != CampaignAnswer.Accepted
        )
        {
            return null;
        }
        var mine = db.Set<CampaignTestRow>().Where(t => t.OrganisationId == organisation.Id);
        if (
            await mine.CountAsync(cancellation) >= MostTests
            || await mine.AnyAsync(
                m => db.OutboundTests.Any(t => t.Id == m.TestId && t.ClosedAt == null),
                cancellation
            )
        )
        {
            return null;
        }
        var start = await tests.StartAsync(OutboundTestKind.Basic, client, cancellation);
        if (start is OutboundTestStart.Accepted { Id: var view })
        {
            db.Add(
                new CampaignTestRow
                {
                    TestId = await db
                        .OutboundTests.Where(t => t.ViewId == view)
                        .Select(t => t.Id)
                        .SingleAsync(cancellation),
                    OrganisationId = organisation.Id,
                    StartedAt = time.GetUtcNow(),
                }
            );
            await db.SaveChangesAsync(cancellation);
            await transaction.CommitAsync(cancellation);
        }
        return start;
    }

    /// <summary>No mail of any kind to the address any more, by this campaign or another. Only by a link that was sent to it.</summary>
    public async Task OptOutAsync(string token, CancellationToken cancellation)
    {
        string? own = null;
        await using (var db = await database.CreateDbContextAsync(cancellation))
        {
            if (await FindAsync(db, token, cancellation) is (_, { RecipientId: { } recipient }))
            {
                own = await db.Set<MailRecipientRow>()
                    .Where(r => r.Id == recipient)
                    .Select(r => r.OwnId)
                    .SingleAsync(cancellation);
            }
        }
        if (own is not null)
        {
            await subscriptions.OptOutAsync(own, cancellation);
        }
    }

    private bool IsOpen(CampaignRow campaign) =>
        campaign.State is CampaignState.Running or CampaignState.Paused
        && time.GetUtcNow() < campaign.EndsAt;

    /// <summary>The campaign and its organisation, the latter locked; null where it cannot be answered.</summary>
    private async Task<(CampaignRow Campaign, CampaignOrganisationRow Organisation)?> LockAsync(
        DashboardDb db,
        string token,
        CancellationToken cancellation
    )
    {
        if (
            await FindAsync(db, token, cancellation) is not var (found, address)
            || address?.RemovedAt is not null
        )
        {
            return null;
        }
        // The campaign first, as who writes its messages does.
        var campaign = await db.Set<CampaignRow>()
            .FromSql($"SELECT * FROM campaigns WHERE id = {found.CampaignId} FOR SHARE")
            .AsNoTracking()
            .SingleAsync(cancellation);
        var organisation = await db.Set<CampaignOrganisationRow>()
            .FromSql($"SELECT * FROM campaign_organisations WHERE id = {found.Id} FOR UPDATE")
            .SingleAsync(cancellation);
        return IsOpen(campaign) ? (campaign, organisation) : null;
    }

    private static async Task<(CampaignOrganisationRow, CampaignAddressRow?)?> FindAsync(
        DashboardDb db,
        string token,
        CancellationToken cancellation
    )
    {
        if (!PublicId.IsWellFormed(token))
        {
            return null;
        }
        var organisations = db.Set<CampaignOrganisationRow>().AsNoTracking();
        var address = await db.Set<CampaignAddressRow>()
            .AsNoTracking()
            .SingleOrDefaultAsync(a => a.Token == token, cancellation);
        var organisation = address is null
            ? await organisations.SingleOrDefaultAsync(o => o.Token == token, cancellation)
            : await organisations.SingleAsync(o => o.Id == address.OrganisationId, cancellation);
        return organisation is null ? null : (organisation, address);
    }
}
