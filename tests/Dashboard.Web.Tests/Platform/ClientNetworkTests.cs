using System.Net;
using Dashboard.Web.Platform;

namespace Dashboard.Web.Tests.Platform;

public sealed class ClientNetworkTests
{
    [Theory]
    [InlineData("192.0.2.1", "192.0.2.1", true)]
    [InlineData("192.0.2.1", "192.0.2.2", false)]
    [InlineData("::ffff:192.0.2.1", "192.0.2.1", true)]
    [InlineData("2001:db8:0:1::1", "2001:db8:0:1:ffff:ffff:ffff:ffff", true)]
    [InlineData("2001:db8:0:1::1", "2001:db8:0:2::1", false)]
    public void Of_counts_one_subscriber_as_one(string left, string right, bool same) =>
        (
            ClientNetwork.Of(IPAddress.Parse(left)) == ClientNetwork.Of(IPAddress.Parse(right))
        ).ShouldBe(same);

    [Theory]
    [InlineData("192.0.2.1", "192.0.2.2", false)]
    [InlineData("::ffff:192.0.2.1", "192.0.2.1", true)]
    [InlineData("2001:db8:0:1::1", "2001:db8:0:ffff::1", true)]
    [InlineData("2001:db8:0:1::1", "2001:db8:1:1::1", false)]
    public void SiteOf_counts_all_networks_of_a_48_as_one(string left, string right, bool same) =>
        (
            ClientNetwork.SiteOf(IPAddress.Parse(left))
            == ClientNetwork.SiteOf(IPAddress.Parse(right))
        ).ShouldBe(same);
}
