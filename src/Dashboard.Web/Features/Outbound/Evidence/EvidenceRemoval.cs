using Dashboard.Data;
using Microsoft.EntityFrameworkCore;

namespace Dashboard.Web.Features.Outbound.Evidence;

/// <summary>Takes away what was seen of a test.</summary>
internal static class EvidenceRemoval
{
    /// <summary>Sessions that could belong to another test as well stay for that one alone.</summary>
    public static async Task SessionsAsync(
        DashboardDb db,
        Guid test,
        CancellationToken cancellation
    )
    {
        var alone = new[] { test };
        await db.Database.ExecuteSqlAsync(
            $"DELETE FROM outbound_sessions WHERE test_ids = {alone}",
            cancellation
        );
        await db.Database.ExecuteSqlAsync(
            $"""
            UPDATE outbound_sessions SET test_ids = array_remove(test_ids, {test})
            WHERE test_ids @> {alone}
            """,
            cancellation
        );
    }

    /// <summary>
    /// Sessions of which no test is left: one that could belong to many tests holds none of them in place, so the last may go at
    /// the moment it is stored.
    /// </summary>
    public static Task OrphansAsync(
        DashboardDb db,
        DateTimeOffset before,
        CancellationToken cancellation
    ) =>
        db.Database.ExecuteSqlAsync(
            $"""
            DELETE FROM outbound_sessions s
            WHERE s.started_at < {before} AND NOT EXISTS (
              SELECT FROM outbound_tests t
              WHERE t.id = ANY(s.test_ids) AND t.evidence_removed_at IS NULL)
            """,
            cancellation
        );
}
