namespace Dashboard.Outbound.Tests.Support;

[CollectionDefinition(Name)]
public sealed class OwnLabCollection : ICollectionFixture<OwnLabFixture>
{
    public const string Name = "own lab";
}
