namespace Dashboard.Probes.Tests.Outbound.Receiver.Identity;

/// <summary>The tests that share the zones of senders.</summary>
[CollectionDefinition(Name)]
public sealed class SenderDnsCollection : ICollectionFixture<SenderDnsFixture>
{
    public const string Name = "sender dns";
}
