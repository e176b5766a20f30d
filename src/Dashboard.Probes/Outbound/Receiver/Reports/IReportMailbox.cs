using System.Net;
using Dashboard.Core.Dns;
using Dashboard.Core.Outbound.TlsReports;

namespace Dashboard.Probes.Outbound.Receiver.Reports;

/// <summary>Keeps the TLS reports that come by mail.</summary>
public interface IReportMailbox
{
    /// <summary>False where the client has sent so many that it is to try again later.</summary>
    bool Admits(IPAddress client);

    /// <summary>What became of a report. An exception is a fault of ours: the client gets a temporary refusal.</summary>
    /// <param name="sender">Whom it counts for; null where its signature names no organisation.</param>
    Task<TlsReportFate> TakeAsync(
        TlsReport report,
        DomainName? sender,
        CancellationToken cancellation
    );
}
