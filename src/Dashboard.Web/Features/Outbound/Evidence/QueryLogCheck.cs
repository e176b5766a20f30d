using Dashboard.Data;
using Dashboard.Web.Platform.Status;
using Microsoft.EntityFrameworkCore;

namespace Dashboard.Web.Features.Outbound.Evidence;

/// <summary>
/// A sender that mails a test has asked for its host in the DNS. Where mail came and no question was stored, the name server's log is not
/// read, or is another's: what senders ask is evidence, and without it refusals in the DNS stay unknown.
/// </summary>
internal sealed class QueryLogCheck(IDbContextFactory<DashboardDb> database, TimeProvider time)
    : ISystemCheck
{
    /// <summary>Mail of an hour ago says nothing of the log of now.</summary>
    private static readonly TimeSpan Recent = TimeSpan.FromHours(1);

    /// <summary>The line of a question is read within moments, but not before the connection that follows it.</summary>
    private static readonly TimeSpan ReadLater = TimeSpan.FromSeconds(30);

    public string Name => "query-log";

    public TimeSpan FreshFor => TimeSpan.FromSeconds(30);

    public async Task<SystemPart> CheckAsync(CancellationToken cancellation)
    {
        var until = time.GetUtcNow() - ReadLater;
        var since = until - Recent;
        await using var db = await database.CreateDbContextAsync(cancellation);
        var mailed = db.OutboundTests.Where(t =>
            t.ClosedAt == null && t.FirstMailAt >= since && t.FirstMailAt <= until
        );
        var asked = mailed.Where(t => db.OutboundQueries.Any(q => q.TestId == t.Id));
        // One test that was asked for shows that the log is read; another may have been mailed by who sent to the address.
        return await mailed.AnyAsync(cancellation) && !await asked.AnyAsync(cancellation)
            ? this.Says(SystemState.Degraded, SystemSlug.QueryLogSilent)
            : this.Says(SystemState.Ok, SystemSlug.Ok);
    }
}
