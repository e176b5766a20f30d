using System.Net;
using Dashboard.Core.MailAuthentication;

namespace Dashboard.Core.Tests.MailAuthentication;

/// <summary>RFC 7208 sections 4.6.4 and 5.</summary>
public sealed class SpfDirectiveTests
{
    private static SpfDirective Only(string term)
    {
        SpfRecord.TryParse("v=spf1 " + term, out var record).ShouldBeTrue();
        return record.Directives.ShouldHaveSingleItem();
    }

    /// <summary>Sections 5.3 and 5.4: the prefix of the family of the address.</summary>
    [Theory]
    [InlineData("a", "192.0.2.77", "192.0.2.77/32")]
    [InlineData("a/24", "192.0.2.77", "192.0.2.0/24")]
    [InlineData("a/20", "192.0.255.77", "192.0.240.0/20")]
    [InlineData("a/21//64", "192.0.171.77", "192.0.168.0/21")]
    [InlineData("mx/0", "192.0.2.77", "0.0.0.0/0")]
    [InlineData("a/24", "2001:db8::1:2:3:4", "2001:db8::1:2:3:4/128")]
    [InlineData("mx//64", "2001:db8::1:2:3:4", "2001:db8::/64")]
    [InlineData("mx/8//36", "2001:db8:ffff::1", "2001:db8:f000::/36")]
    public void Network_lies_around_an_address_of_a_host(
        string term,
        string address,
        string network
    ) => Only(term).Around(IPAddress.Parse(address)).ShouldBe(IPNetwork.Parse(network));

    /// <summary>Section 5.6.</summary>
    [Theory]
    [InlineData("ip4:192.0.2.77", "192.0.2.77/32")]
    [InlineData("ip4:192.0.2.77/32", "192.0.2.77/32")]
    [InlineData("ip4:192.0.255.77/20", "192.0.240.0/20")]
    [InlineData("ip6:2001:db8::1/128", "2001:db8::1/128")]
    [InlineData("ip6:2001:db8:ffff::1/36", "2001:db8:f000::/36")]
    public void Network_is_that_of_the_term(string term, string network) =>
        Only(term).Network.ShouldBe(IPNetwork.Parse(network));

    [Theory]
    [InlineData("all", false)]
    [InlineData("ip4:192.0.2.1", false)]
    [InlineData("ip6:2001:db8::1", false)]
    [InlineData("a", true)]
    [InlineData("mx", true)]
    [InlineData("ptr", true)]
    [InlineData("exists:a.example", true)]
    [InlineData("include:a.example", true)]
    public void Term_counts_among_the_ten_where_it_asks_the_DNS(string term, bool asks) =>
        Only(term).AsksDns.ShouldBe(asks);
}
