using System.Data.Common;
using Dashboard.Data;
using Dashboard.Web.Features.Outbound.Evidence;
using Dashboard.Web.Features.Outbound.Zone;
using Microsoft.EntityFrameworkCore;

namespace Dashboard.Web.Features.Outbound;

/// <summary>Removes a test with its records and everything that was seen of it.</summary>
internal static class OutboundTestDeletion
{
    public static async Task DeleteAsync(
        DashboardDb db,
        DbTransaction transaction,
        OutboundTestRow row,
        ConfiguredProbeZone zone,
        CancellationToken cancellation
    )
    {
        await EvidenceRemoval.SessionsAsync(db, row.Id, cancellation);
        if (row.ClosedAt is null && zone.Options is not null)
        {
            var store = await zone.StoreAsync(cancellation);
            await store.RemoveTestAsync(
                db.Database.GetDbConnection(),
                transaction,
                row.ToTest(),
                cancellation
            );
        }
        await db.OutboundTests.Where(t => t.Id == row.Id).ExecuteDeleteAsync(cancellation);
    }
}
