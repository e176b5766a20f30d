using System.Net;
using Dashboard.Core.Dns;
using Dashboard.Core.Outbound.Attribution;
using Dashboard.Core.Outbound.Catalogue;
using Dashboard.Core.Outbound.Evidence;
using static Dashboard.Core.Outbound.Catalogue.OutboundProbeId;

namespace Dashboard.Core.Tests.Outbound;

/// <summary>Who is one sender with whom: only what a message or the organisation's own DNS proves.</summary>
public sealed class SenderGroupsTests
{
    private static readonly TimeSpan At = TimeSpan.FromSeconds(30);

    private readonly Scene scene = Scene.Of();

    private IReadOnlyList<SenderGroup> Form() =>
        SenderGroups.Form(scene.Evidence(), scene.Identities, []).Told;

    private SenderGroup Named() => Form().Single(group => group.Organisation is not null);

    private sealed record TieCase
    {
        public required string Name { get; init; }

        public required Source Other { get; init; }

        public string[] OwnNetworks { get; init; } = [];

        public bool PtrConfirmed { get; init; } = true;

        public required bool Ties { get; init; }
    }

    private static readonly TieCase[] TiesCases =
    [
        new()
        {
            Name = "the same EHLO, which anybody can say",
            Other = Source.Copycat,
            Ties = false,
        },
        new()
        {
            Name = "an EHLO of the organisation, whose stale record leads to the source",
            Other = new("203.0.113.8", "mx9.sender.example"),
            Ties = false,
        },
        new()
        {
            Name = "the organisation's name itself as EHLO",
            Other = new("203.0.113.8", "sender.example"),
            Ties = false,
        },
        new()
        {
            Name = "an EHLO that leads to the source and is another's",
            Other = new("203.0.113.8", "mx1.sender.example.evil.test"),
            Ties = false,
        },
        new()
        {
            Name = "an EHLO that ends in the same letters",
            Other = new("203.0.113.8", "mx1.badsender.example"),
            Ties = false,
        },
        new()
        {
            Name = "an address literal as EHLO",
            Other = new("203.0.113.8", "[203.0.113.8]"),
            Ties = false,
        },
        new()
        {
            Name = "a PTR name of the organisation that leads back: its guests have one too",
            Other = new("203.0.113.8", "x.other.example", "dhcp-7.sender.example"),
            Ties = false,
        },
        new()
        {
            Name = "a PTR name of the organisation that does not lead back",
            Other = new("203.0.113.8", "x.other.example", "out7.sender.example"),
            PtrConfirmed = false,
            Ties = false,
        },
        new()
        {
            Name = "a PTR name of the pool of a provider",
            Other = new("203.0.113.8", "x.other.example", "b.pool.out.example.net"),
            Ties = false,
        },
        new()
        {
            Name = "a /24 of the organisation's own SPF record",
            Other = new("203.0.113.8", "x.other.example"),
            OwnNetworks = ["203.0.113.0/24"],
            Ties = true,
        },
        new()
        {
            Name = "a /23 of it, which has neighbours",
            Other = new("203.0.113.8", "x.other.example"),
            OwnNetworks = ["203.0.112.0/23"],
            Ties = false,
        },
        new()
        {
            Name = "another /24 of it",
            Other = new("203.0.113.8", "x.other.example"),
            OwnNetworks = ["203.0.114.0/24"],
            Ties = false,
        },
        new()
        {
            Name = "a /48 of it",
            Other = new("2001:db8:1::8", "x.other.example"),
            OwnNetworks = ["2001:db8:1::/48"],
            Ties = true,
        },
        new()
        {
            Name = "a /47 of it",
            Other = new("2001:db8:1::8", "x.other.example"),
            OwnNetworks = ["2001:db8::/47"],
            Ties = false,
        },
        new()
        {
            Name = "nothing",
            Other = Source.Stranger,
            Ties = false,
        },
    ];

    public static TheoryData<string> Ties => [.. TiesCases.Select(one => one.Name)];

    [Theory]
    [MemberData(nameof(Ties))]
    public void Source_belongs_to_the_controls_sender_only_by_what_its_organisation_says(
        string name
    )
    {
        var tie = TiesCases.Single(one => one.Name == name);
        scene.Control(At, ownNetworks: tie.OwnNetworks);
        var silent = scene.Add(Mismatch, At, SessionShape.TlsAndQuit, tie.Other);
        scene.Sessions[^1] = silent with
        {
            SourceNameConfirmed = tie.PtrConfirmed && tie.Other.Name is not null,
        };
        scene.See(EeGood, At, SessionShape.MailOverTls, tie.Other);
        scene.Sessions[^1] = scene.Sessions[^1] with
        {
            SourceNameConfirmed = tie.PtrConfirmed && tie.Other.Name is not null,
        };

        var groups = Form();

        // The silent one goes with it; the one that sent a message is a sender of its own else.
        groups.Count.ShouldBe(tie.Ties ? 1 : 2);
        Named().Sessions.Count.ShouldBe(tie.Ties ? 3 : 1);
        groups
            .Where(group => group.Organisation is null)
            .ShouldAllBe(group => group.Sessions.Count == 2 && group.Domain == null);
    }

    [Fact]
    public void Nothing_ties_two_sources_where_no_control_proves_a_domain()
    {
        scene
            .Control(At, Source.First, domain: null)
            .See(EeGood, At, SessionShape.MailOverTls, Source.SamePool);

        Form().Count.ShouldBe(2);
    }

    [Fact]
    public void Source_that_another_organisations_record_lets_send_ties_once_its_own_message_authenticates()
    {
        var cloud = new Source("203.0.113.40", "b.cloud.example", "b.cloud.example");
        scene.Control(At);
        var message = scene.Add(EeGood, At, SessionShape.MailOverTls, cloud);
        scene.See(Mismatch, At, SessionShape.TlsAndQuit, cloud);
        Named().Sessions.Count.ShouldBe(1);

        scene.Prove(message, EeGood);

        Form().ShouldHaveSingleItem().Sessions.Count.ShouldBe(3);
    }

    [Fact]
    public void Domain_is_named_by_its_control_alone()
    {
        var message = scene.Add(EeGood, At, SessionShape.MailOverTls);
        scene.Prove(message, EeGood).See(Mismatch, At, SessionShape.TlsAndQuit);

        var sender = Form().ShouldHaveSingleItem();

        sender.Organisation.ShouldBeNull();
        sender.Domain.ShouldBeNull();
    }

    [Fact]
    public void Two_customers_of_one_provider_are_two_senders_and_what_shows_no_message_is_doubtful_for_both()
    {
        var second = scene.Control(At).Control(At * 2, domain: "customer.example").Sessions[^1];
        scene.See(Mismatch, At * 3, SessionShape.TlsAndQuit);

        var groups = Form();

        groups
            .Select(group => group.Domain!.Value)
            .ShouldBe(["sender.example", "customer.example"]);
        groups.ShouldAllBe(group => group.Sessions.Count == 1);
        groups.ShouldAllBe(group => group.Ambiguous.Single().Probes.Single() == Mismatch);
        groups[1].Sessions[0].Session.Id.ShouldBe(second.Id);
    }

    [Fact]
    public void Another_customer_of_the_provider_who_sends_no_control_is_not_taken_for_the_one_who_does()
    {
        scene.Control(At);
        var other = scene.Add(EeGood, At * 2, SessionShape.MailOverTls);
        scene.Prove(other, EeGood, "customer.example");
        scene.See(Mismatch, At * 3, SessionShape.MailOverTls);

        var group = Form().ShouldHaveSingleItem();

        group.Domain!.Value.ShouldBe("sender.example");
        group.Sessions.ShouldHaveSingleItem().Probe.ShouldBe(Control);
        group.Ambiguous.ShouldHaveSingleItem().Probes.ShouldBe([Mismatch]);
    }

    [Fact]
    public void Domain_that_only_claims_a_source_takes_nothing_from_the_one_that_sent_from_it()
    {
        scene.Control(At).See(Mismatch, At, SessionShape.TlsAndQuit);
        scene.Control(
            At,
            Source.Other,
            domain: "claimer.example",
            ownNetworks: ["198.51.100.0/24"]
        );

        var groups = Form();

        groups.Single(group => group.Domain!.Value == "sender.example").Sessions.Count.ShouldBe(2);
        var claimer = groups.Single(group => group.Domain!.Value == "claimer.example");
        claimer.Sessions.Count.ShouldBe(1);
        claimer.Ambiguous.Count.ShouldBe(1, "the visit may be the other's, who sent from there");
    }

    [Fact]
    public void Source_that_two_organisations_name_in_their_DNS_is_of_both()
    {
        string[] shared = ["203.0.113.0/24"];
        scene
            .Control(At, ownNetworks: shared)
            .Control(
                At,
                Source.SamePool with
                {
                    Name = null,
                },
                "customer.example",
                ownNetworks: shared
            )
            .See(Mismatch, At, SessionShape.TlsAndQuit, Source.Other);

        Form().ShouldAllBe(group => group.Sessions.Count == 2 && group.Ambiguous.Count == 0);
    }

    [Fact]
    public void Sessions_that_name_no_recipient_make_no_sender()
    {
        scene.See(Control, At, SessionShape.TlsAndQuit).See(Mismatch, At, SessionShape.TlsAndQuit);

        Form().ShouldBeEmpty();
    }

    [Fact]
    public void Domain_of_the_sender_is_that_of_its_first_control()
    {
        var first = scene.Add(Control, At, SessionShape.MailOverTls);
        var later = scene.Add(Control, At * 2, SessionShape.MailOverTls);
        scene.Prove(later, domain: "sender.example").Prove(first, domain: "news.sender.example");
        scene.Identities[1] = scene.Identities[1] with
        {
            OrganisationalDomain = DomainName.Parse("sender.example"),
        };

        Form().ShouldHaveSingleItem().Domain!.Value.ShouldBe("news.sender.example");
    }

    [Fact]
    public void Session_of_a_message_of_two_organisations_is_of_both()
    {
        var session = scene.Add(Control, At, SessionShape.MailOverTls);
        scene.Prove(session).Prove(session, domain: "customer.example");

        Form().Count.ShouldBe(2);
        Form().ShouldAllBe(group => group.Sessions.Count == 1);
    }

    [Fact]
    public void Ambiguous_session_is_doubtful_for_every_sender_that_it_may_be_of()
    {
        var shared = Scene.Of(sharedAddresses: true);
        shared
            .Control(At)
            .Query(Stripped, DnsRecordType.A, At)
            .Query(UnusableStripped, DnsRecordType.A, At)
            .See(Stripped, At, SessionShape.Leave, Source.Stranger);
        shared.See(Stripped, At, SessionShape.Leave, Source.SamePool);

        var group = SenderGroups.Form(shared.Evidence(), shared.Identities, []).Told.Single();

        group.Ambiguous.Single().Session.SourceAddress.ToString().ShouldBe(Source.SamePool.Address);
    }

    private sealed record IdentityCase
    {
        public required string Name { get; init; }

        public AuthenticationOutcome Spf { get; init; } = AuthenticationOutcome.None;

        public bool SpfAligned { get; init; } = true;

        public bool AuthorisesAnybody { get; init; }

        public AuthenticationOutcome? FromDomainSpf { get; init; } = AuthenticationOutcome.None;

        public AuthenticationOutcome Dkim { get; init; } = AuthenticationOutcome.None;

        public bool DkimAligned { get; init; } = true;

        public required bool Proves { get; init; }
    }

    private static readonly IdentityCase[] IdentifiedCases =
    [
        new()
        {
            Name = "aligned SPF",
            Spf = AuthenticationOutcome.Pass,
            Proves = true,
        },
        new()
        {
            Name = "SPF of another domain",
            Spf = AuthenticationOutcome.Pass,
            SpfAligned = false,
            Proves = false,
        },
        new()
        {
            Name = "SPF that lets anybody send",
            Spf = AuthenticationOutcome.Pass,
            AuthorisesAnybody = true,
            Proves = false,
        },
        new()
        {
            Name = "SPF that softly fails",
            Spf = AuthenticationOutcome.SoftFail,
            Proves = false,
        },
        new()
        {
            Name = "DKIM where nothing says who sends for the domain",
            Dkim = AuthenticationOutcome.Pass,
            Proves = false,
        },
        new()
        {
            Name = "DKIM from a source that the domain lets send",
            Dkim = AuthenticationOutcome.Pass,
            FromDomainSpf = AuthenticationOutcome.Pass,
            Proves = true,
        },
        new()
        {
            Name = "DKIM from a source that the domain does not let send: passed on",
            Dkim = AuthenticationOutcome.Pass,
            FromDomainSpf = AuthenticationOutcome.Fail,
            Proves = false,
        },
        new()
        {
            Name = "the same, softly",
            Dkim = AuthenticationOutcome.Pass,
            FromDomainSpf = AuthenticationOutcome.SoftFail,
            Proves = false,
        },
        new()
        {
            Name = "the same, where the domain says nothing of it",
            Dkim = AuthenticationOutcome.Pass,
            FromDomainSpf = AuthenticationOutcome.Neutral,
            Proves = false,
        },
        new()
        {
            Name = "DKIM where the record of the domain cannot be had",
            Dkim = AuthenticationOutcome.Pass,
            FromDomainSpf = AuthenticationOutcome.TempError,
            Proves = false,
        },
        new()
        {
            Name = "DKIM where nobody looked for the record",
            Dkim = AuthenticationOutcome.Pass,
            FromDomainSpf = null,
            Proves = false,
        },
        new()
        {
            Name = "DKIM where no SPF record says whom the domain lets send",
            Dkim = AuthenticationOutcome.Pass,
            FromDomainSpf = AuthenticationOutcome.None,
            Proves = false,
        },
        new()
        {
            Name = "DKIM of another domain",
            Dkim = AuthenticationOutcome.Pass,
            DkimAligned = false,
            Proves = false,
        },
        new()
        {
            Name = "DKIM that fails",
            Dkim = AuthenticationOutcome.Fail,
            Proves = false,
        },
        new()
        {
            Name = "DKIM that shows nothing",
            Dkim = AuthenticationOutcome.Neutral,
            Proves = false,
        },
        new() { Name = "nothing", Proves = false },
    ];

    public static TheoryData<string> Identified => [.. IdentifiedCases.Select(one => one.Name)];

    [Theory]
    [MemberData(nameof(Identified))]
    public void Domain_is_proven_only_by_an_authentication_that_shows_who_sent(string name)
    {
        var given = IdentifiedCases.Single(one => one.Name == name);
        var domain = DomainName.Parse("mail.sender.example");
        var identity = new MessageIdentity
        {
            SessionId = Guid.Empty,
            At = Scene.Opened,
            Probe = Control,
            SourceAddress = IPAddress.Loopback,
            FromDomain = domain,
            OrganisationalDomain = domain.Parent,
            Spf = new SpfIdentity(given.Spf, domain, given.SpfAligned, given.AuthorisesAnybody),
            FromDomainSpf = given.FromDomainSpf,
            Dkim = [new DkimIdentity(given.Dkim, domain, "s1", given.DkimAligned)],
        };

        identity.ProvenDomain.ShouldBe(given.Proves ? domain : null);
        identity.ProvenOrganisation.ShouldBe(given.Proves ? domain.Parent : null);
        (identity with { OrganisationalDomain = null }).ProvenOrganisation.ShouldBe(
            given.Proves ? domain : null
        );
    }

    [Fact]
    public void Group_lists_its_sources_names_and_sessions_in_order()
    {
        var later = scene.Add(Control, At + At, SessionShape.MailOverTls, Source.First);
        var earlier = scene.Add(EeGood, At, SessionShape.MailOverTls, Source.SamePool);
        scene.Prove(later).Prove(earlier, EeGood);

        var group = Named();

        group
            .SourceAddresses.Select(address => address.ToString())
            .ShouldBe(["198.51.100.7", "198.51.100.8"]);
        group.Ehlos.ShouldBe(["mx1.sender.example", "mx2.sender.example"]);
        group
            .SourceNames.Select(name => name.Value)
            .ShouldBe(["mx1.sender.example", "mx2.sender.example"]);
        group.Sessions.Select(session => session.Session.Id).ShouldBe([earlier.Id, later.Id]);
        group.Identities.Select(identity => identity.SessionId).ShouldBe([earlier.Id, later.Id]);
    }

    [Fact]
    public void Senders_of_one_instant_are_in_order_of_their_addresses()
    {
        foreach (var source in new[] { Source.Other, Source.First, Source.SamePool })
        {
            scene.See(Control, At, SessionShape.MailOverTls, source);
        }

        Form()
            .Select(group => group.SourceAddresses[0].ToString())
            .ShouldBe(["198.51.100.7", "198.51.100.8", "203.0.113.5"]);
    }

    [Fact]
    public void Ambiguous_session_of_a_source_that_is_nobodys_is_doubtful_for_it_in_order_of_time()
    {
        var shared = Scene.Of(sharedAddresses: true);
        foreach (var probe in new[] { Stripped, UnusableStripped })
        {
            shared.Query(probe, DnsRecordType.A, At + At - TimeSpan.FromSeconds(1));
        }
        shared.See(Control, At, SessionShape.MailOverTls);
        var second = shared.Add(Stripped, At + At + TimeSpan.FromSeconds(1), SessionShape.Peek);
        var first = shared.Add(Stripped, At + At, SessionShape.Peek);

        var group = SenderGroups.Form(shared.Evidence(), [], []).Told.ShouldHaveSingleItem();

        group.Organisation.ShouldBeNull();
        group.Ambiguous.Select(ambiguous => ambiguous.Session.Id).ShouldBe([first.Id, second.Id]);
    }
}
