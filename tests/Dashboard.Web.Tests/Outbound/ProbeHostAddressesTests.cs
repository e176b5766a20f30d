using System.Net;
using Dashboard.Core.Dns;
using Dashboard.Core.Outbound.Catalogue;
using Dashboard.Probes.Outbound.Receiver;
using Dashboard.Web.Features.Outbound.Zone;

namespace Dashboard.Web.Tests.Outbound;

public sealed class ProbeHostAddressesTests
{
    [Theory]
    [InlineData("one address each", "192.0.2.1/32", null)]
    [InlineData("a network too small to give each test a set", "192.0.2.0/26", null)]
    [InlineData("the smallest that is worth it, without its first and last set", "10.0.0.0/21", 30)]
    [InlineData("an IPv4 network", "10.0.0.0/16", 1022)]
    [InlineData("an IPv6 network, which no number of tests fills", "2001:db8::/64", 1 << 24)]
    public void Sets_are_counted_where_addresses_are_plenty(
        string what,
        string network,
        int? sets
    ) => new ProbeHostAddresses(Receiver(network)).Sets.ShouldBe(sets, what);

    [Theory]
    [InlineData("10.0.0.0/16", 0)]
    [InlineData("10.0.0.0/16", 1021)]
    [InlineData("2001:db8::/64", 0)]
    [InlineData("2001:db8::/64", (1 << 24) - 1)]
    public void Every_host_of_a_set_has_an_address_of_its_own_within_the_network(
        string network,
        int set
    )
    {
        var all = All(new ProbeHostAddresses(Receiver(network)), set);

        all.Count.ShouldBe(all.Distinct().Count());
        all.ShouldAllBe(address => IPNetwork.Parse(network).Contains(address));
        all.ShouldNotContain(IPNetwork.Parse(network).BaseAddress);
        all.ShouldNotContain(IPAddress.Parse("10.0.255.255"));
    }

    [Theory]
    [InlineData("sets of their own", "10.0.0.0/21")]
    [InlineData("sets of their own, in the middle of an octet", "10.0.8.0/21")]
    [InlineData("shared", "192.0.2.0/24")]
    [InlineData("shared, the beginning of an octet", "192.0.2.0/29")]
    [InlineData("shared, the end of an octet", "192.0.2.192/26")]
    public void No_host_has_an_address_that_is_taken_for_that_of_a_network(
        string what,
        string network
    )
    {
        var plan = new ProbeHostAddresses(Receiver(network));

        for (var set = 0; set < (plan.Sets ?? 1); set++)
        {
            All(plan, set).ShouldAllBe(address => address.GetAddressBytes()[3] % 255 != 0, what);
        }
    }

    [Fact]
    public void Two_sets_have_no_address_in_common()
    {
        var plan = new ProbeHostAddresses(Receiver("10.0.0.0/16"));

        All(plan, 7).Intersect(All(plan, 8)).ShouldBeEmpty();
    }

    [Fact]
    public void Basic_test_needs_the_listeners_of_its_probes_and_of_their_healing() =>
        ProbeHostAddresses
            .ListenersOf(OutboundTestKind.Basic)
            .ShouldBe(
                [
                    (ListenerBehaviour.Normal, ReceiverCertificate.Ordinary),
                    (ListenerBehaviour.Normal, ReceiverCertificate.ExpiredWrongName),
                    (ListenerBehaviour.NoStartTls, ReceiverCertificate.Ordinary),
                ],
                ignoreOrder: true
            );

    private static List<IPAddress> All(ProbeHostAddresses plan, int set) =>
        [
            .. OutboundProbes
                .Of(OutboundTestKind.Full)
                .SelectMany(probe =>
                    probe.Hosts.SelectMany(host =>
                        plan.Of(probe, host, set).Concat(plan.HealedOf(probe, host, set))
                    )
                ),
        ];

    /// <summary>All listeners in one network: what they get must differ all the same.</summary>
    private static ReceiverOptions Receiver(string network)
    {
        var range = new ListenRange(IPNetwork.Parse(network), 25, IPNetwork.Parse(network));
        return new ReceiverOptions
        {
            Zone = DomainName.Parse("probe.example"),
            HostName = DomainName.Parse("probe.example"),
            CertificateFolder = "unused",
            Listeners =
            [
                .. ProbeHostAddresses
                    .ListenersOf(OutboundTestKind.Full)
                    .Select(need => new ReceiverListener(
                        need.Behaviour,
                        need.Certificate,
                        [range]
                    )),
            ],
        };
    }
}
