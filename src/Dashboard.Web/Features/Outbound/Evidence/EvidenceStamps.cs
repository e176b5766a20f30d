using Dashboard.Data;
using Microsoft.EntityFrameworkCore;

namespace Dashboard.Web.Features.Outbound.Evidence;

/// <summary>Tells the workers that there is something new to judge.</summary>
internal static class EvidenceStamps
{
    /// <summary>
    /// Before the evidence itself is written, as it holds the tests in place: one may be deleted at this moment. Gives those that
    /// are still open. Locked in one order everywhere, so that two processes never wait for each other.
    /// </summary>
    public static async Task<HashSet<Guid>> TouchAsync(
        DashboardDb db,
        IEnumerable<Guid> tests,
        DateTimeOffset now,
        CancellationToken cancellation
    )
    {
        var ids = tests.Distinct().ToArray();
        if (ids.Length == 0)
        {
            return [];
        }
        // The lock has a statement of its own: an UPDATE takes its rows in whatever order it finds them.
        var open = await db
            .Database.SqlQuery<Guid>(
                $"""
                SELECT id AS "Value" FROM outbound_tests
                WHERE id = ANY({ids}) AND closed_at IS NULL
                ORDER BY id FOR NO KEY UPDATE
                """
            )
            .ToArrayAsync(cancellation);
        await db
            .OutboundTests.Where(t => open.Contains(t.Id))
            .ExecuteUpdateAsync(
                test =>
                    test.SetProperty(t => t.EvidenceStamp, t => t.EvidenceStamp + 1)
                        .SetProperty(t => t.DueAt, t => t.DueAt < now ? t.DueAt : now),
                cancellation
            );
        return [.. open];
    }
}
