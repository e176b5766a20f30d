using Dashboard.Core.Dns;
using Dashboard.Core.Outbound;
using Dashboard.Core.Outbound.Attribution;
using Dashboard.Core.Outbound.Catalogue;
using Dashboard.Core.Outbound.Evidence;
using static Dashboard.Core.Outbound.Catalogue.OutboundProbeId;

namespace Dashboard.Core.Tests.Outbound;

public sealed class EvidenceAttributionTests
{
    private static readonly TimeSpan At = TimeSpan.FromSeconds(30);

    private readonly Scene first = Scene.Of(number: 1, sharedAddresses: true);

    private readonly Scene second = Scene.Of(number: 2, sharedAddresses: true);

    private IReadOnlyDictionary<Guid, TestEvidence> Attribute(params Scene[] scenes)
    {
        if (scenes.Length == 0)
        {
            scenes = [first, second];
        }
        return EvidenceAttribution.Attribute(
            [.. scenes.Select(scene => scene.Test)],
            [.. scenes.SelectMany(scene => scene.Sessions)],
            [.. scenes.SelectMany(scene => scene.Queries)]
        );
    }

    [Fact]
    public void Session_goes_to_the_test_whose_recipient_it_names()
    {
        first.See(Control, At, SessionShape.MailOverTls);

        var evidence = Attribute();

        var session = evidence[first.Test.Id].Sessions.ShouldHaveSingleItem();
        session.Probe.ShouldBe(Control);
        session.Role.ShouldBe(HostRole.Primary);
        session.Ties.ShouldContain(EvidenceTie.Recipient);
        evidence[second.Test.Id].Sessions.ShouldBeEmpty();
    }

    [Fact]
    public void Session_goes_to_the_test_whose_host_its_SNI_names_whatever_the_case()
    {
        var session = first.Add(Mismatch, At, SessionShape.TlsAndQuit);
        first.Sessions[0] = session with
        {
            Tls = session.Tls! with { ServerName = session.Tls.ServerName!.ToUpperInvariant() },
        };

        var attributed = Attribute()[first.Test.Id].Sessions.ShouldHaveSingleItem();

        attributed.Probe.ShouldBe(Mismatch);
        attributed.Ties.ShouldBe([EvidenceTie.ServerName]);
    }

    [Fact]
    public void Session_at_an_address_of_one_test_alone_goes_to_it()
    {
        var own = Scene.Of(number: 3).See(Stripped, At, SessionShape.Leave);

        var attributed = Attribute(first, own)[own.Test.Id].Sessions.ShouldHaveSingleItem();

        attributed.Probe.ShouldBe(Stripped);
        attributed.Ties.ShouldBe([EvidenceTie.AddressSet]);
    }

    [Fact]
    public void Session_at_a_shared_address_goes_to_the_host_that_was_just_asked_for()
    {
        first.Query(Stripped, DnsRecordType.A, At - TimeSpan.FromSeconds(1));
        first.See(Stripped, At, SessionShape.Leave);

        var attributed = Attribute()[first.Test.Id].Sessions.ShouldHaveSingleItem();

        attributed.Probe.ShouldBe(Stripped);
        attributed.Ties.ShouldBe([EvidenceTie.PrecedingQuery]);
    }

    [Fact]
    public void Session_at_a_shared_address_goes_to_the_test_whose_control_came_from_there()
    {
        var basic = Scene.Of(OutboundTestKind.Basic, 4, sharedAddresses: true);
        var other = Scene.Of(OutboundTestKind.Basic, 5, sharedAddresses: true);
        basic.See(Control, At * 2, SessionShape.MailOverTls).See(Stripped, At, SessionShape.Leave);

        var evidence = Attribute(basic, other);

        evidence[basic.Test.Id].Sessions.Count.ShouldBe(2);
        evidence[basic.Test.Id].Sessions[0].Ties.ShouldBe([EvidenceTie.MessageSource]);
        evidence[other.Test.Id].Ambiguous.ShouldBeEmpty();
    }

    [Fact]
    public void Session_that_could_belong_to_two_tests_counts_for_neither()
    {
        first.Query(Stripped, DnsRecordType.A, At - TimeSpan.FromSeconds(1));
        second.Query(Stripped, DnsRecordType.A, At - TimeSpan.FromSeconds(2));
        first.See(Control, At, SessionShape.MailOverTls);
        second.See(Control, At, SessionShape.MailOverTls);
        first.See(Stripped, At, SessionShape.Leave);

        var evidence = Attribute();

        foreach (var scene in new[] { first, second })
        {
            evidence[scene.Test.Id].Sessions.ShouldAllBe(session => session.Probe == Control);
            evidence[scene.Test.Id].Ambiguous.ShouldHaveSingleItem().Probes.ShouldBe([Stripped]);
        }
    }

    [Theory]
    [InlineData("dated just after the connection", 2, true)]
    [InlineData("long after it", 10, false)]
    public void Question_of_another_test_that_may_have_been_dated_late_leaves_a_session_ambiguous(
        string when,
        int secondsAfter,
        bool ambiguous
    )
    {
        first.Query(Stripped, DnsRecordType.A, At - TimeSpan.FromSeconds(1));
        second.Query(Stripped, DnsRecordType.A, At + TimeSpan.FromSeconds(secondsAfter));
        first.See(Stripped, At, SessionShape.Leave);

        var evidence = Attribute();

        evidence[second.Test.Id].Sessions.ShouldBeEmpty(when);
        evidence[first.Test.Id].Sessions.Count.ShouldBe(ambiguous ? 0 : 1, when);
        evidence[first.Test.Id].Ambiguous.Count.ShouldBe(ambiguous ? 1 : 0, when);
        evidence[second.Test.Id].Ambiguous.Count.ShouldBe(ambiguous ? 1 : 0, when);
    }

    [Fact]
    public void Session_that_could_belong_to_two_probes_of_one_test_counts_for_neither()
    {
        first.See(Stripped, At, SessionShape.Leave).See(Control, At, SessionShape.MailOverTls);

        var ambiguous = Attribute(first)[first.Test.Id].Ambiguous.ShouldHaveSingleItem();

        ambiguous.Probes.ShouldBe([Stripped, UnusableStripped]);
    }

    [Fact]
    public void Session_at_a_shared_address_that_nothing_ties_is_nobodys()
    {
        first.See(Stripped, At, SessionShape.Leave);

        Attribute(first)[first.Test.Id].Ambiguous.ShouldBeEmpty();
        Attribute(first)[first.Test.Id].Sessions.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("both asked for, two sessions", true, 2, false, 2)]
    [InlineData("both asked for, three sessions", true, 3, false, 3)]
    [InlineData("both asked for, one session", true, 1, false, 0)]
    [InlineData("both asked for, sessions of two sources", true, 2, true, 0)]
    [InlineData("nobody saw a question", false, 2, false, 0)]
    public void Sessions_alike_go_one_to_each_host_where_there_are_enough(
        string what,
        bool asked,
        int sessions,
        bool twoSources,
        int attributed
    )
    {
        foreach (var probe in asked ? [Stripped, UnusableStripped] : Array.Empty<OutboundProbeId>())
        {
            first.Query(probe, DnsRecordType.A, At - TimeSpan.FromSeconds(1));
        }
        first.See(Control, At, SessionShape.MailOverTls);
        for (var i = 0; i < sessions; i++)
        {
            first.See(
                Stripped,
                At + TimeSpan.FromSeconds(i),
                SessionShape.Leave,
                twoSources && i > 0 ? Source.SamePool : Source.First
            );
        }

        var evidence = Attribute(first)[first.Test.Id];
        evidence = evidence with
        {
            Sessions = [.. evidence.Sessions.Where(s => s.Probe != Control)],
        };

        evidence.Sessions.Count.ShouldBe(attributed, what);
        evidence.Ambiguous.Count.ShouldBe(sessions - attributed, what);
        if (attributed > 0)
        {
            OutboundProbeId[] each = [Stripped, UnusableStripped];
            evidence.Sessions.Select(s => s.Probe).ShouldBeSubsetOf(each, what);
            each.ShouldBeSubsetOf(evidence.Sessions.Select(s => s.Probe), what);
            evidence.Sessions.ShouldAllBe(s => s.Ties.Contains(EvidenceTie.Count), what);
        }
    }

    [Theory]
    [InlineData("only looked", false)]
    [InlineData("goes on", true)]
    public void Session_that_shows_no_refusal_does_not_stand_for_one_at_a_host_alike(
        string what,
        bool goesOn
    )
    {
        foreach (var probe in new[] { Stripped, UnusableStripped })
        {
            first.Query(probe, DnsRecordType.A, At - TimeSpan.FromSeconds(1));
        }
        first.See(Stripped, At, SessionShape.Leave);
        var other = first.Add(Stripped, At, goesOn ? SessionShape.Leave : SessionShape.Peek);
        if (goesOn)
        {
            first.Sessions[1] = other with { EndedAt = null, End = null };
        }

        var evidence = Attribute(first)[first.Test.Id];

        evidence.Sessions.ShouldBeEmpty(what);
        evidence.Ambiguous.Count.ShouldBe(2, what);
    }

    [Fact]
    public void Sessions_alike_in_two_tests_count_for_neither_however_many()
    {
        foreach (var scene in new[] { first, second })
        {
            scene.Query(Stripped, DnsRecordType.A, At - TimeSpan.FromSeconds(1));
            scene.Query(UnusableStripped, DnsRecordType.A, At - TimeSpan.FromSeconds(1));
            scene.See(Stripped, At, SessionShape.Leave).See(Stripped, At, SessionShape.Leave);
        }

        var evidence = Attribute();

        evidence[first.Test.Id].Sessions.ShouldBeEmpty();
        evidence[first.Test.Id].Ambiguous.Count.ShouldBe(4);
        evidence[second.Test.Id].Ambiguous.Count.ShouldBe(4);
    }

    [Fact]
    public void Message_goes_to_the_test_of_its_recipient_and_the_connection_to_that_of_its_SNI()
    {
        var session = first.Add(Mismatch, At, SessionShape.MailOverTlsWithSni);
        first.Sessions[0] = session with
        {
            Tls = session.Tls! with { ServerName = second.Host(EeGood).Name.Value },
        };

        var evidence = Attribute();

        var message = evidence[first.Test.Id].Sessions.ShouldHaveSingleItem();
        message.Probe.ShouldBe(Mismatch);
        message.MailOverTls.ShouldBeTrue();
        message.IsAtHost.ShouldBeFalse();
        var connection = evidence[second.Test.Id].Sessions.ShouldHaveSingleItem();
        connection.Probe.ShouldBe(EeGood);
        connection.Transactions.ShouldBeEmpty();
        connection.IsAtHost.ShouldBeTrue();
    }

    /// <summary>The recipients of each transaction of one session: a probe of the first test, of the second, or of none.</summary>
    private SmtpSessionEvidence Reuse(
        OutboundProbeId at,
        string? serverName,
        params (Scene? Test, OutboundProbeId Probe)[][] transactions
    )
    {
        var session = first.Add(at, At, SessionShape.MailOverTls);
        return first.Sessions[^1] = session with
        {
            Tls = session.Tls! with { ServerName = serverName },
            Transactions =
            [
                .. transactions.Select(
                    (recipients, i) =>
                        new MailTransaction
                        {
                            At = session.StartedAt + TimeSpan.FromSeconds(i),
                            OverTls = true,
                            ReplyCode = 250,
                            TlsNotRequired = false,
                            Recipients =
                            [
                                .. recipients.Select(one => new RecipientEvidence(
                                    session.StartedAt,
                                    one.Test?.Test.Token,
                                    one.Test is null ? null : one.Probe,
                                    250
                                )),
                            ],
                        }
                ),
            ],
        };
    }

    [Fact]
    public void Messages_of_one_connection_go_each_to_the_probe_of_their_recipient()
    {
        Reuse(Control, null, [(first, Control)], [(first, Mismatch)], [(second, Control)], []);

        var evidence = Attribute();

        evidence[first.Test.Id].Sessions.Select(s => s.Probe).ShouldBe([Control, Mismatch]);
        evidence[first.Test.Id].Sessions.ShouldAllBe(s => s.Transactions.Count == 1);
        evidence[first.Test.Id].Sessions.ShouldAllBe(s => !s.IsAtHost, "it named no host");
        evidence[first.Test.Id].Sessions.ShouldAllBe(s => s.Role == HostRole.Primary);
        evidence[second.Test.Id].Sessions.ShouldHaveSingleItem().Probe.ShouldBe(Control);
        evidence[first.Test.Id].Ambiguous.ShouldBeEmpty();
    }

    [Fact]
    public void Recipients_of_several_probes_in_one_transaction_go_each_to_their_probe()
    {
        Reuse(Control, null, [(first, Control), (first, Mismatch), (null, Control)]);

        var sessions = Attribute()[first.Test.Id].Sessions;

        sessions.Select(s => s.Probe).ShouldBe([Control, Mismatch]);
        sessions.ShouldAllBe(s => s.Transactions.Single().Recipients.Single().Probe == s.Probe);
    }

    [Fact]
    public void Connection_and_what_names_no_recipient_stay_with_the_host_of_the_SNI()
    {
        Reuse(
            Rollover,
            first.Host(Rollover).Name.Value,
            [(first, Rollover)],
            [],
            [(first, TaGood)]
        );

        var sessions = Attribute()[first.Test.Id].Sessions;

        var atHost = sessions.Single(s => s.IsAtHost);
        atHost.Probe.ShouldBe(Rollover);
        atHost.Transactions.Count.ShouldBe(2);
        atHost.Transactions.Select(one => one.At).ShouldBeInOrder();
        atHost.Ties.ShouldBe([EvidenceTie.Recipient, EvidenceTie.ServerName]);
        sessions.Single(s => !s.IsAtHost).Probe.ShouldBe(TaGood);
    }

    [Fact]
    public void Message_for_others_than_live_tests_is_nobodys_and_no_refusal_at_the_host_of_the_SNI()
    {
        Reuse(Mismatch, first.Host(Mismatch).Name.Value, [(null, Control)]);

        var session = Attribute()[first.Test.Id].Sessions.ShouldHaveSingleItem();

        session.Probe.ShouldBe(Mismatch);
        session.Transactions.ShouldBeEmpty();
    }

    [Fact]
    public void Ambiguous_session_says_whether_it_may_be_of_another_test()
    {
        first.Query(Stripped, DnsRecordType.A, At).Query(UnusableStripped, DnsRecordType.A, At);
        second.Query(Stripped, DnsRecordType.A, At);
        first.See(Stripped, At, SessionShape.Leave);
        Attribute(first)[first.Test.Id].Ambiguous.Single().WithOtherTest.ShouldBeFalse();
        Attribute()[first.Test.Id].Ambiguous.Single().WithOtherTest.ShouldBeTrue();
    }

    [Fact]
    public void Overlap_of_two_tests_is_settled_by_a_delivery_where_the_control_was_refused()
    {
        first.Query(Stripped, DnsRecordType.A, At - TimeSpan.FromSeconds(1));
        second.Query(Stripped, DnsRecordType.A, At - TimeSpan.FromSeconds(2));
        first.See(Stripped, At, SessionShape.Leave);
        Attribute()[first.Test.Id].Sessions.ShouldBeEmpty("nothing tells the two apart");

        first.See(EeGood, At * 2, SessionShape.MailOverTlsWithSni);

        Attribute()[first.Test.Id].Sessions.Select(s => s.Probe).ShouldBe([Stripped, EeGood]);
    }

    [Fact]
    public void Session_of_a_pair_that_says_nothing_has_the_role_of_the_address_it_came_to()
    {
        var own = Scene
            .Of(number: 3)
            .See(MxPair, At, SessionShape.MailOverTls, role: HostRole.Secondary);

        Attribute(own)[own.Test.Id].Sessions.Single().Role.ShouldBe(HostRole.Secondary);
    }

    [Fact]
    public void Session_of_a_pair_at_an_address_of_neither_host_has_no_role()
    {
        var own = Scene.Of(number: 3);
        var session = own.Add(MxPair, At, SessionShape.MailOverTls);
        own.Sessions[0] = session with { LocalAddress = System.Net.IPAddress.Parse("127.99.0.1") };

        Attribute(own)[own.Test.Id].Sessions.Single().Role.ShouldBeNull();
    }

    private sealed record WindowCase
    {
        public required string Name { get; init; }

        /// <summary>Of the question, before the connection.</summary>
        public required TimeSpan Before { get; init; }

        public required bool Ties { get; init; }
    }

    private static readonly WindowCase[] WindowsCases =
    [
        new()
        {
            Name = "at the same instant",
            Before = TimeSpan.Zero,
            Ties = true,
        },
        new()
        {
            Name = "two minutes before",
            Before = ProbeTiming.QueryWindow,
            Ties = true,
        },
        new()
        {
            Name = "longer before",
            Before = ProbeTiming.QueryWindow + TimeSpan.FromTicks(1),
            Ties = false,
        },
        new()
        {
            Name = "after it",
            Before = TimeSpan.FromTicks(-1),
            Ties = false,
        },
    ];

    public static TheoryData<string> Windows => [.. WindowsCases.Select(one => one.Name)];

    [Theory]
    [MemberData(nameof(Windows))]
    public void Question_ties_a_session_that_follows_within_the_window(string name)
    {
        var window = WindowsCases.Single(one => one.Name == name);
        var at = TimeSpan.FromHours(1);
        first.Query(Stripped, DnsRecordType.A, at - window.Before);
        first.See(Stripped, at, SessionShape.Leave);

        Attribute(first)[first.Test.Id].Sessions.Count.ShouldBe(window.Ties ? 1 : 0);
    }

    [Fact]
    public void Question_for_the_mail_exchanger_ties_no_connection()
    {
        first.Query(Stripped, DnsRecordType.Mx, At);
        first.See(Stripped, At, SessionShape.Leave);

        Attribute(first)[first.Test.Id].Sessions.ShouldBeEmpty();
    }

    [Fact]
    public void Session_that_names_a_host_of_no_live_test_goes_to_none()
    {
        var session = first.Add(Mismatch, At, SessionShape.TlsAndQuit);
        var unknown = first.Test.Names.Host(Mismatch, Scene.Token(99), HostRole.Primary);
        first.Sessions[0] = session with { Tls = session.Tls! with { ServerName = unknown.Value } };

        var evidence = Attribute();

        evidence.Values.ShouldAllBe(e => e.Sessions.Count == 0 && e.Ambiguous.Count == 0);
    }

    [Fact]
    public void Session_and_question_after_the_close_go_to_none()
    {
        first.See(Control, ProbeTiming.ClosesAfter, SessionShape.MailOverTls);
        first.Query(Control, DnsRecordType.Mx, ProbeTiming.ClosesAfter);

        var evidence = Attribute()[first.Test.Id];

        evidence.Sessions.ShouldBeEmpty();
        evidence.Queries.ShouldBeEmpty();
    }

    [Fact]
    public void Question_goes_to_the_test_whose_token_its_name_carries()
    {
        first.Query(Mismatch, DnsRecordType.Tlsa, At).Query(Mismatch, DnsRecordType.Mx, At);

        var evidence = Attribute();

        evidence[first.Test.Id].Queries.Count.ShouldBe(2);
        evidence[first.Test.Id].Queries.ShouldAllBe(query => query.Probe == Mismatch);
        evidence[second.Test.Id].Queries.ShouldBeEmpty();
    }

    [Fact]
    public void Standing_test_keeps_its_rounds_apart_by_the_host_token()
    {
        var round = Scene.Of(number: 1);
        var next = round.Test with
        {
            Id = Guid.Parse("00000000-0000-0000-0000-0000000000aa"),
            HostToken = Scene.Token(1, second: 2),
            Hosts =
            [
                .. round.Test.Hosts.Select(host =>
                    host with
                    {
                        Name = round.Test.Names.Host(
                            host.Probe,
                            Scene.Token(1, second: 2),
                            host.Role
                        ),
                        Addresses = [System.Net.IPAddress.Parse("127.200.0.1")],
                    }
                ),
            ],
        };
        round.See(EeGood, At, SessionShape.MailOverTlsWithSni);

        var evidence = EvidenceAttribution.Attribute([round.Test, next], round.Sessions, []);

        evidence[round.Test.Id].Sessions.Count.ShouldBe(1);
        evidence[next.Id].Sessions.ShouldBeEmpty();
    }

    [Fact]
    public void Recipient_that_is_of_no_test_ties_nothing()
    {
        var session = first.Add(Control, At, SessionShape.MailOverTls);
        first.Sessions[0] = session with
        {
            Transactions =
            [
                session.Transactions[0] with
                {
                    Recipients = [new RecipientEvidence(session.StartedAt, null, null, 550)],
                },
            ],
        };

        Attribute().Values.ShouldAllBe(evidence => evidence.Sessions.Count == 0);
    }

    [Fact]
    public void Evidence_until_an_instant_holds_what_began_at_it()
    {
        first.Query(Stripped, DnsRecordType.A, At).Query(UnusableStripped, DnsRecordType.A, At);
        first.See(Control, At, SessionShape.MailOverTls).See(Stripped, At, SessionShape.Leave);
        var evidence = Attribute(first)[first.Test.Id];
        evidence.Ambiguous.ShouldHaveSingleItem();

        var until = evidence.Until(Scene.Opened + At);

        until.Sessions.ShouldBe(evidence.Sessions);
        until.Queries.ShouldBe(evidence.Queries);
        until.Ambiguous.ShouldBe(evidence.Ambiguous);
        var before = evidence.Until(Scene.Opened + At - TimeSpan.FromTicks(1));
        before.Sessions.ShouldBeEmpty();
        before.Queries.ShouldBeEmpty();
        before.Ambiguous.ShouldBeEmpty();
    }

    [Fact]
    public void Session_at_a_shared_address_of_one_host_needs_a_tie_all_the_same()
    {
        var basic = Scene.Of(OutboundTestKind.Basic, sharedAddresses: true);
        var alone = basic.Host(Stripped).Addresses[0];
        basic.Test.Hosts.Count(host => host.Has(alone)).ShouldBe(1);
        basic.See(Stripped, At, SessionShape.Leave);

        var evidence = Attribute(basic)[basic.Test.Id];

        evidence.Sessions.ShouldBeEmpty();
        evidence.Ambiguous.ShouldBeEmpty();
    }

    [Fact]
    public void Sessions_alike_need_no_message_from_their_source()
    {
        foreach (var probe in new[] { Stripped, UnusableStripped })
        {
            first.Query(probe, DnsRecordType.A, At - TimeSpan.FromSeconds(1));
        }
        first.See(Stripped, At, SessionShape.Leave).See(Stripped, At, SessionShape.Leave);

        var evidence = Attribute(first)[first.Test.Id];

        evidence
            .Sessions.Select(session => session.Probe)
            .ShouldBe([Stripped, UnusableStripped], ignoreOrder: true);
        evidence.Ambiguous.ShouldBeEmpty();
    }

    [Fact]
    public void Message_of_one_probe_makes_its_connection_one_to_the_host_of_that_probe()
    {
        first.See(Control, At, SessionShape.MailOverTls);

        Attribute(first)[first.Test.Id].Sessions.ShouldHaveSingleItem().IsAtHost.ShouldBeTrue();
    }

    [Theory]
    [InlineData("an IPv4 address", "127.3.0.1", "127.3.0.1")]
    [InlineData("an IPv4 address in an IPv6 one", "127.3.0.1", "::ffff:127.3.0.1")]
    [InlineData("an IPv6 address", "2001:db8::1", "2001:db8::1")]
    public void Session_is_at_the_host_of_its_address(string name, string host, string local)
    {
        var own = Scene.Of(number: 3);
        var session = own.Add(Stripped, At, SessionShape.Leave) with
        {
            LocalAddress = System.Net.IPAddress.Parse(local),
        };
        var test = own.Test with
        {
            Hosts = [own.Host(Stripped) with { Addresses = [System.Net.IPAddress.Parse(host)] }],
        };

        EvidenceAttribution
            .Attribute([test], [session], [])[test.Id]
            .Sessions.ShouldHaveSingleItem(name)
            .Probe.ShouldBe(Stripped);
    }
}
