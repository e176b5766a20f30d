using Dashboard.Core.Dns;
using Dashboard.Probes.Outbound.Zone;

namespace Dashboard.Web.Features.Outbound.Zone;

/// <summary>What the parent zone must carry, and what the resolver sees there now.</summary>
public sealed record ProbeZoneStatus
{
    /// <summary>What keeps it from working; empty where all settings are there.</summary>
    public required IReadOnlyList<string> Missing { get; init; }

    public DomainName? Zone { get; init; }

    public IReadOnlyList<ZoneNameServer> NameServers { get; init; } = [];

    /// <summary>Null while the zone has not been made yet.</summary>
    public DsRecord? Ds { get; init; }

    /// <summary>The same in zone-file form; null while the zone has not been made yet.</summary>
    public string? Delegation { get; init; }

    /// <summary>
    /// The zone is in the lab's own network, where its senders are and our resolver is not; nothing can be looked up from here.
    /// </summary>
    public bool InLab { get; init; }

    /// <summary>Null where there is nothing to look up yet, or nothing that could be seen from here.</summary>
    public ProbeZoneLook? Look { get; init; }
}
