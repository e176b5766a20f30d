using System.Net;
using Dashboard.Core.Dns;
using Dashboard.Core.Outbound;
using Dashboard.Core.Outbound.Attribution;
using Dashboard.Core.Outbound.Catalogue;
using Dashboard.Core.Outbound.Evidence;
using static Dashboard.Core.Outbound.Catalogue.OutboundProbeId;

namespace Dashboard.Core.Tests.Outbound;

/// <summary>What ties a session that names nothing, and what does not: the source of a message, and the number of sessions alike.</summary>
public sealed class WeakTiesTests
{
    private static readonly TimeSpan At = TimeSpan.FromSeconds(30);

    private readonly Scene first = Scene.Of(number: 1, sharedAddresses: true);

    private readonly Scene second = Scene.Of(number: 2, sharedAddresses: true);

    private static TestEvidence Attribute(Scene scene, params OutboundTest[] others) =>
        EvidenceAttribution.Attribute([scene.Test, .. others], scene.Sessions, scene.Queries)[
            scene.Test.Id
        ];

    private sealed record OriginCase
    {
        public required OutboundProbeId Probe { get; init; }

        public required SessionShape Shape { get; init; }

        public bool NamesRecipient { get; init; } = true;

        public required bool Ties { get; init; }
    }

    private static readonly Dictionary<string, OriginCase> OriginCases = new()
    {
        ["the control"] = new()
        {
            Probe = Control,
            Shape = SessionShape.MailOverTls,
            Ties = true,
        },
        ["another message that should be delivered"] = new()
        {
            Probe = EeGood,
            Shape = SessionShape.MailOverTlsWithSni,
            Ties = true,
        },
        ["a message that must not be delivered"] = new()
        {
            Probe = Mismatch,
            Shape = SessionShape.MailOverTls,
            Ties = false,
        },
        ["a visit to a host that should get mail, without a message"] = new()
        {
            Probe = EeGood,
            Shape = SessionShape.TlsAndQuit,
            Ties = false,
        },
        ["MAIL for nobody at a host that should get mail"] = new()
        {
            Probe = EeGood,
            Shape = SessionShape.MailOverTlsWithSni,
            NamesRecipient = false,
            Ties = false,
        },
    };

    public static TheoryData<string> Origins => [.. OriginCases.Keys];

    [Theory]
    [MemberData(nameof(Origins))]
    public void Source_ties_a_session_only_by_a_message_that_should_be_delivered(string name)
    {
        var given = OriginCases[name];
        var basic = Scene.Of(OutboundTestKind.Basic, 4, sharedAddresses: true);
        var session = basic.Add(given.Probe, At, given.Shape);
        if (!given.NamesRecipient)
        {
            basic.Sessions[0] = session with
            {
                Transactions = [session.Transactions[0] with { Recipients = [] }],
            };
        }
        var visit = basic.Add(Stripped, At * 2, SessionShape.Leave);

        var evidence = Attribute(basic);

        evidence
            .Sessions.Where(one => one.Session.Id == visit.Id)
            .Select(one => one.Ties.Single())
            .ShouldBe(given.Ties ? [EvidenceTie.MessageSource] : []);
        evidence.Ambiguous.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("both say the same", "mx1.sender.example", "mx1.sender.example", true)]
    [InlineData("neither says a name", null, null, true)]
    [InlineData("only the message does", "mx1.sender.example", null, false)]
    [InlineData("only the visit does", null, "mx1.sender.example", false)]
    public void Source_is_the_same_by_its_address_and_EHLO(
        string what,
        string? ofMessage,
        string? ofVisit,
        bool ties
    )
    {
        var basic = Scene.Of(OutboundTestKind.Basic, 4, sharedAddresses: true);
        foreach (
            var (probe, shape, ehlo) in new[]
            {
                (Control, SessionShape.MailOverTls, ofMessage),
                (Stripped, SessionShape.Leave, ofVisit),
            }
        )
        {
            var session = basic.Add(probe, At, shape);
            basic.Sessions[^1] = session with { Ehlo = ehlo };
        }

        Attribute(basic).Sessions.Any(one => one.Probe == Stripped).ShouldBe(ties, what);
    }

    [Fact]
    public void Sessions_alike_are_dealt_out_in_the_test_that_a_message_of_their_source_came_to()
    {
        foreach (var scene in new[] { first, second })
        {
            foreach (var probe in new[] { Stripped, UnusableStripped })
            {
                scene.Query(probe, DnsRecordType.A, At - TimeSpan.FromSeconds(1));
            }
        }
        first
            .See(Control, At, SessionShape.MailOverTls)
            .See(Stripped, At, SessionShape.Leave)
            .See(Stripped, At, SessionShape.Leave);

        var evidence = EvidenceAttribution.Attribute(
            [first.Test, second.Test],
            first.Sessions,
            [.. first.Queries, .. second.Queries]
        );

        evidence[first.Test.Id]
            .Sessions.Select(one => one.Probe)
            .ShouldBe([Control, Stripped, UnusableStripped], ignoreOrder: true);
        evidence[first.Test.Id].Ambiguous.ShouldBeEmpty();
        evidence[second.Test.Id].Sessions.ShouldBeEmpty();
        evidence[second.Test.Id].Ambiguous.ShouldBeEmpty();
    }

    [Fact]
    public void Sessions_at_hosts_of_which_one_should_get_mail_are_not_alike_however_many()
    {
        foreach (var probe in new[] { Mismatch, Rollover })
        {
            first.Query(probe, DnsRecordType.A, At - TimeSpan.FromSeconds(1));
        }
        for (var i = 0; i < 2; i++)
        {
            var session = first.Add(Mismatch, At, SessionShape.TlsAndQuit);
            first.Sessions[^1] = session with { Tls = session.Tls! with { ServerName = null } };
        }

        var evidence = Attribute(first);

        evidence.Sessions.ShouldBeEmpty();
        evidence.Ambiguous.Count.ShouldBe(2);
        evidence.Ambiguous.ShouldAllBe(one =>
            one.Probes.SequenceEqual(new[] { Rollover, Mismatch })
        );
    }

    [Fact]
    public void Session_at_an_address_that_not_all_its_tests_share_is_ambiguous_and_not_nobodys()
    {
        var own = Scene.Of(number: 3);
        var address = first.Host(Stripped).Addresses[0];
        var test = own.Test with { Hosts = [own.Host(Stripped) with { Addresses = [address] }] };
        var session = first.Add(Stripped, At, SessionShape.Leave);

        var evidence = EvidenceAttribution.Attribute([first.Test, test], [session], []);

        evidence[test.Id].Ambiguous.ShouldHaveSingleItem().WithOtherTest.ShouldBeTrue();
        evidence[first.Test.Id].Ambiguous.ShouldHaveSingleItem().WithOtherTest.ShouldBeTrue();
    }

    [Theory]
    [InlineData("a host of no live test", "www.probe.example", false)]
    [InlineData("no host", null, true)]
    public void Message_goes_to_its_recipients_probe_whatever_the_SNI_names(
        string named,
        string? serverName,
        bool isAtHost
    )
    {
        var session = first.Add(Control, At, SessionShape.MailOverTls);
        first.Sessions[0] = session with { Tls = session.Tls! with { ServerName = serverName } };

        var attributed = Attribute(first).Sessions.ShouldHaveSingleItem(named);

        attributed.Probe.ShouldBe(Control);
        attributed.IsAtHost.ShouldBe(isAtHost);
        attributed.Transactions.Count.ShouldBe(1);
    }

    [Fact]
    public void Message_that_came_to_an_address_given_away_since_is_one_to_its_recipients_host()
    {
        var own = Scene.Of(number: 3);
        var session = own.Add(Control, At, SessionShape.MailOverTls);
        own.Sessions[0] = session with { LocalAddress = IPAddress.Parse("127.99.0.1") };

        var attributed = Attribute(own).Sessions.ShouldHaveSingleItem();

        attributed.IsAtHost.ShouldBeTrue();
        attributed.Role.ShouldBe(HostRole.Primary);
    }

    [Fact]
    public void Sender_is_none_without_a_session_that_names_a_recipient()
    {
        // MAIL in the clear, answered with 530 before any recipient.
        var own = Scene.Of(number: 3).See(TlsOnly, At, SessionShape.MailInClear);
        SenderGroups.Form(own.Evidence(), [], []).Told.ShouldBeEmpty();

        own.Prove(own.Add(Control, At, SessionShape.MailOverTls));
        SenderGroups.Form(TestEvidence.Empty, own.Identities, []).Told.ShouldBeEmpty();
    }
}
