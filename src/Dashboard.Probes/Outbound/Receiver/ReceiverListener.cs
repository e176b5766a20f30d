using System.Net;
using Dashboard.Core.Outbound.Catalogue;

namespace Dashboard.Probes.Outbound.Receiver;

/// <summary>One way to behave before TLS, with one certificate chain, on addresses of its own.</summary>
public sealed record ReceiverListener(
    ListenerBehaviour Behaviour,
    ReceiverCertificate Certificate,
    IReadOnlyList<ListenRange> Ranges
)
{
    /// <summary>As in the settings.</summary>
    public string Name => ReceiverListenerNames.Of(Behaviour, Certificate);

    /// <summary>What the DNS may give out for it: single addresses, or networks to take addresses from.</summary>
    public IReadOnlyList<IPNetwork> PublicAddresses => [.. Ranges.Select(range => range.Public)];
}
