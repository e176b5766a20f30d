using Dashboard.Data;
using Dashboard.Web.Features.Outbound.Judging;
using Microsoft.EntityFrameworkCore;

namespace Dashboard.Web.Features.Outbound;

/// <summary>
/// Tests that nobody mailed. A test is open for a day, and some visitors could take all places with tests that they never mail; so
/// these make room: first those of which nothing was seen at all, then those that were only asked for in the DNS, or visited, as who
/// opened them can do by himself; the oldest first.
/// </summary>
internal sealed class SilentTests(
    IDbContextFactory<DashboardDb> database,
    OutboundJudge judge,
    TimeProvider time
)
{
    private static readonly TimeSpan KeepsItsPlaceFor = TimeSpan.FromHours(1);

    /// <summary>Closes one. False where each has seen a MAIL, or is young.</summary>
    public async Task<bool> MakeRoomAsync(CancellationToken cancellation)
    {
        var now = time.GetUtcNow();
        var before = now - KeepsItsPlaceFor;
        await using var db = await database.CreateDbContextAsync(cancellation);
        var closed = await db
            .Database.SqlQuery<Guid>(
                $"""
                UPDATE outbound_tests SET closes_at = {now}, due_at = {now}
                WHERE id = (
                  SELECT id FROM outbound_tests
                  WHERE closed_at IS NULL AND closes_at > {now} AND opened_at < {before}
                    AND standing_test_id IS NULL
                    AND NOT EXISTS (
                      SELECT 1 FROM outbound_sessions s
                      WHERE s.said_mail AND s.tied_ids @> ARRAY[outbound_tests.id])
                  ORDER BY evidence_stamp > 0, opened_at LIMIT 1
                  FOR UPDATE SKIP LOCKED)
                RETURNING id AS "Value"
                """
            )
            .ToListAsync(cancellation);
        foreach (var test in closed)
        {
            await judge.SettleAsync(test, cancellation);
        }
        return closed.Count > 0;
    }
}
