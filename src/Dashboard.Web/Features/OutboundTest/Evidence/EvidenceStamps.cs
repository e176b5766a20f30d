using Dashboard.Data;
using Microsoft.EntityFrameworkCore;

namespace Dashboard.Web.Features.OutboundTest.Evidence;

/// <summary>Tells the workers that there is something new to judge.</summary>
internal static class EvidenceStamps
{
    /// <summary>In one order everywhere, so that two processes never wait for each other.</summary>
    public static async Task TouchAsync(
        DashboardDb db,
        IEnumerable<Guid> tests,
        DateTimeOffset now,
        CancellationToken cancellation
    )
    {
        foreach (var id in tests.Distinct().Order())
        {
            await db
                .OutboundTests.Where(t => t.Id == id && t.ClosedAt == null)
                .ExecuteUpdateAsync(
                    test =>
                        test.SetProperty(t => t.EvidenceStamp, t => t.EvidenceStamp + 1)
                            .SetProperty(t => t.DueAt, t => t.DueAt < now ? t.DueAt : now),
                    cancellation
                );
        }
    }
}
