namespace Dashboard.Probes.Tests.Outbound.Zone;

/// <summary>The tests that share one database, PowerDNS and pair of resolvers.</summary>
[CollectionDefinition(Name)]
public sealed class ProbeZoneCollection : ICollectionFixture<ProbeZoneFixture>
{
    public const string Name = "probe zone";
}
