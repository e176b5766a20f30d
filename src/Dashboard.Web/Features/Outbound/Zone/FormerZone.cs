using Dashboard.Core.Dns;
using Dashboard.Data;
using Microsoft.EntityFrameworkCore;

namespace Dashboard.Web.Features.Outbound.Zone;

/// <summary>
/// Tests that were open when the settings got another zone. Nothing that comes for them is taken any more, so they are closed as
/// any test is: with a last judgement, and their records out of the zone they were opened in.
/// </summary>
internal static class FormerZone
{
    /// <summary>How many there were; the workers do the rest.</summary>
    public static Task<int> CloseTestsAsync(
        DashboardDb db,
        DomainName zone,
        DateTimeOffset now,
        CancellationToken cancellation
    ) =>
        db
            .OutboundTests.Where(t =>
                t.ClosedAt == null && t.Zone != zone.Value && t.ClosesAt > now
            )
            .ExecuteUpdateAsync(
                test => test.SetProperty(t => t.ClosesAt, now).SetProperty(t => t.DueAt, now),
                cancellation
            );
}
