using Dashboard.Core.Dns;

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
);
