using Dashboard.Core.Dns;

namespace Dashboard.Core.Inbound.DnsSec;

/// <summary>How well the zones are signed that a domain's mail depends on.</summary>
public sealed record DnsSecObservation
{
    /// <summary>That of the mail domain first, then those of its MX hosts; each once.</summary>
    public IReadOnlyList<SignedZone> Zones { get; init; } = [];

    /// <summary>The secure names whose zones were looked for, the mail domain first.</summary>
    public IReadOnlyList<ZonePlace> Places { get; init; } = [];

    /// <summary>Names beyond the limit of those whose zones are looked for.</summary>
    public int OmittedNames { get; init; }

    /// <summary>
    /// The zone that a name lies in; null where it is not known. That of a parent never takes its place: a zone below it may be signed
    /// in another way.
    /// </summary>
    public SignedZone? ZoneOf(DomainName name) =>
        Places.FirstOrDefault(place => place.Name == name)?.Apex is { } apex
            ? Zones.FirstOrDefault(zone => zone.Apex == apex)
            : null;
}

/// <summary>Where a name lies.</summary>
/// <param name="Apex">The zone's name; null where it could not be found.</param>
public sealed record ZonePlace(DomainName Name, DomainName? Apex)
{
    /// <summary>The question for the zone, where it did not tell; null where it did.</summary>
    public DnsLookup<DomainName>? Failed { get; init; }
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
