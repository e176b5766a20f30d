using System.Net;
using Dashboard.Core.Dns;

namespace Dashboard.Core.Inbound;

/// <summary>All that was seen of one MX host.</summary>
public sealed record HostObservation
{
    public required MxHost Host { get; init; }

    public required DnsLookup<IPAddress> A { get; init; }

    public required DnsLookup<IPAddress> Aaaa { get; init; }

    /// <summary>The CNAME question at the host's own name, asked where the addresses came through an alias.</summary>
    public DnsLookup<DomainName>? Alias { get; init; }

    /// <summary>In the order asked.</summary>
    public IReadOnlyList<TlsaObservation> Tlsa { get; init; } = [];

    /// <summary>Asked where the host's addresses are insecure.</summary>
    public ZoneObservation? Zone { get; init; }

    public IReadOnlyList<AddressObservation> Addresses { get; init; } = [];
}
