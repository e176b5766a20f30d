using Dashboard.Core.Dns;
using Dashboard.Core.Inbound;
using Dashboard.Core.Inbound.Dane;
using Dashboard.Core.Smtp;
using Dashboard.Core.Tls;
using static Dashboard.Core.Inbound.Delivery;
using static Dashboard.Core.Inbound.DomainStatus;
using static Dashboard.Core.Tests.Inbound.Seen;
using static Dashboard.Core.Tests.Inbound.SeenInDns;

namespace Dashboard.Core.Tests.Inbound;

/// <summary>The rows of the verdict table on what the mail server does.</summary>
internal static class SessionCases
{
    public static IEnumerable<Case> All()
    {
        foreach (
            var (says, leaf) in new[]
            {
                ("not yet valid", Pki.FutureLeaf),
                ("self-signed", Pki.SelfSigned),
                ("of another name", Pki.WrongNameLeaf),
            }
        )
        {
            yield return Single(
                "23",
                $"DANE-EE, {says}",
                Pinned(leaf),
                [leaf],
                Protected,
                ReasonSlug.RolloverNotPrepared
            );
        }
        yield return Single(
            "23",
            "DANE-EE, expired",
            Pinned(Pki.ExpiredLeaf),
            [Pki.ExpiredLeaf],
            Protected,
            ReasonSlug.ExpiredButPinned,
            ReasonSlug.RolloverNotPrepared
        );
        yield return Single(
            "23",
            "DANE-EE, the whole certificate, expired",
            Record(CertificateUsage.DaneEe, Selector.Cert, MatchingType.Sha256, Pki.ExpiredLeaf),
            [Pki.ExpiredLeaf],
            Protected,
            ReasonSlug.TlsaFullCertificateDigest,
            ReasonSlug.ExpiredButPinned,
            ReasonSlug.RolloverNotPrepared
        );
        yield return Single(
            "24",
            "DANE-EE, no match",
            Mismatch(),
            [Pki.Leaf],
            Failed,
            ReasonSlug.NoMatch
        );
        yield return Single(
            "24",
            "DANE-EE of the intermediate: the leaf must match",
            Pinned(Pki.Intermediate.Der),
            [Pki.Leaf, Pki.Intermediate.Der],
            Failed,
            ReasonSlug.NoMatch
        );
        yield return Single(
            "24",
            "no certificate sent",
            Pinned(Pki.Leaf),
            [],
            Failed,
            ReasonSlug.NoCertificateSent
        )
            is var none
            ? none with
            {
                Observation = Domain(
                    Host(addresses: Address(session: Session() with { Handshake = Handshake() }))
                ),
            }
            : throw new InvalidOperationException();
        byte[][] whole = [Pki.Leaf, Pki.Intermediate.Der, Pki.Root.Der];
        foreach (
            var (says, record) in new[]
            {
                ("root, 2 0 1", Anchor(Pki.Root.Der)),
                ("intermediate, 2 0 1", Anchor(Pki.Intermediate.Der)),
                (
                    "intermediate, 2 1 1",
                    Record(
                        CertificateUsage.DaneTa,
                        Selector.Spki,
                        MatchingType.Sha256,
                        Pki.Intermediate.Der
                    )
                ),
                (
                    "root, 2 1 2",
                    Record(
                        CertificateUsage.DaneTa,
                        Selector.Spki,
                        MatchingType.Sha512,
                        Pki.Root.Der
                    )
                ),
                (
                    "root, 2 0 0 and sent",
                    Record(CertificateUsage.DaneTa, Selector.Cert, MatchingType.Full, Pki.Root.Der)
                ),
            }
        )
        {
            yield return Single(
                "25",
                $"DANE-TA, {says}",
                record,
                whole,
                Protected,
                ReasonSlug.RolloverNotPrepared
            );
        }
        yield return Single(
            "25",
            "DANE-TA, chain out of order",
            Anchor(Pki.Root.Der),
            [Pki.Leaf, Pki.Root.Der, Pki.Stranger.Der, Pki.Intermediate.Der],
            Protected,
            ReasonSlug.RolloverNotPrepared
        );
        yield return Single(
            "25",
            "DANE-TA, trust anchor not sent",
            Anchor(Pki.Root.Der),
            [Pki.Leaf, Pki.Intermediate.Der],
            Failed,
            ReasonSlug.TrustAnchorNotSent
        );
        foreach (var selector in new[] { Selector.Cert, Selector.Spki })
        {
            yield return Single(
                "25",
                $"DANE-TA, 2 {(int)selector} 0 in the DNS alone",
                Record(CertificateUsage.DaneTa, selector, MatchingType.Full, Pki.Root.Der),
                [Pki.Leaf, Pki.Intermediate.Der],
                Failed,
                ReasonSlug.TrustAnchorOnlyInDns
            );
            yield return Single(
                "25",
                $"DANE-TA, 2 {(int)selector} 0 of a stranger in the DNS",
                Record(CertificateUsage.DaneTa, selector, MatchingType.Full, Pki.Stranger.Der),
                [Pki.Leaf, Pki.Intermediate.Der],
                Failed,
                ReasonSlug.TrustAnchorNotSent
            );
        }
        yield return Single(
            "25",
            "DANE-TA, only the leaf matches",
            Anchor(Pki.Leaf),
            whole,
            Failed,
            ReasonSlug.TrustAnchorMatchesLeaf
        );
        yield return Single(
            "25",
            "DANE-TA, sent but did not issue the leaf",
            Anchor(Pki.Stranger.Der),
            [Pki.Leaf, Pki.Stranger.Der],
            Failed,
            ReasonSlug.ChainInvalid
        );
        yield return Single(
            "26",
            "DANE-TA, name of the next-hop domain",
            Anchor(Pki.Intermediate.Der),
            [Pki.NextHopLeaf, Pki.Intermediate.Der],
            Protected,
            ReasonSlug.RolloverNotPrepared
        );
        yield return Single(
            "26",
            "DANE-TA, other name",
            Anchor(Pki.Intermediate.Der),
            [Pki.WrongNameLeaf, Pki.Intermediate.Der],
            Failed,
            ReasonSlug.NameMismatch
        );
        yield return new(
            Row: "26",
            Says: "DANE-TA, MX insecure: the name of the next-hop domain does not do",
            Observation: With(
                Host(
                    tlsa: [Anchor(Pki.Intermediate.Der)],
                    addresses: Address(session: Session(Pki.NextHopLeaf, Pki.Intermediate.Der))
                ),
                mx => mx.Is(DnssecStatus.Insecure)
            ),
            Status: None,
            Delivery: Defer,
            Attacker: 1,
            Slugs: [ReasonSlug.NameMismatch, ReasonSlug.MxInsecure, ReasonSlug.TlsaIgnored]
        );
        yield return new(
            Row: "26",
            Says: "DANE-TA, name of the expansion of the next-hop domain",
            Observation: With(
                Host(
                    tlsa: [Anchor(Pki.Intermediate.Der)],
                    addresses: Address(session: Session(Pki.WrongNameLeaf, Pki.Intermediate.Der))
                ),
                mx => mx.Through("mail.elsewhere.nl")
            ),
            Status: Protected,
            Delivery: Delivery.Dane,
            Attacker: 3,
            Slugs: [ReasonSlug.RolloverNotPrepared]
        );
        yield return Single(
            "27",
            "DANE-TA, expired",
            Anchor(Pki.Intermediate.Der),
            [Pki.ExpiredLeaf, Pki.Intermediate.Der],
            Failed,
            ReasonSlug.CertificateExpired
        );
        var former = Pki.Root.Below("Former", notAfter: Pki.Instant.AddDays(-1));
        yield return Single(
            "27",
            "DANE-TA, an issuer on the way has expired",
            Anchor(Pki.Root.Der),
            [former.Leaf(Mx1), former.Der, Pki.Root.Der],
            Failed,
            ReasonSlug.CertificateExpired
        );
        yield return Single(
            "27",
            "DANE-TA, not yet valid",
            Anchor(Pki.Intermediate.Der),
            [Pki.FutureLeaf, Pki.Intermediate.Der],
            Failed,
            ReasonSlug.CertificateNotYetValid
        );
        yield return Single(
            "27",
            "DANE-TA, expires soon",
            Anchor(Pki.Intermediate.Der),
            [Pki.ExpiringLeaf, Pki.Intermediate.Der],
            Protected,
            ReasonSlug.CertificateExpiresSoon,
            ReasonSlug.RolloverNotPrepared
        );

        (string Row, string Says, StartTlsObservation Session, string Slug)[] withoutTls =
        [
            ("28", "STARTTLS not offered", WithoutStartTls(), ReasonSlug.StartTlsNotOffered),
            (
                "28",
                "STARTTLS stripped",
                WithoutStartTls("mx", "XXXXXXXA"),
                ReasonSlug.StartTlsStripped
            ),
            (
                "28",
                "EHLO refused",
                WithoutStartTls() with
                {
                    Ehlo = new SmtpReply(502, ["no"]),
                    Helo = new SmtpReply(250, ["mx"]),
                },
                ReasonSlug.EhloRefused
            ),
            (
                "28",
                "STARTTLS answered with 454",
                Ended(SmtpStage.StartTls, SessionFaultKind.RefusedByReply) with
                {
                    StartTls = new SmtpReply(454, ["not now"]),
                },
                ReasonSlug.StartTlsRefused
            ),
            (
                "28",
                "STARTTLS answered with 501",
                Ended(SmtpStage.StartTls, SessionFaultKind.RefusedByReply) with
                {
                    StartTls = new SmtpReply(501, ["what"]),
                },
                ReasonSlug.StartTlsRefused
            ),
            (
                "28b",
                "handshake: alert",
                Ended(SmtpStage.Handshake, SessionFaultKind.TlsAlert),
                ReasonSlug.HandshakeFailed
            ),
            (
                "28b",
                "handshake: garbage",
                Ended(SmtpStage.Handshake, SessionFaultKind.TlsProtocol),
                ReasonSlug.HandshakeFailed
            ),
            (
                "28b",
                "handshake: reset",
                Ended(SmtpStage.Handshake, SessionFaultKind.Reset),
                ReasonSlug.HandshakeFailed
            ),
            (
                "28b",
                "handshake: hangs for as long as senders wait",
                Ended(SmtpStage.Handshake, SessionFaultKind.Timeout) with
                {
                    Fault = new(SmtpStage.Handshake, SessionFaultKind.Timeout)
                    {
                        Waited = TimeSpan.FromMinutes(5),
                    },
                },
                ReasonSlug.HandshakeTimeout
            ),
            (
                "28b",
                "closed after STARTTLS",
                Ended(SmtpStage.StartTls, SessionFaultKind.Closed),
                ReasonSlug.HandshakeFailed
            ),
        ];
        yield return new(
            Row: "29",
            Says: "handshake that fails at a host without TLSA, behind one whose records do not match",
            Observation: Domain(
                Host(tlsa: [Mismatch()]),
                Host(
                        "mx2.example.nl",
                        preference: 20,
                        addresses: Address(
                            session: Ended(SmtpStage.Handshake, SessionFaultKind.TlsAlert)
                        )
                    )
                    .WithTlsa(t => t.NxDomain())
            ),
            Status: Failed,
            Delivery: Clear,
            Attacker: 1,
            Slugs: [ReasonSlug.NoMatch, ReasonSlug.TlsaAbsent, ReasonSlug.HandshakeFailed]
        );
        foreach (var (row, says, session, slug) in withoutTls)
        {
            yield return new(
                Row: row,
                Says: says,
                Observation: Domain(Host(addresses: Address(session: session))),
                Status: Failed,
                Delivery: Defer,
                Attacker: null,
                Slugs: [slug]
            );
            yield return new(
                Row: "29",
                Says: $"without DANE, {says}",
                Observation: Domain(NoTlsa(Host(addresses: Address(session: session)))),
                Status: None,
                Delivery: Clear,
                Attacker: 1,
                Slugs: [slug, ReasonSlug.TlsaAbsent]
            );
        }
        var old = Address(session: Ended(SmtpStage.Handshake, SessionFaultKind.TlsProtocol)) with
        {
            LegacyHandshake = Handshake(Pki.Leaf) with { Version = TlsProtocolVersion.Tls10 },
        };
        yield return new(
            Row: "28b",
            Says: "TLS 1.0 only",
            Observation: Domain(Host(addresses: old)),
            Status: Failed,
            Delivery: Defer,
            Attacker: null,
            Slugs: [ReasonSlug.TlsTooOld]
        );
        yield return new(
            Row: "29",
            Says: "TLS 1.0 only, at a host without TLSA",
            Observation: Domain(Host(addresses: old).WithTlsa(t => t.NxDomain())),
            Status: None,
            Delivery: Clear,
            Attacker: 1,
            Slugs: [ReasonSlug.TlsaAbsent, ReasonSlug.TlsTooOld]
        );
        yield return new(
            Row: "28b",
            Says: "TLS 1.1 that does come to a handshake",
            Observation: Domain(
                Host(
                    addresses: Address(
                        session: Session() with
                        {
                            Handshake = Handshake(Pki.Leaf) with
                            {
                                Version = TlsProtocolVersion.Tls11,
                            },
                        }
                    )
                )
            ),
            Status: Protected,
            Delivery: Delivery.Dane,
            Attacker: 3,
            Slugs: [ReasonSlug.TlsTooOld, ReasonSlug.RolloverNotPrepared]
        );
        yield return new(
            Row: "30",
            Says: "DANE-TA, the certificate of another name served for our SNI",
            Observation: Domain(
                Host(
                    tlsa: [Anchor(Pki.Intermediate.Der)],
                    addresses: Address(session: Session(Pki.WrongNameLeaf, Pki.Intermediate.Der))
                )
            ),
            Status: Failed,
            Delivery: Defer,
            Attacker: null,
            Slugs: [ReasonSlug.NameMismatch]
        );
        var wrong = Session(Pki.OtherLeaf);
        yield return new(
            Row: "31",
            Says: "one address of two serves another certificate",
            Observation: Domain(Host(addresses: [Address(), Address("198.51.100.2", wrong)])),
            Status: Partial,
            Delivery: Delivery.Dane,
            Attacker: 3,
            Slugs: [ReasonSlug.AddressesDiffer, ReasonSlug.NoMatch, ReasonSlug.RolloverNotPrepared]
        );
        yield return new(
            Row: "31",
            Says: "IPv6 silent, IPv4 good",
            Observation: Domain(
                Host(
                    addresses:
                    [
                        Address(),
                        Address("2001:db8::1", Ended(SmtpStage.Connect, SessionFaultKind.Timeout)),
                    ]
                )
            ),
            Status: Partial,
            Delivery: Delivery.Dane,
            Attacker: 3,
            Slugs:
            [
                ReasonSlug.AddressesDiffer,
                ReasonSlug.ConnectTimeout,
                ReasonSlug.RolloverNotPrepared,
            ]
        );
        yield return new(
            Row: "31",
            Says: "without DANE, one address in the clear: the worst that delivers",
            Observation: Domain(
                NoTlsa(Host(addresses: [Address(), Address("198.51.100.2", WithoutStartTls())]))
            ),
            Status: None,
            Delivery: Clear,
            Attacker: 1,
            Slugs:
            [
                ReasonSlug.AddressesDiffer,
                ReasonSlug.StartTlsNotOffered,
                ReasonSlug.TlsaAbsent,
            ]
        );
        yield return new(
            Row: "31",
            Says: "RSA certificate not covered",
            Observation: Domain(
                Host(addresses: Address() with { OtherCertificate = Session(Pki.RsaLeaf) })
            ),
            Status: Partial,
            Delivery: Delivery.Dane,
            Attacker: 3,
            Slugs:
            [
                ReasonSlug.CertificateTypesDiffer,
                ReasonSlug.NoMatch,
                ReasonSlug.RolloverNotPrepared,
            ]
        );
        yield return new(
            Row: "31",
            Says: "both certificate types covered",
            Observation: Domain(
                Host(
                    tlsa: [Pinned(Pki.Leaf), Pinned(Pki.RsaLeaf)],
                    addresses: Address() with
                    {
                        OtherCertificate = Session(Pki.RsaLeaf),
                    }
                )
            ),
            Status: Protected,
            Delivery: Delivery.Dane,
            Attacker: 3,
            Slugs: [ReasonSlug.RolloverNotPrepared]
        );
        yield return new(
            Row: "31",
            Says: "only the other certificate type is covered",
            Observation: Domain(
                Host(
                    tlsa: [Pinned(Pki.RsaLeaf)],
                    addresses: Address() with
                    {
                        OtherCertificate = Session(Pki.RsaLeaf),
                    }
                )
            ),
            Status: Failed,
            Delivery: Defer,
            Attacker: null,
            Slugs:
            [
                ReasonSlug.CertificateTypesDiffer,
                ReasonSlug.NoMatch,
                ReasonSlug.RolloverNotPrepared,
            ]
        );
        yield return new(
            Row: "31",
            Says: "no certificate of the other type",
            Observation: Domain(
                Host(
                    addresses: Address() with
                    {
                        OtherCertificate = Ended(SmtpStage.Handshake, SessionFaultKind.TlsAlert),
                    }
                )
            ),
            Status: Protected,
            Delivery: Delivery.Dane,
            Attacker: 3,
            Slugs: [ReasonSlug.RolloverNotPrepared]
        );
        yield return new(
            Row: "31",
            Says: "the other certificate type could not be measured",
            Observation: Domain(
                Host(
                    addresses: Address() with
                    {
                        OtherCertificate = Ended(SmtpStage.Connect, SessionFaultKind.Timeout),
                    }
                )
            ),
            Status: Partial,
            Delivery: Delivery.Dane,
            Attacker: 3,
            Slugs: [ReasonSlug.AddressNotProbed, ReasonSlug.RolloverNotPrepared]
        );
        var second = Host("mx2.example.nl", 20, addresses: Address("198.51.100.2"));
        yield return new(
            Row: "32",
            Says: "the second MX lacks TLSA",
            Observation: Domain(Host(), NoTlsa(second)),
            Status: Partial,
            Delivery: Delivery.Dane,
            Attacker: 1,
            Slugs: [ReasonSlug.TlsaAbsent, ReasonSlug.RolloverNotPrepared]
        );
        yield return new(
            Row: "32",
            Says: "the first MX lacks TLSA",
            Observation: Domain(NoTlsa(Host()), second),
            Status: Partial,
            Delivery: Delivery.Tls,
            Attacker: 1,
            Slugs: [ReasonSlug.TlsaAbsent, ReasonSlug.RolloverNotPrepared]
        );
        yield return new(
            Row: "32",
            Says: "at equal preference the worst that delivers",
            Observation: Domain(
                Host(),
                NoTlsa(second with { Host = second.Host with { Preference = 10 } })
            ),
            Status: Partial,
            Delivery: Delivery.Tls,
            Attacker: 1,
            Slugs: [ReasonSlug.TlsaAbsent, ReasonSlug.RolloverNotPrepared]
        );
        yield return new(
            Row: "32",
            Says: "the first MX refuses, the second delivers",
            Observation: Domain(Host(tlsa: [Mismatch()]), second),
            Status: Partial,
            Delivery: Delivery.Dane,
            Attacker: 3,
            Slugs: [ReasonSlug.NoMatch, ReasonSlug.RolloverNotPrepared]
        );
        yield return new(
            Row: "32",
            Says: "the first MX is bogus, the second delivers",
            Observation: Domain(Host().WithTlsa(t => t.IsBogus()), second),
            Status: Partial,
            Delivery: Delivery.Dane,
            Attacker: 3,
            Slugs: [ReasonSlug.TlsaBogus, ReasonSlug.RolloverNotPrepared]
        );

        (string Says, StartTlsObservation Session, string Slug)[] unreachable =
        [
            (
                "refused",
                Ended(SmtpStage.Connect, SessionFaultKind.ConnectionRefused),
                ReasonSlug.ConnectFailed
            ),
            (
                "no route",
                Ended(SmtpStage.Connect, SessionFaultKind.NetworkUnreachable),
                ReasonSlug.ConnectFailed
            ),
            (
                "connect time-out",
                Ended(SmtpStage.Connect, SessionFaultKind.Timeout),
                ReasonSlug.ConnectTimeout
            ),
            (
                "no greeting",
                Ended(SmtpStage.Greeting, SessionFaultKind.Timeout),
                ReasonSlug.GreetingMissing
            ),
            (
                "closed at once",
                Ended(SmtpStage.Greeting, SessionFaultKind.Closed),
                ReasonSlug.GreetingMissing
            ),
            (
                "garbage greeting",
                Ended(SmtpStage.Greeting, SessionFaultKind.MalformedReply),
                ReasonSlug.GreetingMissing
            ),
            (
                "greeting 421",
                Ended(SmtpStage.Greeting, SessionFaultKind.RefusedByReply) with
                {
                    Greeting = new SmtpReply(421, ["busy"]),
                },
                ReasonSlug.GreetingRefused
            ),
            (
                "greeting 554",
                Ended(SmtpStage.Greeting, SessionFaultKind.RefusedByReply) with
                {
                    Greeting = new SmtpReply(554, ["no"]),
                },
                ReasonSlug.GreetingRefused
            ),
            (
                "closed after EHLO",
                Ended(SmtpStage.Ehlo, SessionFaultKind.Closed),
                ReasonSlug.SessionEnded
            ),
            (
                "EHLO and HELO refused",
                WithoutStartTls() with
                {
                    Ehlo = new SmtpReply(421, ["busy"]),
                    Helo = new SmtpReply(421, ["busy"]),
                },
                ReasonSlug.SessionEnded
            ),
            (
                "EHLO and HELO refused for good",
                WithoutStartTls() with
                {
                    Ehlo = new SmtpReply(550, ["no"]),
                    Helo = new SmtpReply(550, ["no"]),
                },
                ReasonSlug.SessionEnded
            ),
            (
                "breaks down behind TLS",
                Session() with
                {
                    EhloAfterTls = null,
                    Fault = new SessionFault(SmtpStage.EhloAfterTls, SessionFaultKind.Reset),
                },
                ReasonSlug.SessionEnded
            ),
            (
                "EHLO behind TLS refused",
                Session() with
                {
                    EhloAfterTls = new SmtpReply(421, ["busy"]),
                    Fault = new SessionFault(
                        SmtpStage.EhloAfterTls,
                        SessionFaultKind.RefusedByReply
                    ),
                },
                ReasonSlug.SessionEnded
            ),
            (
                "the handshake outlasts our time, and not that of senders",
                Ended(SmtpStage.Handshake, SessionFaultKind.Timeout) with
                {
                    Fault = new(SmtpStage.Handshake, SessionFaultKind.Timeout)
                    {
                        Waited = TimeSpan.FromSeconds(60),
                    },
                },
                ReasonSlug.HandshakeTimeout
            ),
            (
                "STARTTLS is not answered within our time",
                Ended(SmtpStage.StartTls, SessionFaultKind.Timeout),
                ReasonSlug.HandshakeTimeout
            ),
            (
                "our own limit",
                Ended(SmtpStage.Ehlo, SessionFaultKind.OwnLimit),
                ReasonSlug.AddressNotProbed
            ),
        ];
        foreach (var (says, session, slug) in unreachable)
        {
            yield return new(
                Row: "33",
                Says: says,
                Observation: Domain(Host(addresses: Address(session: session))),
                Status: Unreachable,
                Delivery: Defer,
                Attacker: null,
                Slugs: [slug]
            );
            yield return new(
                Row: "33",
                Says: $"without DANE, {says}",
                Observation: Domain(NoTlsa(Host(addresses: Address(session: session)))),
                Status: Unreachable,
                Delivery: Defer,
                Attacker: 1,
                Slugs: [slug, ReasonSlug.TlsaAbsent]
            );
        }
        yield return new(
            Row: "33",
            Says: "the second attempt succeeds",
            Observation: Domain(
                Host(
                    addresses: Address() with
                    {
                        Attempts = [Ended(SmtpStage.Connect, SessionFaultKind.Timeout), Session()],
                    }
                )
            ),
            Status: Protected,
            Delivery: Delivery.Dane,
            Attacker: 3,
            Slugs: [ReasonSlug.RetrySucceeded, ReasonSlug.RolloverNotPrepared]
        );
        foreach (
            var disposition in new[]
            {
                AddressDisposition.BeyondLimit,
                AddressDisposition.NoRouteHere,
                AddressDisposition.Reserved,
                AddressDisposition.Stopped,
            }
        )
        {
            yield return new(
                Row: "33",
                Says: $"one of two addresses {disposition}",
                Observation: Domain(
                    Host(
                        addresses:
                        [
                            Address(),
                            Address("198.51.100.2") with
                            {
                                Disposition = disposition,
                                Attempts = [],
                            },
                        ]
                    )
                ),
                Status: Partial,
                Delivery: Delivery.Dane,
                Attacker: 3,
                Slugs: [ReasonSlug.AddressNotProbed, ReasonSlug.RolloverNotPrepared]
            );
        }
        yield return new(
            Row: "34",
            Says: "bytes behind STARTTLS in the clear",
            Observation: Domain(
                Host(addresses: Address(session: Session() with { DiscardedOctets = 12 }))
            ),
            Status: Protected,
            Delivery: Delivery.Dane,
            Attacker: 3,
            Slugs: [ReasonSlug.CleartextInjected, ReasonSlug.RolloverNotPrepared]
        );
        yield return new(
            Row: "-",
            Says: "resolver not trusted",
            Observation: Domain(Host()) with
            {
                Resolver = new(
                    "192.0.2.53:53",
                    ResolverTrust.Untrusted,
                    ResolverValidation.Validates
                ),
            },
            Status: Unreachable,
            Delivery: Delivery.Tls,
            Attacker: null,
            Slugs: [ReasonSlug.ResolverNotTrusted]
        );
        yield return new(
            Row: "-",
            Says: "resolver does not validate",
            Observation: Domain(Host()) with
            {
                Resolver = new(
                    "127.0.0.1:53",
                    ResolverTrust.Loopback,
                    ResolverValidation.DoesNotValidate
                ),
            },
            Status: Unreachable,
            Delivery: Delivery.Tls,
            Attacker: null,
            Slugs: [ReasonSlug.ResolverDoesNotValidate]
        );
        yield return new(
            Row: "-",
            Says: "resolver unreachable",
            Observation: Domain(Host()) with
            {
                Resolver = new(
                    "127.0.0.1:53",
                    ResolverTrust.Loopback,
                    ResolverValidation.Unreachable
                ),
            },
            Status: Unreachable,
            Delivery: Delivery.Tls,
            Attacker: null,
            Slugs: [ReasonSlug.ResolverUnreachable]
        );
    }

    private static Case Single(
        string row,
        string says,
        TlsaRecord tlsa,
        byte[][] chain,
        DomainStatus status,
        params string[] slugs
    ) =>
        new Case(
            Row: row,
            Says: says,
            Observation: Domain(Host(tlsa: [tlsa], addresses: Address(session: Session(chain)))),
            Status: status,
            Delivery: status == Protected ? Delivery.Dane : Defer,
            Attacker: status == Protected ? 3 : null,
            Slugs: slugs
        );
}
