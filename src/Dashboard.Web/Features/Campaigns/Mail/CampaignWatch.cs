using Dashboard.Core.Campaigns;
using Dashboard.Core.Outbound.Judgement;
using Dashboard.Data;
using Dashboard.Data.Campaigns;
using Dashboard.Web.Features.Notices.Mail;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace Dashboard.Web.Features.Campaigns.Mail;

/// <summary>
/// Follows what became of the messages of campaigns, and writes those that are due. A campaign is in the hands of one worker at a time, the
/// others pass.
/// </summary>
internal sealed partial class CampaignWatch(
    IDbContextFactory<DashboardDb> database,
    CampaignMail messages,
    IOptions<CampaignOptions> settings,
    IOptions<MailOptions> mail,
    TimeProvider time,
    ILogger<CampaignWatch> log
) : BackgroundService
{
    /// <summary>Messages in one transaction.</summary>
    private const int AtOnce = 200;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (!mail.Value.IsOn)
        {
            return;
        }
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await LookAsync(stoppingToken);
            }
            catch (Exception fault) when (!stoppingToken.IsCancellationRequested)
            {
                Log.NotLooked(log, fault.GetBaseException().Message);
            }
            await Task.Delay(settings.Value.LookEvery, time, stoppingToken);
        }
    }

    internal async Task LookAsync(CancellationToken cancellation)
    {
        IReadOnlyList<int> open;
        await using (var db = await database.CreateDbContextAsync(cancellation))
        {
            await CampaignOutbox.FollowAsync(db, cancellation);
            // What a worker had in hand when it lost its reason, and the relay deferred.
            await CampaignOutbox.WithdrawAsync(db, campaign: null, mail: null, cancellation);
            var now = time.GetUtcNow();
            open = await db.Set<CampaignRow>()
                .Where(c => c.State == CampaignState.Running && c.StartsAt <= now && now < c.EndsAt)
                .Select(c => c.Id)
                .ToListAsync(cancellation);
        }
        foreach (var campaign in open)
        {
            while (await WriteAsync(campaign, cancellation) == AtOnce) { }
        }
    }

    /// <returns>How many messages were written.</returns>
    private async Task<int> WriteAsync(int id, CancellationToken cancellation)
    {
        await using var db = await database.CreateDbContextAsync(cancellation);
        await using var transaction = await db.Database.BeginTransactionAsync(cancellation);
        // Who pauses it waits for this, or this passes: nothing is written once it is paused.
        var campaign = await db.Set<CampaignRow>()
            .FromSql(
                $"SELECT * FROM campaigns WHERE id = {id} AND state = 'running' FOR UPDATE SKIP LOCKED"
            )
            .AsNoTracking()
            .SingleOrDefaultAsync(cancellation);
        if (campaign is null)
        {
            return 0;
        }
        var now = time.GetUtcNow();
        var organisations = await CampaignOrganisationFacts.ReadAsync(db, id, null, cancellation);
        var written = 0;
        foreach (var organisation in organisations)
        {
            foreach (var address in organisation.Addresses.Where(address => address.TakesMail))
            {
                if (
                    written == AtOnce
                    || CampaignSchedule.Due(
                        campaign.Window,
                        address.Messages.ToDictionary(m => m.Message, m => m.WrittenAt),
                        organisation.Row.Answer,
                        organisation.Row.AnsweredAt,
                        organisation.HasResult,
                        now
                    )
                        is not { } message
                )
                {
                    continue;
                }
                messages.Add(
                    db,
                    campaign,
                    organisation.Row,
                    address,
                    message,
                    message == CampaignMessage.Closing
                        ? await ResultAsync(db, organisation.Row, cancellation)
                        : null,
                    now
                );
                written++;
            }
        }
        await db.SaveChangesAsync(cancellation);
        await transaction.CommitAsync(cancellation);
        return written;
    }

    /// <summary>The reading link of the newest test that says something of the organisation.</summary>
    private static Task<string?> ResultAsync(
        DashboardDb db,
        CampaignOrganisationRow organisation,
        CancellationToken cancellation
    ) =>
        db.Set<CampaignTestRow>()
            .Where(t => t.OrganisationId == organisation.Id)
            .Join(db.OutboundTests, t => t.TestId, t => t.Id, (_, t) => t)
            .Where(t =>
                db.OutboundSenders.Any(s =>
                    s.TestId == t.Id
                    && s.Firm
                    && s.Verdict != SenderVerdictKind.Inconclusive
                    && organisation.Domains.Contains(s.Domain)
                )
            )
            .OrderByDescending(t => t.OpenedAt)
            .Select(t => (string?)t.ReadingId)
            .FirstOrDefaultAsync(cancellation);

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Warning, "Campaigns were not looked after this time: {Fault}")]
        public static partial void NotLooked(ILogger logger, string fault);
    }
}
