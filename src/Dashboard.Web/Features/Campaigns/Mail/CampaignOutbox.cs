using Dashboard.Data;
using Dashboard.Data.Notices;
using Dashboard.Web.Features.Notices.Mail;
using Microsoft.EntityFrameworkCore;

namespace Dashboard.Web.Features.Campaigns.Mail;

/// <summary>The messages of campaigns in the outbox.</summary>
internal sealed class CampaignOutbox(IDbContextFactory<DashboardDb> database) : IMailRecall
{
    public MailKind Kind => MailKind.Campaign;

    public async Task<bool> RecallAsync(MailRow row, CancellationToken cancellation)
    {
        await using var db = await database.CreateDbContextAsync(cancellation);
        return await WithdrawAsync(db, campaign: null, row.Id, cancellation) > 0;
    }

    /// <summary>
    /// Takes back what is not to be sent as things are: of a campaign that does not run, to an address that was removed, and what an
    /// organisation is asked that has answered. It is as if it had never been written; where it is due again later, it is written anew.
    /// What a worker has in hand is taken from it, and cannot be handed over then; only what has gone to the relay goes.
    /// </summary>
    /// <param name="campaign">Null for all.</param>
    /// <param name="mail">The id of one message; null for all.</param>
    /// <returns>How many were taken back.</returns>
    public static Task<int> WithdrawAsync(
        DashboardDb db,
        int? campaign,
        long? mail,
        CancellationToken cancellation
    ) =>
        db.Database.ExecuteSqlAsync(
            $"""
            WITH stale AS (
              SELECT x.id, m.address_id, m.message
              FROM campaign_messages m
              JOIN campaign_addresses a ON a.id = m.address_id
              JOIN campaign_organisations o ON o.id = a.organisation_id
              JOIN campaigns c ON c.id = o.campaign_id
              JOIN mail_outbox x ON x.key = 'campaign:' || m.address_id || ':' || m.message
              WHERE m.state IN ('waiting', 'sending')
                AND ({campaign}::int IS NULL OR c.id = {campaign})
                AND ({mail}::bigint IS NULL OR x.id = {mail})
                AND (
                  c.state <> 'running'
                  OR a.removed_at IS NOT NULL
                  OR o.answer <> CASE WHEN m.message IN ('no-result', 'closing') THEN 'accepted' ELSE 'none' END
                )
            ), gone AS (
              DELETE FROM mail_outbox x USING stale s
              WHERE x.id = s.id
                AND (x.state = 'waiting' OR x.state = 'sending' AND x.handed_over_at IS NULL)
              RETURNING x.id
            )
            DELETE FROM campaign_messages m USING stale s, gone g
            WHERE s.id = g.id AND m.address_id = s.address_id AND m.message = s.message
            """,
            cancellation
        );

    /// <summary>What the relay has of a campaign this moment is not sent again where it defers it.</summary>
    public static Task<int> EndAsync(
        DashboardDb db,
        int campaign,
        DateTimeOffset at,
        CancellationToken cancellation
    ) =>
        db.Database.ExecuteSqlAsync(
            $"""
            UPDATE mail_outbox x SET not_after = {at}
            FROM campaign_messages m
            JOIN campaign_addresses a ON a.id = m.address_id
            JOIN campaign_organisations o ON o.id = a.organisation_id
            WHERE o.campaign_id = {campaign}
              AND x.key = 'campaign:' || m.address_id || ':' || m.message
              AND x.state IN ('waiting', 'sending')
            """,
            cancellation
        );

    /// <summary>What became of messages in the outbox. One that its recipient had erased there is dropped.</summary>
    public static async Task FollowAsync(DashboardDb db, CancellationToken cancellation)
    {
        await db.Database.ExecuteSqlAsync(
            $"""
            UPDATE campaign_messages m SET state = x.state
            FROM mail_outbox x
            WHERE x.key = 'campaign:' || m.address_id || ':' || m.message
              AND m.state IN ('waiting', 'sending') AND m.state <> x.state
            """,
            cancellation
        );
        await db.Database.ExecuteSqlAsync(
            $"""
            UPDATE campaign_messages m SET state = 'dropped'
            WHERE m.state IN ('waiting', 'sending')
              AND NOT EXISTS (
                SELECT 1 FROM mail_outbox x
                WHERE x.key = 'campaign:' || m.address_id || ':' || m.message
              )
            """,
            cancellation
        );
    }
}
