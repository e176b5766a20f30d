using Dashboard.Core.Dns;

namespace Dashboard.Probes.Outbound.Zone;

/// <summary>A row of the zone as PowerDNS reads it.</summary>
/// <param name="Type">Null for an empty non-terminal: a name that exists only because others lie below it (RFC 8499).</param>
/// <param name="Content">In presentation form.</param>
/// <param name="Authoritative">False for the NS records of a delegation, which its parent does not sign.</param>
public sealed record ZoneRecord(
    DomainName Name,
    string? Type,
    string? Content,
    bool Authoritative = true
);
