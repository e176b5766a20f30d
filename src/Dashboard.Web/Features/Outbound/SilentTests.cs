using Dashboard.Data;
using Dashboard.Web.Features.Outbound.Judging;
using Microsoft.EntityFrameworkCore;

namespace Dashboard.Web.Features.Outbound;

/// <summary>
/// Tests of which nothing was seen, neither mail nor a question in the DNS. A test is open for a day, and some visitors could take
/// all places with tests that they never mail; so these make room, the oldest first.
/// </summary>
internal sealed class SilentTests(
    IDbContextFactory<DashboardDb> database,
    OutboundJudge judge,
    TimeProvider time
)
{
    private static readonly TimeSpan KeepsItsPlaceFor = TimeSpan.FromHours(1);

    /// <summary>Closes one. False where each has seen something, or is young.</summary>
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
                    AND evidence_stamp = 0 AND standing_test_id IS NULL
                  ORDER BY opened_at LIMIT 1
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
