using Dashboard.Core.Dns;
using Microsoft.EntityFrameworkCore;

namespace Dashboard.Data.TlsReports;

/// <summary>Removes what reports say of domains.</summary>
public static class TlsReportRemoval
{
    /// <summary>In the transaction of the caller. A report that says nothing of any other domain goes with it.</summary>
    public static async Task AboutAsync(
        DashboardDb db,
        IReadOnlyCollection<DomainName> recipients,
        CancellationToken cancellation
    )
    {
        ArgumentNullException.ThrowIfNull(db);
        ArgumentNullException.ThrowIfNull(recipients);
        var domains = recipients.Select(domain => domain.Value).ToList();
        var policies = db.Set<TlsReportPolicyRow>();
        var about = policies.Where(p => domains.Contains(p.Domain));
        await db.Set<TlsReportRow>()
            .Where(r =>
                about.Any(p => p.ReportId == r.Id)
                && !policies.Any(p => p.ReportId == r.Id && !domains.Contains(p.Domain))
            )
            .ExecuteDeleteAsync(cancellation);
        await about.ExecuteDeleteAsync(cancellation);
    }
}
