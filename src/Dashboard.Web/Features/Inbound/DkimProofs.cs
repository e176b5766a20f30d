using Dashboard.Core.Dns;
using Dashboard.Core.Inbound.MailAuthentication;
using Dashboard.Data;
using Dashboard.Probes.Inbound.Related;
using Dashboard.Web.Platform;
using Microsoft.EntityFrameworkCore;

namespace Dashboard.Web.Features.Inbound;

/// <summary>What sending tests saw of the signatures of a domain, for receiving tests and rounds alike.</summary>
internal sealed partial class DkimProofs(
    IDbContextFactory<DashboardDb> database,
    TimeProvider time,
    ILogger<DkimProofs> log
) : IDkimProofs
{
    public Task<DkimProof?> NewestAsync(DomainName domain, CancellationToken stop)
    {
        ArgumentNullException.ThrowIfNull(domain);
        return DatabaseRetry.RetryUntilAvailableAsync(
            () => FindAsync(domain, stop),
            why => LogWaiting(domain, why),
            time,
            stop
        );
    }

    private async Task<DkimProof?> FindAsync(DomainName domain, CancellationToken stop)
    {
        await using var db = await database.CreateDbContextAsync(stop);
        var row = await db
            .DkimProofs.AsNoTracking()
            .SingleOrDefaultAsync(p => p.Domain == domain.Value, stop);
        return row?.ToProof();
    }

    [LoggerMessage(
        1,
        LogLevel.Warning,
        "The database is unavailable, the test of {Domain} waits for what sending tests saw of its signatures: {Fault}"
    )]
    private partial void LogWaiting(DomainName domain, string fault);
}
