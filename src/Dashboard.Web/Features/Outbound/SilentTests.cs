using Dashboard.Core.Outbound.Catalogue;
using Dashboard.Data;
using Dashboard.Web.Features.Outbound.Judging;
using Microsoft.EntityFrameworkCore;

namespace Dashboard.Web.Features.Outbound;

/// <summary>
/// Tests that keep a place from others. A test is open for a day, and some visitors could take all places; so these make room, the oldest
/// first: in an hour those of which nothing was seen at all, then those that no message of the test was delivered to, even where somebody asked for
/// them, visited them or said MAIL there; in a day standing tests that were never mailed, which end; and then, when all that a verdict waits
/// for has had its time, those that were mailed.
/// </summary>
internal sealed class SilentTests(
    IDbContextFactory<DashboardDb> database,
    OutboundJudge judge,
    TimeProvider time
)
{
    private static readonly TimeSpan KeepsItsPlaceFor = TimeSpan.FromHours(1);

    /// <summary>A standing test is set up before whatever mails it is.</summary>
    private static readonly TimeSpan StandingKeepsItsPlaceFor = TimeSpan.FromDays(1);

    /// <summary>
    /// From the first message: after <see cref="ProbeTiming.DnsFirmAfter"/> each refusal is firm that a retry within two hours can make so.
    /// </summary>
    private static readonly TimeSpan MailedKeepsItsPlaceFor =
        ProbeTiming.DnsFirmAfter + TimeSpan.FromHours(2);

    /// <summary>Closes one. False where each is young, or was mailed a short time ago.</summary>
    public async Task<bool> MakeRoomAsync(CancellationToken cancellation)
    {
        var now = time.GetUtcNow();
        var before = now - KeepsItsPlaceFor;
        var mailedBefore = now - MailedKeepsItsPlaceFor;
        var standingBefore = now - StandingKeepsItsPlaceFor;
        await using var db = await database.CreateDbContextAsync(cancellation);
        await using var transaction = await db.Database.BeginTransactionAsync(cancellation);
        var closed = await db
            .Database.SqlQuery<Guid>(
                $"""
                UPDATE outbound_tests SET closes_at = {now}, due_at = {now}
                WHERE id = (
                  SELECT id FROM outbound_tests
                  WHERE closed_at IS NULL AND closes_at > {now} AND opened_at < {before}
                    AND (standing_test_id IS NULL
                      OR (round = 1 AND first_mail_at IS NULL AND opened_at < {standingBefore}))
                    AND (first_mail_at IS NULL OR first_mail_at < {mailedBefore})
                    -- What a worker has yet to judge may be its first message.
                    AND (first_mail_at IS NOT NULL OR evidence_stamp = judged_stamp OR NOT EXISTS (
                      SELECT FROM outbound_sessions AS s
                      WHERE s.tied_ids @> ARRAY[outbound_tests.id] AND s.said_mail))
                  ORDER BY first_mail_at IS NOT NULL, standing_test_id IS NOT NULL, evidence_stamp > 0, opened_at
                  LIMIT 1
                  FOR UPDATE SKIP LOCKED)
                RETURNING id AS "Value"
                """
            )
            .ToListAsync(cancellation);
        // Before its round is closed, so that no other one follows.
        await db
            .StandingTests.Where(s =>
                s.EndedAt == null
                && db.OutboundTests.Any(t => t.StandingTestId == s.Id && closed.Contains(t.Id))
            )
            .ExecuteUpdateAsync(s => s.SetProperty(t => t.EndedAt, now), cancellation);
        await transaction.CommitAsync(cancellation);
        foreach (var test in closed)
        {
            await judge.SettleAsync(test, cancellation);
        }
        return closed.Count > 0;
    }
}
