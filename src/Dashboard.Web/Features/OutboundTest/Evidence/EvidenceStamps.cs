using Dashboard.Data;
using Microsoft.EntityFrameworkCore;

namespace Dashboard.Web.Features.OutboundTest.Evidence;

/// <summary>Tells the workers that there is something new to judge.</summary>
internal static class EvidenceStamps
{
    /// <summary>
    /// Before the evidence itself is written, as it holds the tests in place: one may be deleted at this moment. Gives those that
    /// are still open. In one order everywhere, so that two processes never wait for each other.
    /// </summary>
    public static async Task<HashSet<Guid>> TouchAsync(
        DashboardDb db,
        IEnumerable<Guid> tests,
        DateTimeOffset now,
        CancellationToken cancellation
    )
    {
        var open = new HashSet<Guid>();
        foreach (var id in tests.Distinct().Order())
        {
            var touched = await db
                .OutboundTests.Where(t => t.Id == id && t.ClosedAt == null)
                .ExecuteUpdateAsync(
                    test =>
                        test.SetProperty(t => t.EvidenceStamp, t => t.EvidenceStamp + 1)
                            .SetProperty(t => t.DueAt, t => t.DueAt < now ? t.DueAt : now),
                    cancellation
                );
            if (touched == 1)
            {
                open.Add(id);
            }
        }
        return open;
    }
}
