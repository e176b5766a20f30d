using Dashboard.Data;
using Microsoft.EntityFrameworkCore;

namespace Dashboard.Web.Features.Outbound.Evidence;

/// <summary>Takes away what was seen of a test.</summary>
internal static class EvidenceRemoval
{
    private static readonly TimeSpan UntiedKeptFor = TimeSpan.FromHours(1);

    /// <summary>Sessions that could belong to another test as well stay for that one alone.</summary>
    public static async Task SessionsAsync(
        DashboardDb db,
        Guid test,
        CancellationToken cancellation
    )
    {
        var alone = new[] { test };
        await db.Database.ExecuteSqlAsync(
            $"DELETE FROM outbound_sessions WHERE tied_ids = {alone}",
            cancellation
        );
        await db.Database.ExecuteSqlAsync(
            $"""
            UPDATE outbound_sessions
            SET test_ids = array_remove(test_ids, {test}), tied_ids = array_remove(tied_ids, {test})
            WHERE tied_ids @> {alone}
            """,
            cancellation
        );
    }

    /// <summary>What came to an address that all tests share, and nothing tied to any test within an hour, is nobody's.</summary>
    public static Task<int> UntiedAsync(
        DashboardDb db,
        DateTimeOffset now,
        CancellationToken cancellation
    )
    {
        var before = now - UntiedKeptFor;
        return db
            .OutboundSessions.Where(s => s.TiedIds.Length == 0 && s.StartedAt < before)
            .ExecuteDeleteAsync(cancellation);
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
              WHERE t.id = ANY(s.tied_ids) AND t.evidence_removed_at IS NULL)
            """,
            cancellation
        );
}
