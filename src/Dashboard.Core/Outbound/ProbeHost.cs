using System.Net;
using Dashboard.Core.Dns;
using Dashboard.Core.Outbound.Catalogue;

namespace Dashboard.Core.Outbound;

/// <summary>An MX host of a live test.</summary>
/// <param name="Addresses">Of a listener that behaves as the probe demands.</param>
public sealed record ProbeHost(
    OutboundProbeId Probe,
    HostRole Role,
    DomainName Name,
    IReadOnlyList<IPAddress> Addresses
)
{
    /// <summary>Where healing moves the host to; empty where it stays.</summary>
    public IReadOnlyList<IPAddress> HealedAddresses { get; init; } = [];

    /// <summary>A session here can be one with this host: before healing, or by what a cache still holds of it after.</summary>
    public bool Has(IPAddress local) =>
        Addresses.Contains(local) || HealedAddresses.Contains(local);
}
