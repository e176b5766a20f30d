using Dashboard.Data;
using Microsoft.EntityFrameworkCore;

namespace Dashboard.Web.Features.Campaigns.Mail;

/// <summary>The messages of campaigns in the outbox.</summary>
internal static class CampaignOutbox
{
    /// <summary>
    /// Takes back what waits, as if it had never been written; what a worker has in hand goes. Where it is due again later, it is written
    /// anew.
    /// </summary>
    /// <param name="organisation">Only what is for this one; null for the whole campaign.</param>
    public static Task<int> WithdrawAsync(
        DashboardDb db,
        int campaign,
        long? organisation,
        CancellationToken cancellation
    ) =>
        db.Database.ExecuteSqlAsync(
            $"""
            WITH written AS (
              SELECT m.address_id, m.message, 'campaign:' || m.address_id || ':' || m.message AS key
              FROM campaign_messages m
              JOIN campaign_addresses a ON a.id = m.address_id
              JOIN campaign_organisations o ON o.id = a.organisation_id
              WHERE o.campaign_id = {campaign} AND ({organisation}::bigint IS NULL OR o.id = {organisation})
            ), gone AS (
              DELETE FROM mail_outbox x USING written w
              WHERE x.key = w.key AND x.state = 'waiting'
              RETURNING x.key
            )
            DELETE FROM campaign_messages m USING written w, gone g
            WHERE g.key = w.key AND m.address_id = w.address_id AND m.message = w.message
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
