using System.Net;
using Dashboard.Core.Dns;
using Dashboard.Core.Outbound.Catalogue;

namespace Dashboard.Core.Outbound;

/// <summary>An MX host of a live test and the addresses it has or had: after healing both the old and the new.</summary>
public sealed record ProbeHost(
    OutboundProbeId Probe,
    HostRole Role,
    DomainName Name,
    IReadOnlyList<IPAddress> Addresses
);
