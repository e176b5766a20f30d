namespace Dashboard.Outbound.Tests.Support;

/// <summary>The same where the operator has few addresses: all tests share one for each listener.</summary>
public sealed class SharedAddressesFixture : OutboundFixture
{
    protected override bool SharedAddresses => true;
}
