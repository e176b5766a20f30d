using System.Net;
using Dashboard.Core.Dns;
using Dashboard.Core.Outbound.Attribution;
using static Dashboard.Core.Outbound.Catalogue.OutboundProbeId;

namespace Dashboard.Core.Tests.Outbound;

public sealed class ResolverNetworksTests
{
    private static readonly TimeSpan At = TimeSpan.FromMinutes(10);

    [Theory]
    [InlineData("192.0.2.53", "192.0.2.0/24")]
    [InlineData("192.0.2.255", "192.0.2.0/24")]
    [InlineData("2001:db8:aa:bb::53", "2001:db8:aa::/48")]
    public void Network_of_a_resolver_is_a_24_or_a_48(string resolver, string network) =>
        ResolverNetworks.Around(IPAddress.Parse(resolver)).ShouldBe(IPNetwork.Parse(network));

    [Theory]
    [InlineData("at the same instant", 0, true)]
    [InlineData("at the start of the window", 120, true)]
    [InlineData("before the window", 121, false)]
    [InlineData("after the session", -1, false)]
    public void Resolver_is_the_senders_where_its_question_preceded_a_session(
        string name,
        int secondsBefore,
        bool isOwn
    )
    {
        var scene = Scene
            .Of()
            .Query(Control, DnsRecordType.A, At - TimeSpan.FromSeconds(secondsBefore))
            .See(Control, At, SessionShape.MailOverTls);
        var evidence = scene.Evidence();

        var networks = ResolverNetworks.Of(evidence.Sessions, evidence.Queries);

        networks.Contains(IPNetwork.Parse("192.0.2.0/24")).ShouldBe(isOwn, name);
    }
}
