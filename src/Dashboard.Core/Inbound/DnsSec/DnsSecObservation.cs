using Dashboard.Core.Dns;

namespace Dashboard.Core.Inbound.DnsSec;

/// <summary>How well the zones are signed that a domain's mail depends on.</summary>
public sealed record DnsSecObservation
{
    /// <summary>That of the mail domain first, then those of its MX hosts; each once.</summary>
    public IReadOnlyList<SignedZone> Zones { get; init; } = [];

    /// <summary>Zones beyond the limit of those that are looked at.</summary>
    public int OmittedZones { get; init; }

    /// <summary>The zone that a name lies in; null where it is not known.</summary>
    public SignedZone? ZoneOf(DomainName name) =>
        Zones.Where(zone => name.IsAtOrBelow(zone.Apex)).MaxBy(zone => zone.Apex.Value.Length);
}

/// <summary>One zone, with what was asked at its apex.</summary>
public sealed record SignedZone
{
    public required DomainName Apex { get; init; }

    public required DnsLookup<DsRecord> Ds { get; init; }

    public required DnsLookup<DnskeyRecord> Dnskey { get; init; }

    /// <summary>No data in a zone that uses NSEC.</summary>
    public required DnsLookup<Nsec3ParamRecord> Nsec3Param { get; init; }

    /// <summary>TXT at a name that does not exist, for how the zone denies; null where the name would be too long.</summary>
    public DnsLookup<string>? Denial { get; init; }
}
