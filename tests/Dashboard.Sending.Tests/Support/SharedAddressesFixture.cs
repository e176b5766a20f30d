namespace Dashboard.Sending.Tests.Support;

/// <summary>The same where the operator has few addresses: all tests share one for each listener.</summary>
public sealed class SharedAddressesFixture : SendingFixture
{
    protected override bool SharedAddresses => true;
}
