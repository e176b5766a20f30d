using Dashboard.Core.Dns;

namespace Dashboard.Lab.Dns;

/// <summary>Writes into each parent zone what it says of its children.</summary>
internal static class Delegations
{
    public static void Add(
        IReadOnlyList<LabZone> zones,
        IReadOnlyDictionary<SigningAlgorithm, ZoneKey> keys
    )
    {
        var byApex = zones.ToDictionary(zone => zone.Apex);
        foreach (var zone in zones.Where(zone => !zone.Apex.IsRoot))
        {
            var parent = Parent(zone, byApex);
            var owner = LabZone.Absolute(zone.Apex);
            parent.Add($"{owner} IN NS {zone.Server}");
            if (zone.OwnServer is { Address: var glue })
            {
                parent.Add($"{zone.Server} IN A {glue}");
            }
            var ds = keys[zone.Algorithm].DsData(zone.Apex, zone.Delegation, zone.ClaimedAlgorithm);
            if (ds is not null)
            {
                parent.Add($"{owner} IN DS {ds}");
            }
        }
    }

    private static LabZone Parent(LabZone zone, Dictionary<DomainName, LabZone> byApex)
    {
        var name = zone.Apex.Parent!;
        while (true)
        {
            if (byApex.TryGetValue(name, out var parent))
            {
                return parent;
            }
            name = name.Parent!;
        }
    }
}
