using Dashboard.Core.Dane;
using Dashboard.Core.Dns;
using Dashboard.Core.Inbound;
using Dashboard.Core.Smtp;
using Dashboard.Core.Tls;
using static Dashboard.Core.Inbound.Delivery;
using static Dashboard.Core.Inbound.DomainStatus;
using static Dashboard.Core.Tests.Inbound.Seen;

namespace Dashboard.Core.Tests.Inbound;

/// <summary>The three tables of docs/verdicts.md, row by row.</summary>
internal static class VerdictCases
{
    public static IReadOnlyList<Case> All { get; } = [.. Dns(), .. Records(), .. Sessions()];

    private static HostObservation Insecure(HostObservation host) =>
        host with
        {
            A = host.A.Is(DnssecStatus.Insecure),
            Aaaa = host.Aaaa.Is(DnssecStatus.Insecure),
            Tlsa = [],
            Zone = Unsigned("example.com"),
        };

    private static ZoneObservation Unsigned(string apex) =>
        new(Name(apex), Look.Up<DsRecord>(apex, DnsRecordType.Ds, DnssecStatus.Secure));

    private static ZoneObservation Delegated(string apex, int algorithm, int digestType = 2) =>
        new(
            Name(apex),
            Look.Up(
                apex,
                DnsRecordType.Ds,
                DnssecStatus.Secure,
                new DsRecord(1, algorithm, digestType, new OctetString(new byte[32]))
            )
        );

    private static HostObservation NoTlsa(HostObservation host) =>
        host.WithTlsa(t => t with { Outcome = LookupOutcome.NoData, Records = [] });

    private static HostObservation Slip(TlsaQueryPurpose purpose, string owner) =>
        NoTlsa(Host()) is var host
            ? host with
            {
                Tlsa =
                [
                    .. host.Tlsa,
                    new(
                        Name(Mx1),
                        purpose,
                        Look.Up(owner, DnsRecordType.Tlsa, DnssecStatus.Secure, Pinned(Pki.Leaf))
                    ),
                ],
            }
            : throw new InvalidOperationException();

    private static InboundObservation With(
        HostObservation host,
        Func<DnsLookup<MxRecord>, DnsLookup<MxRecord>> mx
    ) =>
        Domain(host) is var seen
            ? seen with
            {
                Mx = mx(seen.Mx),
            }
            : throw new InvalidOperationException();

    private static InboundObservation MxFails(Func<DnsLookup<MxRecord>, DnsLookup<MxRecord>> mx) =>
        With(Host(), mx) with
        {
            Hosts = [],
        };

    private static IEnumerable<Case> Dns()
    {
        yield return new("0", "well run", Domain(Host()), Protected, Delivery.Dane, 3);
        yield return new(
            "1",
            "MX bogus, said by an extended error",
            MxFails(mx => mx.IsBogus()),
            Bogus,
            Defer,
            null,
            ReasonSlug.MxBogus
        );
        yield return new(
            "1",
            "MX bogus, shown by checking disabled",
            MxFails(mx =>
                mx.Fails(LookupFailure.ServFail) with
                {
                    AnsweredWithCheckingDisabled = true,
                }
            ),
            Bogus,
            Defer,
            null,
            ReasonSlug.MxBogus
        );
        yield return new(
            "1",
            "MX SERVFAIL of a broken server",
            MxFails(mx =>
                mx.Fails(LookupFailure.ServFail) with
                {
                    AnsweredWithCheckingDisabled = false,
                    ExtendedErrors = [new ExtendedDnsError(22)],
                }
            ),
            Unreachable,
            Defer,
            null,
            ReasonSlug.MxLookupFailed
        );
        foreach (
            var failure in new[]
            {
                LookupFailure.Timeout,
                LookupFailure.Refused,
                LookupFailure.Malformed,
                LookupFailure.OtherResponseCode,
            }
        )
        {
            yield return new(
                "1",
                $"MX lookup fails: {failure}",
                MxFails(mx => mx.Fails(failure)),
                Unreachable,
                Defer,
                null,
                ReasonSlug.MxLookupFailed
            );
        }
        yield return new(
            "1",
            "the resolver does not answer",
            MxFails(mx => mx.Fails(LookupFailure.ResolverUnreachable)),
            Unreachable,
            Defer,
            null,
            ReasonSlug.ResolverUnreachable,
            ReasonSlug.MxLookupFailed
        );
        yield return new(
            "1",
            "MX indeterminate counts as failed",
            With(Host(), mx => mx.Is(DnssecStatus.Indeterminate)),
            Unreachable,
            Defer,
            null,
            ReasonSlug.MxLookupFailed
        );
        yield return new(
            "2",
            "MX insecure, host secure with TLSA",
            With(Host(), mx => mx.Is(DnssecStatus.Insecure)) with
            {
                Zone = Unsigned("example.nl"),
            },
            None,
            Delivery.Tls,
            1,
            ReasonSlug.MxInsecure,
            ReasonSlug.TlsaIgnored,
            ReasonSlug.ZoneUnsigned
        );
        yield return new(
            "2",
            "MX insecure, TLSA matches nothing",
            With(Host(tlsa: [Mismatch()]), mx => mx.Is(DnssecStatus.Insecure)),
            None,
            Defer,
            1,
            ReasonSlug.MxInsecure,
            ReasonSlug.NoMatch
        );
        yield return new(
            "3",
            "no MX, the domain is the host",
            ImplicitMx(Host("example.nl")),
            Protected,
            Delivery.Dane,
            3,
            ReasonSlug.ImplicitMx
        );
        yield return new(
            "3",
            "no MX, insecure denial",
            ImplicitMx(Host("example.nl")) is var @implicit
                ? @implicit with
                {
                    Mx = @implicit.Mx.Is(DnssecStatus.Insecure),
                }
                : throw new InvalidOperationException(),
            None,
            Delivery.Tls,
            1,
            ReasonSlug.ImplicitMx,
            ReasonSlug.MxInsecure
        );
        yield return new(
            "3",
            "no MX and no address",
            ImplicitMx(
                Host("example.nl") with
                {
                    A = Look.A("example.nl"),
                    Aaaa = Look.Aaaa("example.nl"),
                    Addresses = [],
                }
            ),
            NoMail,
            Bounce,
            null,
            ReasonSlug.NoMxNoAddress
        );
        yield return new(
            "3",
            "no MX and an address lookup that fails is not no mail",
            ImplicitMx(
                Host("example.nl") with
                {
                    A = Look.A("example.nl"),
                    Aaaa = Look.Aaaa("example.nl").Fails(),
                    Addresses = [],
                }
            ),
            Unreachable,
            Defer,
            null,
            ReasonSlug.AddressLookupFailed
        );
        yield return new(
            "3",
            "the domain does not exist",
            MxFails(mx => mx.NxDomain()),
            NoDomain,
            Bounce,
            null,
            ReasonSlug.DomainNotFound
        );
        yield return new(
            "4",
            "null MX",
            MxFails(mx => mx with { Records = [new MxRecord(0, DomainName.Root)] }),
            NoMail,
            Bounce,
            null,
            ReasonSlug.NullMx
        );
        yield return new(
            "4",
            "an MX answer of which nothing could be kept is no null MX",
            MxFails(mx => mx with { Records = [] }),
            Unreachable,
            Defer,
            null
        );
        yield return new(
            "4",
            "null MX among others",
            With(Host(), mx => mx with { Records = [.. mx.Records, new(0, DomainName.Root)] }),
            Protected,
            Delivery.Dane,
            3,
            ReasonSlug.MxNullAmongOthers
        );
        yield return new(
            "-",
            "more hosts than are looked at",
            Domain(Host()) with
            {
                OmittedHosts = [new MxHost(Name("mx11.example.nl"), 99)],
            },
            Partial,
            Delivery.Dane,
            1,
            ReasonSlug.MxHostsOmitted
        );

        HostObservation aliased = Host() with
        {
            A = Look.A(Mx1, "198.51.100.1").Through("real.example.com"),
            Aaaa = Look.Aaaa(Mx1).Through("real.example.com"),
        };
        yield return new(
            "5",
            "alias, all secure, TLSA at the expanded name",
            Domain(aliased with { Tlsa = [Tlsa("real.example.com", Pinned(Pki.Leaf))] }),
            Protected,
            Delivery.Dane,
            3,
            ReasonSlug.MxIsAlias
        );
        yield return new(
            "5",
            "alias, all secure, TLSA at the original name",
            Domain(aliased with { Tlsa = [Tlsa("real.example.com"), Tlsa(Mx1, Pinned(Pki.Leaf))] }),
            Protected,
            Delivery.Dane,
            3,
            ReasonSlug.MxIsAlias
        );
        yield return new(
            "5",
            "alias, insecure TLSA at the expanded name, secure at the original",
            Domain(
                aliased with
                {
                    Tlsa =
                    [
                        Tlsa("real.example.com", Mismatch()) is var first
                            ? first with
                            {
                                Lookup = first.Lookup.Is(DnssecStatus.Insecure),
                            }
                            : throw new InvalidOperationException(),
                        Tlsa(Mx1, Pinned(Pki.Leaf)),
                    ],
                }
            ),
            Protected,
            Delivery.Dane,
            3
        );
        yield return new(
            "5",
            "alias, first TLSA lookup fails: the second is not tried",
            Domain(
                aliased with
                {
                    Tlsa =
                    [
                        Tlsa("real.example.com") is var failing
                            ? failing with
                            {
                                Lookup = failing.Lookup.Fails(),
                            }
                            : throw new InvalidOperationException(),
                        Tlsa(Mx1, Pinned(Pki.Leaf)),
                    ],
                }
            ),
            Unreachable,
            Defer,
            null,
            ReasonSlug.TlsaLookupFailed
        );
        yield return new(
            "5",
            "alias, the original name was never asked",
            Domain(aliased with { Tlsa = [Tlsa("real.example.com")] }),
            Unreachable,
            Defer,
            null,
            ReasonSlug.TlsaLookupFailed
        );
        HostObservation insecureTarget = aliased with
        {
            A = aliased.A.Is(DnssecStatus.Insecure),
            Aaaa = aliased.Aaaa.Is(DnssecStatus.Insecure),
            Alias = Look.Up(
                Mx1,
                DnsRecordType.Cname,
                DnssecStatus.Secure,
                Name("real.example.com")
            ),
        };
        yield return new(
            "5",
            "secure alias to an insecure target",
            Domain(insecureTarget),
            Protected,
            Delivery.Dane,
            3,
            ReasonSlug.MxIsAlias
        );
        yield return new(
            "5",
            "insecure alias to an insecure target",
            Domain(
                insecureTarget with
                {
                    Alias = insecureTarget.Alias!.Is(DnssecStatus.Insecure),
                    Tlsa = [],
                }
            ),
            None,
            Delivery.Tls,
            1,
            ReasonSlug.AddressInsecure
        );
        yield return new(
            "5",
            "alias lookup fails",
            Domain(insecureTarget with { Alias = insecureTarget.Alias!.Fails() }),
            Unreachable,
            Defer,
            null,
            ReasonSlug.AddressLookupFailed
        );
        yield return new(
            "5",
            "alias lookup bogus",
            Domain(insecureTarget with { Alias = insecureTarget.Alias!.IsBogus() }),
            Bogus,
            Defer,
            null,
            ReasonSlug.AddressBogus
        );
        yield return new(
            "6",
            "addresses insecure",
            Domain(Insecure(Host("mx.example.com"))),
            None,
            Delivery.Tls,
            1,
            ReasonSlug.AddressInsecure
        );
        yield return new(
            "6",
            "addresses insecure, TLSA published but ignored",
            Domain(
                Insecure(Host("mx.example.com")) with
                {
                    Tlsa = [Tlsa("mx.example.com", Pinned(Pki.Leaf)).For(TlsaQueryPurpose.Ignored)],
                }
            ),
            None,
            Delivery.Tls,
            1,
            ReasonSlug.AddressInsecure,
            ReasonSlug.TlsaIgnored
        );
        yield return new(
            "7",
            "IPv6 bogus, IPv4 used",
            Domain(Host() with { Aaaa = Look.Aaaa(Mx1).IsBogus() }),
            Partial,
            Delivery.Dane,
            3,
            ReasonSlug.AddressFamilyBogus
        );
        yield return new(
            "7",
            "IPv4 times out, IPv6 used",
            Domain(Host(addresses: Address("2001:db8::1")) with { A = Look.A(Mx1).Fails() }),
            Partial,
            Delivery.Dane,
            3,
            ReasonSlug.AddressFamilyFailed
        );
        yield return new(
            "7",
            "both families bogus",
            Domain(
                Host() with
                {
                    A = Look.A(Mx1).IsBogus(),
                    Aaaa = Look.Aaaa(Mx1).IsBogus(9),
                    Tlsa = [],
                    Addresses = [],
                }
            ),
            Bogus,
            Defer,
            null,
            ReasonSlug.AddressBogus
        );
        yield return new(
            "7",
            "one family bogus, the other without record",
            Domain(
                Host() with
                {
                    A = Look.A(Mx1).IsBogus(),
                    Aaaa = Look.Aaaa(Mx1),
                    Tlsa = [],
                    Addresses = [],
                }
            ),
            Bogus,
            Defer,
            null,
            ReasonSlug.AddressBogus
        );
        yield return new(
            "7",
            "both families time out",
            Domain(
                Host() with
                {
                    A = Look.A(Mx1).Fails(),
                    Aaaa = Look.Aaaa(Mx1).Fails(),
                    Tlsa = [],
                    Addresses = [],
                }
            ),
            Unreachable,
            Defer,
            null,
            ReasonSlug.AddressLookupFailed
        );
        var nowhere = Host("mx2.example.nl", 20) with
        {
            A = Look.A("mx2.example.nl").NxDomain(),
            Aaaa = Look.Aaaa("mx2.example.nl").NxDomain(),
            Tlsa = [],
            Addresses = [],
        };
        yield return new(
            "8",
            "the only MX host does not exist",
            Domain(nowhere),
            Unreachable,
            Defer,
            null,
            ReasonSlug.HostNotFound
        );
        yield return new(
            "8",
            "one MX host securely does not exist",
            Domain(Host(), nowhere),
            Protected,
            Delivery.Dane,
            3,
            ReasonSlug.HostNotFound
        );
        yield return new(
            "8",
            "one MX host insecurely does not exist: an attacker can give it an address",
            Domain(
                Host(),
                nowhere with
                {
                    A = nowhere.A.Is(DnssecStatus.Insecure),
                    Aaaa = nowhere.Aaaa.Is(DnssecStatus.Insecure),
                }
            ),
            Partial,
            Delivery.Dane,
            1,
            ReasonSlug.HostNotFound
        );
        yield return new(
            "8",
            "MX host without address",
            Domain(
                nowhere with
                {
                    A = Look.A("mx2.example.nl"),
                    Aaaa = Look.Aaaa("mx2.example.nl"),
                }
            ),
            Unreachable,
            Defer,
            null,
            ReasonSlug.HostWithoutAddress
        );
        yield return new(
            "8",
            "only reserved addresses",
            Domain(
                Host(
                    addresses: Address("10.0.0.1") with
                    {
                        Disposition = AddressDisposition.Reserved,
                        Attempts = [],
                    }
                )
            ),
            Unreachable,
            Defer,
            null,
            ReasonSlug.HostAddressesReserved
        );
        yield return new(
            "8",
            "the MX record names an address",
            Domain(
                Host("192.0.2.1") with
                {
                    A = Look.A("192.0.2.1").NxDomain(),
                    Aaaa = Look.Aaaa("192.0.2.1").NxDomain(),
                    Tlsa = [],
                    Addresses = [],
                }
            ),
            Unreachable,
            Defer,
            null,
            ReasonSlug.HostIsAddressLiteral
        );
        yield return new(
            "9",
            "TLSA securely absent, NODATA",
            Domain(NoTlsa(Host())),
            None,
            Delivery.Tls,
            1,
            ReasonSlug.TlsaAbsent
        );
        yield return new(
            "9",
            "TLSA securely absent, NXDOMAIN",
            Domain(Host().WithTlsa(t => t.NxDomain())),
            None,
            Delivery.Tls,
            1,
            ReasonSlug.TlsaAbsent
        );
        yield return new(
            "10",
            "TLSA insecure behind a CNAME",
            Domain(Host().WithTlsa(t => t.Is(DnssecStatus.Insecure).Through("tlsa.provider.com"))),
            None,
            Delivery.Tls,
            1,
            ReasonSlug.TlsaInsecure
        );
        foreach (
            var failure in new[]
            {
                LookupFailure.ServFail,
                LookupFailure.Timeout,
                LookupFailure.Refused,
            }
        )
        {
            yield return new(
                "11",
                $"TLSA lookup fails: {failure}",
                Domain(Host().WithTlsa(t => t.Fails(failure))),
                Unreachable,
                Defer,
                null,
                ReasonSlug.TlsaLookupFailed
            );
        }
        yield return new(
            "11",
            "TLSA bogus",
            Domain(Host().WithTlsa(t => t.IsBogus())),
            Bogus,
            Defer,
            null,
            ReasonSlug.TlsaBogus
        );
        yield return new(
            "12",
            "TLSA through a secure CNAME",
            Domain(Host().WithTlsa(t => t.Through("tlsa._dane.example.nl"))),
            Protected,
            Delivery.Dane,
            3,
            ReasonSlug.TlsaAlias
        );
        foreach (
            var (purpose, owner, slug) in new[]
            {
                (
                    TlsaQueryPurpose.SlipMailDomain,
                    "_25._tcp.example.nl",
                    ReasonSlug.TlsaAtMailDomain
                ),
                (TlsaQueryPurpose.SlipPort, $"_465._tcp.{Mx1}", ReasonSlug.TlsaAtOtherPort),
                (
                    TlsaQueryPurpose.SlipUnderscore,
                    $"25._tcp.{Mx1}",
                    ReasonSlug.TlsaUnderscoreMissing
                ),
                (TlsaQueryPurpose.SlipNoPrefix, Mx1, ReasonSlug.TlsaWithoutPrefix),
                (
                    TlsaQueryPurpose.SlipDoubledZone,
                    $"_25._tcp.{Mx1}.example.nl",
                    ReasonSlug.TlsaZoneDoubled
                ),
            }
        )
        {
            yield return new(
                "13",
                $"TLSA at {owner}",
                Domain(Slip(purpose, owner)),
                None,
                Delivery.Tls,
                1,
                slug,
                ReasonSlug.TlsaAbsent
            );
        }
        yield return new(
            "14",
            "host zone signed with an unsupported algorithm",
            Domain(Insecure(Host()) with { Zone = Delegated("example.nl", 12) }),
            None,
            Delivery.Tls,
            1,
            ReasonSlug.ZoneAlgorithmUnsupported,
            ReasonSlug.AddressInsecure
        );
        yield return new(
            "14",
            "host zone with an unsupported DS digest",
            Domain(Insecure(Host()) with { Zone = Delegated("example.nl", 13, digestType: 3) }),
            None,
            Delivery.Tls,
            1,
            ReasonSlug.ZoneAlgorithmUnsupported
        );
        yield return new(
            "14",
            "domain zone signed with an unsupported algorithm",
            With(Host(), mx => mx.Is(DnssecStatus.Insecure)) with
            {
                Zone = Delegated("example.nl", 12),
            },
            None,
            Delivery.Tls,
            1,
            ReasonSlug.ZoneAlgorithmUnsupported,
            ReasonSlug.MxInsecure
        );
        yield return new(
            "14",
            "NSEC3 iterations too high: the denial of TLSA is insecure",
            Domain(
                Host()
                    .WithTlsa(t =>
                        t.NxDomain() with
                        {
                            Dnssec = DnssecStatus.Insecure,
                            ExtendedErrors = [new ExtendedDnsError(27)],
                        }
                    )
            ),
            None,
            Delivery.Tls,
            1,
            ReasonSlug.Nsec3IterationsTooHigh,
            ReasonSlug.TlsaAbsent
        );
        yield return new(
            "14",
            "denial of TLSA insecure in a zone whose addresses are secure",
            Domain(NoTlsa(Host()).WithTlsa(t => t.Is(DnssecStatus.Insecure))),
            None,
            Delivery.Tls,
            1,
            ReasonSlug.Nsec3IterationsTooHigh,
            ReasonSlug.TlsaAbsent
        );
        yield return new(
            "15",
            "signature close to its end",
            Domain(
                Host()
                    .WithTlsa(t =>
                        t with
                        {
                            Signatures =
                            [
                                new(
                                    52,
                                    13,
                                    Name("example.nl"),
                                    Pki.Instant.AddDays(-13),
                                    Pki.Instant.AddDays(1)
                                ),
                            ],
                        }
                    )
            ),
            Protected,
            Delivery.Dane,
            3,
            ReasonSlug.SignatureExpiresSoon
        );
        yield return new(
            "16",
            "provider's zone unsigned, mail domain signed",
            Domain(Insecure(Host("mx.example.com"))),
            None,
            Delivery.Tls,
            1,
            ReasonSlug.ZoneUnsigned,
            ReasonSlug.AddressInsecure
        );
    }

    private static IEnumerable<Case> Records()
    {
        var pkix = new[] { CertificateUsage.PkixTa, CertificateUsage.PkixEe };
        foreach (var usage in pkix)
        {
            yield return new(
                "17",
                $"only {usage}",
                Domain(Host(tlsa: [Record(usage, Selector.Spki, MatchingType.Sha256, Pki.Leaf)])),
                Unusable,
                Delivery.Tls,
                2,
                ReasonSlug.TlsaPkixUsage,
                ReasonSlug.TlsaAllUnusable
            );
            yield return new(
                "17",
                $"{usage} beside a good record",
                Domain(
                    Host(
                        tlsa:
                        [
                            Record(usage, Selector.Spki, MatchingType.Sha256, Pki.Leaf),
                            Pinned(Pki.Leaf),
                        ]
                    )
                ),
                Protected,
                Delivery.Dane,
                3,
                ReasonSlug.TlsaPkixUsage
            );
            yield return new(
                "17",
                $"{usage} matches beside a wrong DANE-EE",
                Domain(
                    Host(
                        tlsa:
                        [
                            Record(usage, Selector.Spki, MatchingType.Sha256, Pki.Leaf),
                            Mismatch(),
                        ]
                    )
                ),
                Failed,
                Defer,
                null,
                ReasonSlug.NoMatch
            );
        }
        (string Says, TlsaRecord Record, string Slug)[] unusable =
        [
            ("unknown usage", Pinned(Pki.Leaf) with { Usage = 4 }, ReasonSlug.TlsaUnknownParameter),
            (
                "private usage",
                Pinned(Pki.Leaf) with
                {
                    Usage = 255,
                },
                ReasonSlug.TlsaUnknownParameter
            ),
            (
                "unknown selector",
                Pinned(Pki.Leaf) with
                {
                    Selector = 2,
                },
                ReasonSlug.TlsaUnknownParameter
            ),
            (
                "unknown matching type",
                Pinned(Pki.Leaf) with
                {
                    MatchingType = 3,
                },
                ReasonSlug.TlsaUnknownParameter
            ),
            (
                "SHA-256 of 31 octets",
                new(3, 1, 1, new OctetString(new byte[31])),
                ReasonSlug.TlsaWrongLength
            ),
            ("SHA-256 without data", new(3, 1, 1, default), ReasonSlug.TlsaWrongLength),
            (
                "SHA-512 of 32 octets",
                new(3, 1, 2, new OctetString(new byte[32])),
                ReasonSlug.TlsaWrongLength
            ),
            (
                "whole certificate that is none",
                new(3, 0, 0, new OctetString([1, 2, 3])),
                ReasonSlug.TlsaMalformed
            ),
            (
                "whole key that is none",
                new(3, 1, 0, new OctetString([0x30, 0])),
                ReasonSlug.TlsaMalformed
            ),
        ];
        foreach (var (says, record, slug) in unusable)
        {
            yield return new(
                "18",
                says,
                Domain(Host(tlsa: [record])),
                Unusable,
                Delivery.Tls,
                2,
                slug,
                ReasonSlug.TlsaAllUnusable
            );
            yield return new(
                "18",
                $"{says}, beside a good record",
                Domain(Host(tlsa: [record, Pinned(Pki.Leaf)])),
                Protected,
                Delivery.Dane,
                3,
                slug
            );
        }
        yield return new(
            "18",
            "all unusable and no STARTTLS",
            Domain(
                Host(tlsa: [new(3, 1, 1, default)], addresses: Address(session: WithoutStartTls()))
            ),
            Failed,
            Defer,
            2,
            ReasonSlug.TlsaAllUnusable,
            ReasonSlug.StartTlsNotOffered
        );
        yield return new(
            "19",
            "an extra record that matches nothing",
            Domain(Host(tlsa: [Mismatch(), Pinned(Pki.Leaf)])),
            Protected,
            Delivery.Dane,
            3,
            ReasonSlug.TlsaUnmatchedExtra
        );
        yield return new(
            "19",
            "the same record twice",
            Domain(Host(tlsa: [Pinned(Pki.Leaf), Pinned(Pki.Leaf)])),
            Protected,
            Delivery.Dane,
            3,
            ReasonSlug.TlsaDuplicate
        );
        var strong = Record(CertificateUsage.DaneEe, Selector.Spki, MatchingType.Sha512, Pki.Leaf);
        var wrongStrong = Record(
            CertificateUsage.DaneEe,
            Selector.Spki,
            MatchingType.Sha512,
            Pki.Stranger.Der
        );
        yield return new(
            "20",
            "weaker right, stronger wrong",
            Domain(Host(tlsa: [Pinned(Pki.Leaf), wrongStrong])),
            Failed,
            Defer,
            null,
            ReasonSlug.TlsaWeakerDigestPassedOver,
            ReasonSlug.NoMatch
        );
        yield return new(
            "20",
            "weaker wrong, stronger right",
            Domain(Host(tlsa: [Mismatch(), strong])),
            Protected,
            Delivery.Dane,
            3,
            ReasonSlug.TlsaWeakerDigestPassedOver
        );
        yield return new(
            "20",
            "stronger is unusable: it pushes nothing aside",
            Domain(Host(tlsa: [Pinned(Pki.Leaf), new(3, 1, 2, new OctetString(new byte[63]))])),
            Protected,
            Delivery.Dane,
            3,
            ReasonSlug.TlsaWrongLength
        );
        yield return new(
            "20",
            "stronger has another selector: both count",
            Domain(
                Host(
                    tlsa:
                    [
                        Pinned(Pki.Leaf),
                        Record(
                            CertificateUsage.DaneEe,
                            Selector.Cert,
                            MatchingType.Sha512,
                            Pki.Stranger.Der
                        ),
                    ]
                )
            ),
            Protected,
            Delivery.Dane,
            3
        );
        yield return new(
            "20",
            "Full is exempt from agility",
            Domain(
                Host(
                    tlsa:
                    [
                        Record(CertificateUsage.DaneEe, Selector.Spki, MatchingType.Full, Pki.Leaf),
                        wrongStrong,
                    ]
                )
            ),
            Protected,
            Delivery.Dane,
            3
        );
        foreach (var type in new[] { MatchingType.Full, MatchingType.Sha256, MatchingType.Sha512 })
        {
            yield return new(
                "21",
                $"3 0 {(int)type}",
                Domain(
                    Host(tlsa: [Record(CertificateUsage.DaneEe, Selector.Cert, type, Pki.Leaf)])
                ),
                Protected,
                Delivery.Dane,
                3,
                ReasonSlug.TlsaFullCertificateDigest
            );
        }
        yield return new(
            "22",
            "one record for what is served",
            Domain(Host()),
            Protected,
            Delivery.Dane,
            3,
            ReasonSlug.RolloverNotPrepared
        );
        yield return new(
            "22",
            "a record for what comes next",
            Domain(Host(tlsa: [Pinned(Pki.Leaf), Pinned(Pki.OtherLeaf)])),
            Protected,
            Delivery.Dane,
            3,
            ReasonSlug.RolloverPrepared
        );
        yield return new(
            "22",
            "a trust anchor beside the key",
            Domain(Host(tlsa: [Pinned(Pki.Leaf), Anchor(Pki.Intermediate.Der)])),
            Protected,
            Delivery.Dane,
            3,
            ReasonSlug.RolloverPrepared
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
            row,
            says,
            Domain(Host(tlsa: [tlsa], addresses: Address(session: Session(chain)))),
            status,
            status == Protected ? Delivery.Dane : Defer,
            status == Protected ? 3 : null,
            slugs
        );

    private static IEnumerable<Case> Sessions()
    {
        foreach (
            var (says, leaf) in new[]
            {
                ("expired", Pki.ExpiredLeaf),
                ("not yet valid", Pki.FutureLeaf),
                ("self-signed", Pki.SelfSigned),
                ("of another name", Pki.WrongNameLeaf),
            }
        )
        {
            yield return Single("23", $"DANE-EE, {says}", Pinned(leaf), [leaf], Protected);
        }
        yield return Single(
            "23",
            "DANE-EE, expired: said",
            Pinned(Pki.ExpiredLeaf),
            [Pki.ExpiredLeaf],
            Protected,
            ReasonSlug.ExpiredButPinned
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
            yield return Single("25", $"DANE-TA, {says}", record, whole, Protected);
        }
        yield return Single(
            "25",
            "DANE-TA, chain out of order",
            Anchor(Pki.Root.Der),
            [Pki.Leaf, Pki.Root.Der, Pki.Stranger.Der, Pki.Intermediate.Der],
            Protected
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
            Protected
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
            "26",
            "DANE-TA, MX insecure: the name of the next-hop domain does not do",
            With(
                Host(
                    tlsa: [Anchor(Pki.Intermediate.Der)],
                    addresses: Address(session: Session(Pki.NextHopLeaf, Pki.Intermediate.Der))
                ),
                mx => mx.Is(DnssecStatus.Insecure)
            ),
            None,
            Defer,
            1,
            ReasonSlug.NameMismatch
        );
        yield return new(
            "26",
            "DANE-TA, name of the expansion of the next-hop domain",
            With(
                Host(
                    tlsa: [Anchor(Pki.Intermediate.Der)],
                    addresses: Address(session: Session(Pki.WrongNameLeaf, Pki.Intermediate.Der))
                ),
                mx => mx.Through("mail.elsewhere.nl")
            ),
            Protected,
            Delivery.Dane,
            3
        );
        yield return Single(
            "27",
            "DANE-TA, expired",
            Anchor(Pki.Intermediate.Der),
            [Pki.ExpiredLeaf, Pki.Intermediate.Der],
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
            ReasonSlug.CertificateExpiresSoon
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
                "handshake: hangs",
                Ended(SmtpStage.Handshake, SessionFaultKind.Timeout),
                ReasonSlug.HandshakeTimeout
            ),
            (
                "28b",
                "closed after STARTTLS",
                Ended(SmtpStage.StartTls, SessionFaultKind.Closed),
                ReasonSlug.HandshakeFailed
            ),
        ];
        foreach (var (row, says, session, slug) in withoutTls)
        {
            yield return new(
                row,
                says,
                Domain(Host(addresses: Address(session: session))),
                Failed,
                Defer,
                null,
                slug
            );
            yield return new(
                "29",
                $"without DANE, {says}",
                Domain(NoTlsa(Host(addresses: Address(session: session)))),
                None,
                Clear,
                1,
                slug
            );
        }
        var old = Address(session: Ended(SmtpStage.Handshake, SessionFaultKind.TlsProtocol)) with
        {
            LegacyHandshake = Handshake(Pki.Leaf) with { Version = TlsProtocolVersion.Tls10 },
        };
        yield return new(
            "28b",
            "TLS 1.0 only",
            Domain(Host(addresses: old)),
            Failed,
            Defer,
            null,
            ReasonSlug.TlsTooOld
        );
        yield return new(
            "28b",
            "TLS 1.1 that does come to a handshake",
            Domain(
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
            Protected,
            Delivery.Dane,
            3,
            ReasonSlug.TlsTooOld
        );
        yield return new(
            "30",
            "DANE-TA, the certificate of another name served for our SNI",
            Domain(
                Host(
                    tlsa: [Anchor(Pki.Intermediate.Der)],
                    addresses: Address(session: Session(Pki.WrongNameLeaf, Pki.Intermediate.Der))
                )
            ),
            Failed,
            Defer,
            null,
            ReasonSlug.NameMismatch
        );
        var wrong = Session(Pki.OtherLeaf);
        yield return new(
            "31",
            "one address of two serves another certificate",
            Domain(Host(addresses: [Address(), Address("198.51.100.2", wrong)])),
            Partial,
            Delivery.Dane,
            3,
            ReasonSlug.AddressesDiffer,
            ReasonSlug.NoMatch
        );
        yield return new(
            "31",
            "IPv6 silent, IPv4 good",
            Domain(
                Host(
                    addresses:
                    [
                        Address(),
                        Address("2001:db8::1", Ended(SmtpStage.Connect, SessionFaultKind.Timeout)),
                    ]
                )
            ),
            Partial,
            Delivery.Dane,
            3,
            ReasonSlug.AddressesDiffer,
            ReasonSlug.ConnectTimeout
        );
        yield return new(
            "31",
            "without DANE, one address in the clear: the worst that delivers",
            Domain(
                NoTlsa(Host(addresses: [Address(), Address("198.51.100.2", WithoutStartTls())]))
            ),
            None,
            Clear,
            1,
            ReasonSlug.AddressesDiffer
        );
        yield return new(
            "31",
            "RSA certificate not covered",
            Domain(Host(addresses: Address() with { OtherCertificate = Session(Pki.RsaLeaf) })),
            Partial,
            Delivery.Dane,
            3,
            ReasonSlug.CertificateTypesDiffer
        );
        yield return new(
            "31",
            "both certificate types covered",
            Domain(
                Host(
                    tlsa: [Pinned(Pki.Leaf), Pinned(Pki.RsaLeaf)],
                    addresses: Address() with
                    {
                        OtherCertificate = Session(Pki.RsaLeaf),
                    }
                )
            ),
            Protected,
            Delivery.Dane,
            3
        );
        yield return new(
            "31",
            "only the other certificate type is covered",
            Domain(
                Host(
                    tlsa: [Pinned(Pki.RsaLeaf)],
                    addresses: Address() with
                    {
                        OtherCertificate = Session(Pki.RsaLeaf),
                    }
                )
            ),
            Failed,
            Defer,
            null,
            ReasonSlug.CertificateTypesDiffer
        );
        yield return new(
            "31",
            "no certificate of the other type",
            Domain(
                Host(
                    addresses: Address() with
                    {
                        OtherCertificate = Ended(SmtpStage.Handshake, SessionFaultKind.TlsAlert),
                    }
                )
            ),
            Protected,
            Delivery.Dane,
            3
        );
        yield return new(
            "31",
            "the other certificate type could not be measured",
            Domain(
                Host(
                    addresses: Address() with
                    {
                        OtherCertificate = Ended(SmtpStage.Connect, SessionFaultKind.Timeout),
                    }
                )
            ),
            Partial,
            Delivery.Dane,
            3,
            ReasonSlug.AddressNotProbed
        );
        var second = Host("mx2.example.nl", 20, addresses: Address("198.51.100.2"));
        yield return new(
            "32",
            "the second MX lacks TLSA",
            Domain(Host(), NoTlsa(second)),
            Partial,
            Delivery.Dane,
            1,
            ReasonSlug.TlsaAbsent
        );
        yield return new(
            "32",
            "the first MX lacks TLSA",
            Domain(NoTlsa(Host()), second),
            Partial,
            Delivery.Tls,
            1,
            ReasonSlug.TlsaAbsent
        );
        yield return new(
            "32",
            "at equal preference the worst that delivers",
            Domain(Host(), NoTlsa(second with { Host = second.Host with { Preference = 10 } })),
            Partial,
            Delivery.Tls,
            1,
            ReasonSlug.TlsaAbsent
        );
        yield return new(
            "32",
            "the first MX refuses, the second delivers",
            Domain(Host(tlsa: [Mismatch()]), second),
            Partial,
            Delivery.Dane,
            3,
            ReasonSlug.NoMatch
        );
        yield return new(
            "32",
            "the first MX is bogus, the second delivers",
            Domain(Host().WithTlsa(t => t.IsBogus()), second),
            Partial,
            Delivery.Dane,
            3,
            ReasonSlug.TlsaBogus
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
                "our own limit",
                Ended(SmtpStage.Ehlo, SessionFaultKind.OwnLimit),
                ReasonSlug.AddressNotProbed
            ),
        ];
        foreach (var (says, session, slug) in unreachable)
        {
            yield return new(
                "33",
                says,
                Domain(Host(addresses: Address(session: session))),
                Unreachable,
                Defer,
                null,
                slug
            );
            yield return new(
                "33",
                $"without DANE, {says}",
                Domain(NoTlsa(Host(addresses: Address(session: session)))),
                Unreachable,
                Defer,
                1,
                slug
            );
        }
        yield return new(
            "33",
            "the second attempt succeeds",
            Domain(
                Host(
                    addresses: Address() with
                    {
                        Attempts = [Ended(SmtpStage.Connect, SessionFaultKind.Timeout), Session()],
                    }
                )
            ),
            Protected,
            Delivery.Dane,
            3,
            ReasonSlug.RetrySucceeded
        );
        foreach (
            var disposition in new[]
            {
                AddressDisposition.BeyondLimit,
                AddressDisposition.NoRouteHere,
                AddressDisposition.Reserved,
            }
        )
        {
            yield return new(
                "33",
                $"one of two addresses {disposition}",
                Domain(
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
                Partial,
                Delivery.Dane,
                3,
                ReasonSlug.AddressNotProbed
            );
        }
        yield return new(
            "34",
            "bytes behind STARTTLS in the clear",
            Domain(Host(addresses: Address(session: Session() with { DiscardedOctets = 12 }))),
            Protected,
            Delivery.Dane,
            3,
            ReasonSlug.CleartextInjected
        );
        yield return new(
            "-",
            "resolver not trusted",
            Domain(Host()) with
            {
                Resolver = new(
                    "192.0.2.53:53",
                    ResolverTrust.Untrusted,
                    ResolverValidation.Validates
                ),
            },
            Unreachable,
            Delivery.Tls,
            1,
            ReasonSlug.ResolverNotTrusted
        );
        yield return new(
            "-",
            "resolver does not validate",
            Domain(Host()) with
            {
                Resolver = new(
                    "127.0.0.1:53",
                    ResolverTrust.Loopback,
                    ResolverValidation.DoesNotValidate
                ),
            },
            Unreachable,
            Delivery.Tls,
            1,
            ReasonSlug.ResolverDoesNotValidate
        );
        yield return new(
            "-",
            "resolver unreachable",
            Domain(Host()) with
            {
                Resolver = new(
                    "127.0.0.1:53",
                    ResolverTrust.Loopback,
                    ResolverValidation.Unreachable
                ),
            },
            Unreachable,
            Delivery.Tls,
            1,
            ReasonSlug.ResolverUnreachable
        );
    }
}
