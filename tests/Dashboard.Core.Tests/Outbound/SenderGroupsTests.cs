using System.Net;
using Dashboard.Core.Dns;
using Dashboard.Core.Outbound.Attribution;
using Dashboard.Core.Outbound.Evidence;
using static Dashboard.Core.Outbound.Catalogue.OutboundProbeId;

namespace Dashboard.Core.Tests.Outbound;

public sealed class SenderGroupsTests
{
    private static readonly TimeSpan At = TimeSpan.FromSeconds(30);

    private readonly Scene scene = Scene.Of();

    private IReadOnlyList<SenderGroup> Form() =>
        SenderGroups.Form(scene.Evidence(), scene.Identities);

    private ControlIdentity Identify(
        SmtpSessionEvidence session,
        string network,
        AuthenticationOutcome spf = AuthenticationOutcome.Pass,
        bool aligned = true
    )
    {
        var identity = new ControlIdentity
        {
            SessionId = session.Id,
            At = session.StartedAt,
            FromDomain = DomainName.Parse("sender.example"),
            Spf = new SpfIdentity(spf, DomainName.Parse("sender.example"), aligned),
            SourceAddress = session.SourceAddress,
            AuthorisedNetworks = [IPNetwork.Parse(network)],
        };
        scene.Identities.Add(identity);
        return identity;
    }

    [Fact]
    public void Hosts_of_one_pool_are_one_sender_by_their_EHLO()
    {
        scene
            .See(Control, At, SessionShape.MailOverTls, Source.First)
            .See(EeGood, At, SessionShape.MailOverTls, Source.SamePool);

        Form().ShouldHaveSingleItem().SourceAddresses.Count.ShouldBe(2);
    }

    [Fact]
    public void Hosts_of_one_pool_are_one_sender_by_their_confirmed_PTR()
    {
        scene
            .See(
                Control,
                At,
                SessionShape.MailOverTls,
                new Source("198.51.100.1", "a.first.example", "a.pool.out.example.net")
            )
            .See(
                Mismatch,
                At,
                SessionShape.TlsAndQuit,
                new Source("198.51.100.2", "b.second.example", "b.pool.out.example.net")
            );

        Form().ShouldHaveSingleItem().Sessions.Count.ShouldBe(2);
    }

    [Fact]
    public void PTR_that_does_not_lead_back_ties_nothing()
    {
        scene.See(
            Control,
            At,
            SessionShape.MailOverTls,
            new Source("198.51.100.1", "a.first.example", "a.pool.out.example.net")
        );
        var stranger = scene.Add(
            Mismatch,
            At,
            SessionShape.TlsAndQuit,
            new Source("198.51.100.2", "b.second.example", "b.pool.out.example.net")
        );
        scene.Sessions[^1] = stranger with { SourceNameConfirmed = false };

        Form().ShouldHaveSingleItem().Sessions.Count.ShouldBe(1);
    }

    [Theory]
    [InlineData("203.0.113.0/24", AuthenticationOutcome.Pass, 2)]
    [InlineData("203.0.113.0/24", AuthenticationOutcome.SoftFail, 1)]
    [InlineData("0.0.0.0/0", AuthenticationOutcome.Pass, 1)]
    [InlineData("192.0.2.0/24", AuthenticationOutcome.Pass, 1)]
    public void Address_that_the_controls_SPF_lets_send_belongs_to_the_sender(
        string network,
        AuthenticationOutcome spf,
        int sessions
    )
    {
        Identify(scene.Add(Control, At, SessionShape.MailOverTls), network, spf);
        scene.See(
            Mismatch,
            At,
            SessionShape.TlsAndQuit,
            new Source("203.0.113.9", "other.name.example")
        );

        Form().ShouldHaveSingleItem().Sessions.Count.ShouldBe(sessions);
    }

    [Fact]
    public void Sessions_that_name_no_recipient_make_no_sender()
    {
        scene.See(Control, At, SessionShape.TlsAndQuit).See(Mismatch, At, SessionShape.TlsAndQuit);

        Form().ShouldBeEmpty();
    }

    [Fact]
    public void Unrelated_sources_are_two_senders()
    {
        scene
            .See(Control, At, SessionShape.MailOverTls)
            .See(
                Control,
                At * 2,
                SessionShape.MailOverTls,
                new Source("203.0.113.5", "out.other.example")
            );

        Form().Count.ShouldBe(2);
    }

    [Fact]
    public void Domain_is_named_only_where_aligned_authentication_passes()
    {
        var session = scene.Add(Control, At, SessionShape.MailOverTls);
        Identify(session, "203.0.113.0/24", aligned: false);
        scene.Judge(At * 2).Senders[0].Domain.ShouldBeNull();

        Identify(session, "203.0.113.0/24");
        scene.Judge(At * 2).Senders[0].Domain.ShouldBe(DomainName.Parse("sender.example"));
    }

    [Fact]
    public void Domain_is_named_by_aligned_DKIM_alone()
    {
        var identity = new ControlIdentity
        {
            SessionId = Guid.Empty,
            At = Scene.Opened,
            SourceAddress = IPAddress.Loopback,
            FromDomain = DomainName.Parse("sender.example"),
            Spf = new SpfIdentity(AuthenticationOutcome.Fail, null, false),
            Dkim =
            [
                new DkimIdentity(
                    AuthenticationOutcome.Pass,
                    DomainName.Parse("sender.example"),
                    "s1",
                    true
                ),
            ],
        };

        identity.ProvenDomain.ShouldBe(DomainName.Parse("sender.example"));
        (
            identity with
            {
                Dkim = [identity.Dkim[0] with { Aligned = false }],
            }
        ).ProvenDomain.ShouldBeNull();
        (
            identity with
            {
                Dkim = [identity.Dkim[0] with { Outcome = AuthenticationOutcome.Fail }],
            }
        ).ProvenDomain.ShouldBeNull();
    }

    [Theory]
    [InlineData("mx1.sender.example", "mx#.sender.example")]
    [InlineData("mx12.sender.example", "mx#.sender.example")]
    [InlineData("sender.example", "sender.example")]
    [InlineData("eur05-obe.outbound.protection.outlook.com", "*.outbound.protection.outlook.com")]
    [InlineData("localhost", null)]
    [InlineData("[192.0.2.1]", null)]
    [InlineData("192.0.2.1", null)]
    [InlineData("", null)]
    [InlineData(null, null)]
    public void Family_of_an_EHLO_name_is_what_its_pool_shares(string? ehlo, string? family) =>
        SenderFamily.Of(ehlo).ShouldBe(family);
}
