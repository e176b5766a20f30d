using Dashboard.Core.Dns;
using Dashboard.Core.Inbound;
using Dashboard.Core.Inbound.Dane;
using Dashboard.Core.Smtp;
using Dashboard.Core.Tls;

namespace Dashboard.Core.Tests.Inbound;

public sealed class SimulationTests
{
    private static string Of(InboundObservation seen, SimulatedSender sender)
    {
        var simulation = DomainJudgement.Judge(seen).Simulations.Single(s => s.Sender == sender);
        return $"{simulation.Delivery} {string.Join(' ', simulation.Differences)}".TrimEnd();
    }

    private static void ShouldBe(
        InboundObservation seen,
        string postfix,
        string exim,
        string exchange
    )
    {
        Of(seen, SimulatedSender.PostfixDane).ShouldBe(postfix);
        Of(seen, SimulatedSender.Exim).ShouldBe(exim);
        Of(seen, SimulatedSender.ExchangeOnline).ShouldBe(exchange);
    }

    private static InboundObservation Anchored(params byte[][] chain) =>
        Seen.Domain(
            Seen.Host(
                tlsa: [Seen.Anchor(Pki.Intermediate.Der)],
                addresses: Seen.Address(session: Seen.Session(chain))
            )
        );

    [Fact]
    public void Well_run_domain_is_the_same_to_all() =>
        ShouldBe(Seen.Domain(Seen.Host()), "Dane", "Dane", "Dane");

    [Fact]
    public void Wrong_name_under_DANE_TA_does_not_stop_Exim() =>
        ShouldBe(
            Anchored(Pki.WrongNameLeaf, Pki.Intermediate.Der),
            "Defer",
            $"Tls {SimulatedDifference.DeliversDespiteWrongName}",
            "Defer"
        );

    [Fact]
    public void Name_of_the_next_hop_is_not_verified_by_Exim() =>
        ShouldBe(
            Anchored(Pki.NextHopLeaf, Pki.Intermediate.Der),
            "Dane",
            $"Tls {SimulatedDifference.NextHopNameNotVerified}",
            "Dane"
        );

    [Fact]
    public void Name_does_not_matter_to_Exim_where_the_key_is_pinned_too() =>
        ShouldBe(
            Seen.Domain(
                Seen.Host(
                    tlsa: [Seen.Anchor(Pki.Intermediate.Der), Seen.Pinned(Pki.NextHopLeaf)],
                    addresses: Seen.Address(
                        session: Seen.Session(Pki.NextHopLeaf, Pki.Intermediate.Der)
                    )
                )
            ),
            "Dane",
            "Dane",
            "Dane"
        );

    [Fact]
    public void Trust_anchor_in_the_DNS_alone_is_enough_for_Postfix() =>
        ShouldBe(
            Seen.Domain(
                Seen.Host(
                    tlsa:
                    [
                        Seen.Record(
                            CertificateUsage.DaneTa,
                            Selector.Cert,
                            MatchingType.Full,
                            Pki.Root.Der
                        ),
                    ]
                )
            ),
            $"Dane {SimulatedDifference.UsesTrustAnchorFromDns}",
            "Defer",
            "Defer"
        );

    [Fact]
    public void Nothing_usable_makes_Exim_defer() =>
        ShouldBe(
            Seen.Domain(Seen.Host(tlsa: [Seen.Pinned(Pki.Leaf) with { Usage = 1 }])),
            "Tls",
            $"Defer {SimulatedDifference.DefersWithoutUsableTlsa}",
            "Tls"
        );

    [Fact]
    public void Failed_handshake_without_DANE_makes_Postfix_wait()
    {
        var session = Seen.Ended(SmtpStage.Handshake, SessionFaultKind.TlsAlert);
        ShouldBe(
            Seen.Domain(
                Seen.Host(addresses: Seen.Address(session: session)).WithTlsa(t => t.NxDomain())
            ),
            $"Defer {SimulatedDifference.DefersAfterFailedHandshake}",
            "Clear",
            "Clear"
        );
    }

    /// <summary>As a real Postfix 3.7 does (docs/oracle.md, "Deliveries").</summary>
    [Theory]
    [InlineData(500, 10, 20, "Bounce")]
    [InlineData(499, 10, 20, "Dane")]
    [InlineData(502, 10, 20, "Bounce")]
    [InlineData(502, 10, 10, "Bounce")]
    [InlineData(502, 20, 10, "Dane")]
    [InlineData(454, 10, 20, "Dane")]
    public void Refusal_of_STARTTLS_for_good_makes_Postfix_return_the_message(
        int code,
        int preference,
        int preferenceOfAnother,
        string expected
    )
    {
        var refusing = Seen.Session() with
        {
            StartTls = new SmtpReply(code, ["no"]),
            Handshake = null,
        };
        var seen = Seen.Domain(
            Seen.Host(preference: preference, addresses: Seen.Address(session: refusing)),
            Seen.Host("mx2.example.nl", preference: preferenceOfAnother)
        );
        Of(seen, SimulatedSender.PostfixDane)
            .ShouldBe(
                code < 500
                    ? expected
                    : $"{expected} {SimulatedDifference.BouncesWhereStartTlsIsRefused}"
            );
        Of(seen, SimulatedSender.ExchangeOnline).ShouldBe("Dane");
    }

    /// <summary>As a real Exim 4.96 does: it forgets that it may, for the rest of the delivery.</summary>
    [Theory]
    [InlineData(10, 20, "Defer", SimulatedDifference.NeverInTheClearBehindDane)]
    [InlineData(10, 10, "Clear", null)]
    [InlineData(20, 10, "Clear", null)]
    public void Exim_delivers_nowhere_in_the_clear_behind_a_host_with_DANE(
        int preferenceOfDane,
        int preferenceOfPlain,
        string expected,
        string? difference
    )
    {
        var failing = Seen.Ended(SmtpStage.Handshake, SessionFaultKind.TlsAlert);
        var seen = Seen.Domain(
            Seen.Host(preference: preferenceOfDane, tlsa: [Seen.Mismatch()]),
            Seen.Host(
                    "mx2.example.nl",
                    preference: preferenceOfPlain,
                    addresses: Seen.Address(session: failing)
                )
                .WithTlsa(t => t.NxDomain())
        );
        Of(seen, SimulatedSender.Exim).ShouldBe($"{expected} {difference}".TrimEnd());
    }

    /// <summary>A refusal of STARTTLS for now is a failure of TLS; one for good is not (RFC 5321 section 4.2.1).</summary>
    [Theory]
    [InlineData(399, "Clear")]
    [InlineData(400, "Defer never-in-the-clear-behind-dane")]
    [InlineData(454, "Defer never-in-the-clear-behind-dane")]
    [InlineData(499, "Defer never-in-the-clear-behind-dane")]
    [InlineData(500, "Clear")]
    public void Exim_holds_a_refusal_of_STARTTLS_for_now_against_a_host_behind_DANE(
        int code,
        string expected
    )
    {
        var refusing = Seen.Session() with
        {
            StartTls = new SmtpReply(code, ["no"]),
            Handshake = null,
        };
        var seen = Seen.Domain(
            Seen.Host(tlsa: [Seen.Mismatch()]),
            Seen.Host("mx2.example.nl", preference: 20, addresses: Seen.Address(session: refusing))
                .WithTlsa(t => t.NxDomain())
        );

        Of(seen, SimulatedSender.Exim).ShouldBe(expected);
    }

    /// <summary>As a real Postfix 3.7 and a real Exim 4.96 do.</summary>
    [Theory]
    [InlineData(550, 10, 20, "Bounce", "Dane")]
    [InlineData(550, 20, 10, "Dane", "Dane")]
    [InlineData(450, 10, 20, "Dane", "Dane")]
    [InlineData(550, 10, null, "Bounce", "Bounce")]
    [InlineData(450, 10, null, "Defer", "Defer")]
    public void Refusal_of_EHLO_and_HELO_for_good_returns_the_message(
        int code,
        int preference,
        int? preferenceOfAnother,
        string postfix,
        string exim
    )
    {
        var reply = new SmtpReply(code, ["no"]);
        var refusing = Seen.Host(
            preference: preference,
            addresses: Seen.Address(
                session: Seen.WithoutStartTls() with
                {
                    Ehlo = reply,
                    Helo = reply,
                }
            )
        );
        var seen = preferenceOfAnother is { } other
            ? Seen.Domain(refusing, Seen.Host("mx2.example.nl", preference: other))
            : Seen.Domain(refusing);
        Of(seen, SimulatedSender.PostfixDane)
            .ShouldBe(
                code < 500 ? postfix : $"{postfix} {SimulatedDifference.BouncesWhereHelloIsRefused}"
            );
        Of(seen, SimulatedSender.Exim)
            .ShouldBe(
                code < 500 ? exim : $"{exim} {SimulatedDifference.BouncesAfterRefusedGreeting}"
            );
    }

    /// <summary>As a real Postfix 3.7 with OpenSSL 3 does, and not posttls-finger (docs/oracle.md).</summary>
    [Theory]
    [InlineData("none", TlsProtocolVersion.Tls10, "Tls encrypts-with-old-version")]
    [InlineData("none", TlsProtocolVersion.Tls11, "Tls encrypts-with-old-version")]
    [InlineData("none", TlsProtocolVersion.Ssl3, "Defer defers-after-failed-handshake")]
    [InlineData("unusable", TlsProtocolVersion.Tls11, "Tls encrypts-with-old-version")]
    [InlineData("unusable", TlsProtocolVersion.Ssl3, "Defer")]
    [InlineData("usable", TlsProtocolVersion.Tls11, "Defer", "Dane verifies-with-old-version")]
    [InlineData("usable", TlsProtocolVersion.Tls10, "Defer", "Dane verifies-with-old-version")]
    [InlineData("usable", TlsProtocolVersion.Ssl3, "Defer")]
    [InlineData("of another key", TlsProtocolVersion.Tls11, "Defer")]
    [InlineData(
        "with a weaker match",
        TlsProtocolVersion.Tls11,
        "Defer",
        "Dane verifies-with-old-version"
    )]
    public void Old_TLS_is_enough_for_Postfix_where_nothing_is_authenticated_and_for_GnuTLS_anyway(
        string records,
        TlsProtocolVersion version,
        string expected,
        string? byGnuTls = null
    )
    {
        var old = Seen.Address(
            session: Seen.Ended(SmtpStage.Handshake, SessionFaultKind.TlsProtocol)
        ) with
        {
            LegacyHandshake = Seen.Handshake(Pki.Leaf) with { Version = version },
        };
        var pinned = Seen.Pinned(Pki.Leaf);
        var host = records switch
        {
            "none" => Seen.Host(addresses: old).WithTlsa(t => t.NxDomain()),
            "unusable" => Seen.Host(tlsa: [pinned with { Usage = 1 }], addresses: old),
            "of another key" => Seen.Host(tlsa: [Seen.Mismatch()], addresses: old),
            "with a weaker match" => Seen.Host(
                tlsa:
                [
                    pinned,
                    pinned with
                    {
                        MatchingType = 2,
                        AssociationData = new(new byte[64]),
                    },
                ],
                addresses: old
            ),
            _ => Seen.Host(tlsa: [pinned], addresses: old),
        };
        Of(Seen.Domain(host), SimulatedSender.PostfixDane).ShouldBe(expected);
        Others(Seen.Domain(host))
            .Where(other => other.StartsWith("GnuTls ", StringComparison.Ordinal))
            .ShouldBe(byGnuTls is null ? [] : [$"GnuTls {byGnuTls}"]);
    }

    /// <summary>Where it is not the chain that decides, GnuTLS or OpenSSL makes no difference.</summary>
    [Theory]
    [InlineData("502 to STARTTLS")]
    [InlineData("550 to EHLO and HELO")]
    [InlineData("handshake fails, no TLSA")]
    [InlineData("keyword with a tab")]
    [InlineData("keyword with a tab, and an anchor that only OpenSSL takes")]
    public void Sender_with_GnuTLS_does_as_Postfix_where_no_chain_decides(string what)
    {
        var no = new SmtpReply(550, ["no"]);
        var tab = new SmtpReply(250, ["mx", "\tSTARTTLS"]);
        var old = Pki.Root.Below("Old", notAfter: Pki.Instant.AddDays(-1));
        var host = what switch
        {
            "502 to STARTTLS" => At(
                Seen.Session() with
                {
                    StartTls = new SmtpReply(502, ["no"]),
                    Handshake = null,
                }
            ),
            "550 to EHLO and HELO" => At(Seen.WithoutStartTls() with { Ehlo = no, Helo = no }),
            "handshake fails, no TLSA" => At(
                    Seen.Ended(SmtpStage.Handshake, SessionFaultKind.TlsAlert)
                )
                .WithTlsa(t => t.NxDomain()),
            "keyword with a tab" => At(Seen.Session() with { Ehlo = tab }),
            _ => Seen.Host(
                tlsa: [Seen.Anchor(old.Der)],
                addresses: Seen.Address(
                    session: Seen.Session(old.Leaf(Seen.Mx1), old.Der) with
                    {
                        Ehlo = tab,
                    }
                )
            ),
        };
        var seen = Seen.Domain(host);
        Of(seen, SimulatedSender.PostfixDane).ShouldNotBe("Dane");
        Others(seen)
            .ShouldNotContain(other => other.StartsWith("GnuTls", StringComparison.Ordinal));

        static HostObservation At(StartTlsObservation session) =>
            Seen.Host(addresses: Seen.Address(session: session));
    }

    [Fact]
    public void Sender_with_GnuTLS_takes_no_trust_anchor_from_the_DNS() =>
        Others(
                Seen.Domain(
                    Seen.Host(
                        tlsa:
                        [
                            Seen.Record(
                                CertificateUsage.DaneTa,
                                Selector.Cert,
                                MatchingType.Full,
                                Pki.Root.Der
                            ),
                        ]
                    )
                )
            )
            .ShouldContain("GnuTls Defer");

    /// <summary>One that comes by a later host does not return what Postfix returns at once.</summary>
    [Fact]
    public void Sender_without_DANE_that_keeps_what_Postfix_returns_is_named()
    {
        var no = new SmtpReply(550, ["no"]);
        var refusing = Seen.Host(
            addresses: Seen.Address(session: Seen.WithoutStartTls() with { Ehlo = no, Helo = no })
        );
        var silent = Seen.Host(
            "mx2.example.nl",
            preference: 20,
            addresses: Seen.Address(
                "198.51.100.2",
                Seen.Ended(SmtpStage.Connect, SessionFaultKind.Timeout)
            )
        );
        Others(Seen.Domain(refusing, silent))
            .ShouldBe([$"WithoutDane Defer {SimulatedDifference.VerifiesNothing}"]);
        Others(Seen.Domain(refusing)).ShouldBeEmpty();
        Others(
                Seen.Domain(
                    refusing,
                    silent with
                    {
                        Addresses =
                        [
                            silent.Addresses[0] with
                            {
                                Attempts = [],
                                Disposition = AddressDisposition.BeyondLimit,
                            },
                        ],
                    }
                )
            )
            .ShouldBeEmpty("that host may take it");
    }

    /// <summary>As a real Exim 4.96 does, where it would go on in the clear after a refusal or a failed handshake.</summary>
    [Theory]
    [InlineData(SmtpStage.StartTls, SessionFaultKind.Closed, true)]
    [InlineData(SmtpStage.StartTls, SessionFaultKind.Reset, true)]
    [InlineData(SmtpStage.StartTls, SessionFaultKind.MalformedReply, true)]
    [InlineData(SmtpStage.StartTls, SessionFaultKind.RefusedByReply, false)]
    [InlineData(SmtpStage.Handshake, SessionFaultKind.Closed, false)]
    public void Exim_leaves_a_host_that_ends_the_session_at_STARTTLS(
        SmtpStage stage,
        SessionFaultKind kind,
        bool isLeft
    )
    {
        var failing = Seen.Ended(stage, kind);
        var seen = Seen.Domain(
            Seen.Host(addresses: Seen.Address(session: failing)).WithTlsa(t => t.NxDomain()),
            Seen.Host("mx2.example.nl", preference: 20).WithTlsa(t => t.NxDomain())
        );
        Of(seen, SimulatedSender.Exim)
            .ShouldBe(isLeft ? $"Tls {SimulatedDifference.DefersWithoutStartTlsReply}" : "Clear");
    }

    /// <summary>As a real Exim 4.96 does ("synch error before connect", docs/oracle.md).</summary>
    [Theory]
    [InlineData("with TLSA", 220, "Defer fails-where-cleartext-is-injected")]
    [InlineData("without usable TLSA", 220, "Defer fails-where-cleartext-is-injected")]
    [InlineData("without TLSA", 220, "Clear fails-where-cleartext-is-injected")]
    [InlineData("with TLSA, MX insecure", 220, "Clear fails-where-cleartext-is-injected")]
    [InlineData("without TLSA, behind a host with", 220, "Defer fails-where-cleartext-is-injected")]
    [InlineData("without TLSA", 454, "Clear")]
    public void Cleartext_behind_the_reply_to_STARTTLS_is_failed_TLS_to_Exim(
        string host,
        int code,
        string expected
    )
    {
        var injecting = Seen.Address(
            session: Seen.Session() with
            {
                DiscardedOctets = 20,
                StartTls = new SmtpReply(code, ["go on"]),
                Handshake = code == 220 ? Seen.Session().Handshake : null,
            }
        );
        var seen = host switch
        {
            "with TLSA" => Seen.Domain(Seen.Host(addresses: injecting)),
            "without usable TLSA" => Seen.Domain(
                Seen.Host(tlsa: [Seen.Pinned(Pki.Leaf) with { Usage = 1 }], addresses: injecting)
            ),
            "without TLSA" => Seen.Domain(
                Seen.Host(addresses: injecting).WithTlsa(t => t.NxDomain())
            ),
            "with TLSA, MX insecure" => Seen.Domain(Seen.Host(addresses: injecting)) is var signed
                ? signed with
                {
                    Mx = signed.Mx.Is(DnssecStatus.Insecure),
                }
                : null!,
            _ => Seen.Domain(
                Seen.Host(preference: 10, tlsa: [Seen.Mismatch()]),
                Seen.Host("mx2.example.nl", preference: 20, addresses: injecting)
                    .WithTlsa(t => t.NxDomain())
            ),
        };

        Of(seen, SimulatedSender.Exim).ShouldBe(expected);
    }

    [Theory]
    [InlineData(500, 10, 20, "Bounce")]
    [InlineData(499, 10, 20, "Defer")]
    [InlineData(554, 10, 20, "Bounce")]
    [InlineData(554, 20, 10, "Defer")]
    [InlineData(421, 10, 20, "Defer")]
    public void Greeting_that_refuses_for_good_makes_Exim_return_the_message_at_last(
        int code,
        int preferenceOfAnother,
        int preference,
        string expected
    )
    {
        var refusing = Seen.Ended(SmtpStage.Greeting, SessionFaultKind.Closed) with
        {
            Greeting = new SmtpReply(code, ["no"]),
        };
        var seen = Seen.Domain(
            Seen.Host(preference: preferenceOfAnother, tlsa: [Seen.Mismatch()]),
            Seen.Host(
                "mx2.example.nl",
                preference: preference,
                addresses: Seen.Address(session: refusing)
            )
        );
        Of(seen, SimulatedSender.Exim)
            .ShouldBe(
                code < 500
                    ? expected
                    : $"{expected} {SimulatedDifference.BouncesAfterRefusedGreeting}"
            );
    }

    [Fact]
    public void Insecure_MX_keeps_Exim_and_Exchange_from_DANE()
    {
        var seen = Seen.Domain(Seen.Host(tlsa: [Seen.Mismatch()]));
        ShouldBe(
            seen with
            {
                Mx = seen.Mx.Is(DnssecStatus.Insecure),
            },
            "Defer",
            $"Tls {SimulatedDifference.NoDaneWithInsecureMx}",
            $"Tls {SimulatedDifference.NoDaneWithInsecureMx}"
        );
    }

    [Fact]
    public void Expired_certificate_is_on_the_list_of_Exchange() =>
        ShouldBe(
            Seen.Domain(
                Seen.Host(
                    tlsa: [Seen.Pinned(Pki.ExpiredLeaf)],
                    addresses: Seen.Address(session: Seen.Session(Pki.ExpiredLeaf))
                )
            ),
            "Dane",
            "Dane",
            $"Dane {SimulatedDifference.MayRefuseExpiredCertificate}"
        );

    private static IEnumerable<string> Others(InboundObservation seen) =>
        DomainJudgement
            .Judge(seen)
            .Simulations.Where(s => s.Sender > SimulatedSender.ExchangeOnline)
            .Select(s => $"{s.Sender} {s.Delivery} {string.Join(' ', s.Differences)}".TrimEnd());

    [Fact]
    public void Sender_with_GnuTLS_refuses_an_anchor_outside_its_dates()
    {
        var old = Pki.Root.Below("Old", notAfter: Pki.Instant.AddDays(-1));
        Others(
                Seen.Domain(
                    Seen.Host(
                        tlsa: [Seen.Anchor(old.Der)],
                        addresses: Seen.Address(session: Seen.Session(old.Leaf(Seen.Mx1), old.Der))
                    )
                )
            )
            .ShouldBe([$"GnuTls Defer {SimulatedDifference.ChecksDatesOfTrustAnchor}"]);
    }

    [Fact]
    public void Sender_without_DANE_delivers_where_the_records_do_not_match() =>
        Others(Seen.Domain(Seen.Host(tlsa: [Seen.Mismatch()])))
            .ShouldBe([$"WithoutDane Tls {SimulatedDifference.VerifiesNothing}"]);

    /// <summary>A message that comes back is not delivered.</summary>
    [Fact]
    public void Sender_without_DANE_is_named_where_Postfix_returns_the_message()
    {
        var refusing = Seen.Session() with
        {
            StartTls = new SmtpReply(502, ["no"]),
            Handshake = null,
        };
        Others(Seen.Domain(Seen.Host(addresses: Seen.Address(session: refusing))))
            .ShouldContain($"WithoutDane Clear {SimulatedDifference.VerifiesNothing}");
    }

    [Fact]
    public void Sender_without_DANE_is_left_out_where_it_ends_as_Postfix_does() =>
        Others(Seen.Domain(Seen.Host())).ShouldBeEmpty();

    [Theory]
    [InlineData("STARTTLS", "Dane", "Dane")]
    [InlineData("STARTTLS\\x09", "Dane", $"Defer {SimulatedDifference.ReadsKeywordStrictly}")]
    [InlineData(
        "\\x09STARTTLS",
        $"Defer {SimulatedDifference.ReadsKeywordStrictly}",
        $"Defer {SimulatedDifference.ReadsKeywordStrictly}"
    )]
    [InlineData("STARTTLS=1", $"Defer {SimulatedDifference.ReadsKeywordStrictly}", "Dane")]
    [InlineData(" STARTTLS", $"Defer {SimulatedDifference.ReadsKeywordStrictly}", "Dane")]
    [InlineData("starttls", $"Defer {SimulatedDifference.ReadsKeywordStrictly}", "Dane")]
    public void Senders_read_the_keyword_in_forms_of_their_own(
        string line,
        string exim,
        string postfix
    ) =>
        ShouldBe(
            Seen.Domain(
                Seen.Host(
                    addresses: Seen.Address(
                        session: Seen.Session() with
                        {
                            Ehlo = new SmtpReply(250, ["mx", line]),
                        }
                    )
                )
            ),
            postfix,
            exim,
            "Dane"
        );

    [Fact]
    public void Domain_without_hosts_has_no_simulations() =>
        DomainJudgement
            .Judge(VerdictCases.All.First(c => c.Slugs.Contains(ReasonSlug.NullMx)).Observation)
            .Simulations.ShouldBeEmpty();

    /// <summary>As posttls-finger shows of a real Postfix 3.7 (docs/oracle.md).</summary>
    [Fact]
    public void Null_MX_beside_another_is_no_mail_to_Postfix()
    {
        var seen = Seen.Domain(Seen.Host());
        seen = seen with
        {
            Mx = seen.Mx with { Records = [.. seen.Mx.Records, new(20, DomainName.Root)] },
        };
        Of(seen, SimulatedSender.PostfixDane)
            .ShouldBe($"Bounce {SimulatedDifference.RefusesAnyNullMx}");
        Of(seen, SimulatedSender.Exim).ShouldBe("Dane");
    }

    [Theory]
    [InlineData(DnssecStatus.Insecure, "Dane needs-no-secure-denial", "Tls")]
    [InlineData(DnssecStatus.Secure, "Dane", "Dane")]
    public void Denial_of_the_MX_is_not_held_against_the_host_by_Postfix(
        DnssecStatus denial,
        string postfix,
        string exim
    )
    {
        var seen = Seen.Domain(Seen.Host("example.nl"));
        seen = seen with
        {
            Mx = seen.Mx with { Outcome = LookupOutcome.NoData, Records = [], Dnssec = denial },
        };
        Of(seen, SimulatedSender.PostfixDane).ShouldBe(postfix);
        Of(seen, SimulatedSender.Exim).ShouldBe(exim);
    }

    [Theory]
    [InlineData("example.nl", DnssecStatus.Insecure, "Tls accepts-next-hop-name")]
    [InlineData("elsewhere.nl", DnssecStatus.Insecure, "Defer")]
    [InlineData("example.nl", DnssecStatus.Secure, "Dane")]
    public void Name_of_the_next_hop_counts_for_Postfix_whatever_the_MX_set_is(
        string name,
        DnssecStatus mx,
        string postfix
    )
    {
        var leaf = Pki.Intermediate.Leaf(name);
        var seen = Anchored(leaf, Pki.Intermediate.Der);
        seen = seen with { Mx = seen.Mx with { Dnssec = mx } };
        Of(seen, SimulatedSender.PostfixDane).ShouldBe(postfix);
    }
}
