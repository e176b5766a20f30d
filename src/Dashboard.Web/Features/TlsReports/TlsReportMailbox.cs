using System.Net;
using Dashboard.Core.Dns;
using Dashboard.Core.Outbound.TlsReports;
using Dashboard.Probes.Outbound.Receiver.Reports;
using Dashboard.Web.Features.Inbound;

namespace Dashboard.Web.Features.TlsReports;

/// <summary>The reports that the receiver takes, with its own connections to the database.</summary>
internal sealed class TlsReportMailbox(TlsReportDesk desk, ClientLimiter limiter) : IReportMailbox
{
    public bool Admits(IPAddress client) => limiter.Take(client) is null;

    public Task<TlsReportFate> TakeAsync(
        TlsReport report,
        DomainName? sender,
        CancellationToken cancellation
    ) => desk.TakeAsync(report, sender, cancellation);
}
