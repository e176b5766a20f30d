using Dashboard.Core.Dns;

namespace Dashboard.Core.Inbound;

/// <summary>The zone an insecure name lies in, to say whose signature is missing.</summary>
/// <param name="Apex">The zone's name; null where it could not be found.</param>
/// <param name="Ds">The DS records at its parent; null where they were not asked for.</param>
public sealed record ZoneObservation(DomainName? Apex, DnsLookup<DsRecord>? Ds)
{
    /// <summary>The question for the zone, where it did not tell; null where it did.</summary>
    public DnsLookup<DomainName>? Failed { get; init; }
}
