using System.Net;
using Dashboard.Core.Outbound.Attribution;

namespace Dashboard.Core.Tests.Outbound;

public sealed class QuestionIndexTests
{
    [Theory]
    [InlineData("192.0.2.53", "192.0.2.0/24")]
    [InlineData("192.0.2.255", "192.0.2.0/24")]
    [InlineData("2001:db8:aa:bb::53", "2001:db8:aa::/48")]
    public void Network_of_a_resolver_is_a_24_or_a_48(string resolver, string network) =>
        QuestionIndex.Around(IPAddress.Parse(resolver)).ShouldBe(IPNetwork.Parse(network));
}
