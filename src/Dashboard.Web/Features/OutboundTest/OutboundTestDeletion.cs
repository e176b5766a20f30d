using System.Data.Common;
using Dashboard.Data;
using Dashboard.Web.Features.OutboundTest.Evidence;
using Dashboard.Web.Features.OutboundTest.Zone;
using Microsoft.EntityFrameworkCore;

namespace Dashboard.Web.Features.OutboundTest;

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
        // Sessions that could belong to another test as well stay for that one alone.
        var sessions = await OutboundEvidenceReader
            .SessionsOf(db, row.Id)
            .ToListAsync(cancellation);
        foreach (var session in sessions)
        {
            session.TestIds = [.. session.TestIds.Where(id => id != row.Id)];
        }
        db.OutboundSessions.RemoveRange(sessions.Where(session => session.TestIds.Length == 0));
        await db.SaveChangesAsync(cancellation);
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
