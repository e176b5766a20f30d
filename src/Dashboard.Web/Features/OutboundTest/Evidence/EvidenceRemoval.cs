using Dashboard.Data;
using Microsoft.EntityFrameworkCore;

namespace Dashboard.Web.Features.OutboundTest.Evidence;

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
        var sessions = await OutboundEvidenceReader.SessionsOf(db, test).ToListAsync(cancellation);
        foreach (var session in sessions)
        {
            session.TestIds = [.. session.TestIds.Where(id => id != test)];
        }
        db.OutboundSessions.RemoveRange(sessions.Where(session => session.TestIds.Length == 0));
        await db.SaveChangesAsync(cancellation);
    }
}
