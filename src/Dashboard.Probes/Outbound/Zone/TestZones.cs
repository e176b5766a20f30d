using Dashboard.Core.Dns;

namespace Dashboard.Probes.Outbound.Zone;

/// <summary>What a test adds to the DNS.</summary>
/// <param name="Records">Rows of the probe zone itself.</param>
/// <param name="Children">Zones made for a fault.</param>
public sealed record TestZones(
    IReadOnlyList<ZoneRecord> Records,
    IReadOnlyList<ZoneContent> Children
);
