using System.Net;
using Dashboard.Core.Dns;
using Dashboard.Core.Outbound.TlsReports;

namespace Dashboard.Probes.Outbound.Zone;

/// <summary>What the rows of every test need to know of the zone.</summary>
/// <param name="HostMaster">The mailbox in the SOA, in its form as a name.</param>
/// <param name="FaultKey">Signs the zones made for a fault.</param>
public sealed record ProbeZoneLayout(
    DomainName Zone,
    IReadOnlyList<ZoneNameServer> NameServers,
    DomainName HostMaster,
    CertificateDigests Certificates,
    ZoneSigningKey FaultKey
)
{
    /// <summary>Where TLS reports go; null where none are taken.</summary>
    public ReportPlace? Reports { get; init; }
}

/// <summary>The mailbox of TLS reports in the DNS.</summary>
/// <param name="Addresses">Of a listener that offers STARTTLS with the ordinary certificate; of no test.</param>
public sealed record ReportPlace(TlsReportTargets Targets, IReadOnlyList<IPAddress> Addresses);
