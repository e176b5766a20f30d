using System.Net;
using Dashboard.Core.MailAuthentication;

namespace Dashboard.Core.Tests.MailAuthentication;

/// <summary>A pass by a record that lets nearly everybody send shows nothing of who sent.</summary>
public sealed class SpfBreadthTests
{
    [Theory]
    [InlineData("192.0.0.0/11", true)]
    [InlineData("192.0.0.0/12", false)]
    [InlineData("192.0.2.1/32", false)]
    [InlineData("0.0.0.0/0", true)]
    [InlineData("2000::/28", true)]
    [InlineData("2000::/29", false)]
    [InlineData("::/0", true)]
    public void Network_is_too_wide_above_the_largest_of_a_family(string network, bool expected) =>
        SpfBreadth.IsTooWide(IPNetwork.Parse(network)).ShouldBe(expected);

    [Theory]
    [InlineData(SpfMechanism.All, null, true)]
    [InlineData(SpfMechanism.All, "192.0.2.0/24", true)]
    [InlineData(SpfMechanism.A, "192.0.0.0/11", true)]
    [InlineData(SpfMechanism.A, "192.0.2.0/24", false)]
    [InlineData(SpfMechanism.Exists, null, false)]
    public void Mechanism_lets_anybody_pass_by_all_or_by_its_network(
        SpfMechanism mechanism,
        string? network,
        bool expected
    ) =>
        SpfBreadth
            .IsAnybody(mechanism, network is null ? null : IPNetwork.Parse(network))
            .ShouldBe(expected);

    [Theory]
    [InlineData(16, "{0}.0.0.0/12", 0, false)] // as many addresses as in a /8
    [InlineData(17, "{0}.0.0.0/12", 0, true)]
    [InlineData(0, "", 512, false)] // as many as in a /20 of IPv6
    [InlineData(0, "", 513, true)]
    [InlineData(16, "{0}.0.0.0/12", 512, false)] // families are not added up
    [InlineData(17, "{0}.0.0.0/12", 513, true)]
    [InlineData(100, "10.0.0.0/12", 0, false)] // the same network
    [InlineData(200, "10.{0}.0.0/16", 0, false)]
    [InlineData(0, "", 0, false)]
    public void Networks_are_too_many_above_the_total_of_a_family(
        int four,
        string pattern,
        int six,
        bool expected
    ) =>
        SpfBreadth
            .AreTooMany([
                .. Enumerable
                    .Range(1, four)
                    .Select(i => IPNetwork.Parse(pattern.Replace("{0}", $"{i}"))),
                .. Enumerable.Range(0, six).Select(i => IPNetwork.Parse($"2000:{i * 8:x}::/29")),
            ])
            .ShouldBe(expected);

    /// <summary>What lies in another network lets nobody else send.</summary>
    [Fact]
    public void Networks_within_another_add_nothing() =>
        SpfBreadth
            .AreTooMany([
                IPNetwork.Parse("2001:d00::/29"),
                .. Enumerable.Range(0, 256).Select(i => IPNetwork.Parse($"10.{i}.0.0/16")),
                .. Enumerable.Range(0, 256).Select(i => IPNetwork.Parse($"10.{i}.0.0/17")),
                IPNetwork.Parse("2001:db8::/32"),
            ])
            .ShouldBeFalse();
}
