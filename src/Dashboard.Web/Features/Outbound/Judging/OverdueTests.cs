using Dashboard.Data;
using Dashboard.Web.Features.Outbound.Zone;
using Dashboard.Web.Platform.Status;
using Microsoft.EntityFrameworkCore;

namespace Dashboard.Web.Features.Outbound.Judging;

/// <summary>Sending tests that are to be judged.</summary>
internal sealed class OverdueTests(ConfiguredProbeZone zone) : IOverdueWork
{
    /// <summary>A taken sending test comes back after some seconds; one with a fault of ours after half a minute.</summary>
    private static readonly TimeSpan JudgedWithin = TimeSpan.FromMinutes(2);

    public string Name => "sending-tests";

    public async Task<bool> IsOverdueAsync(
        DashboardDb db,
        DateTimeOffset now,
        CancellationToken cancellation
    )
    {
        var judged = now - JudgedWithin;
        return zone.Options is not null
            && await db.OutboundTests.AnyAsync(
                t => t.ClosedAt == null && (t.DueAt < judged || t.ClosesAt < judged),
                cancellation
            );
    }
}
