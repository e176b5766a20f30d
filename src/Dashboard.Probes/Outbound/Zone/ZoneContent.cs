using Dashboard.Core.Dns;

namespace Dashboard.Probes.Outbound.Zone;

/// <summary>A zone and all its rows.</summary>
/// <param name="Signed">With a key of its own; whether anybody trusts that key is for the DS at its parent to say.</param>
public sealed record ZoneContent(DomainName Apex, bool Signed, IReadOnlyList<ZoneRecord> Records);
