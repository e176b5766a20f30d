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

/// <summary>The rows of the verdict table (docs/verdicts.md) on MX, addresses, and where the TLSA records are.</summary>
internal static class DnsCases
{
    public static IEnumerable<Case> All()
    {
        yield return new(
            "0",
            "well run",
            Domain(Host()),
            Protected,
            Delivery.Dane,
            3,
            ReasonSlug.RolloverNotPrepared
        );
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
        foreach (var cause in Enum.GetValues<LookupFailureCause>())
        {
            yield return new(
                "1",
                $"MX SERVFAIL with a known cause: {cause}",
                MxFails(mx => mx.Fails(LookupFailure.ServFail) with { Cause = cause }),
                Unreachable,
                Defer,
                null,
                ReasonSlug.MxLookupFailed
            );
        }
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
            ReasonSlug.ZoneUnsigned,
            ReasonSlug.RolloverNotPrepared
        );
        yield return new(
            "2",
            "MX insecure, TLSA matches nothing",
            With(Host(tlsa: [Mismatch()]), mx => mx.Is(DnssecStatus.Insecure)),
            None,
            Defer,
            1,
            ReasonSlug.MxInsecure,
            ReasonSlug.NoMatch,
            ReasonSlug.TlsaIgnored
        );
        yield return new(
            "3",
            "no MX, the domain is the host",
            ImplicitMx(Host("example.nl")),
            Protected,
            Delivery.Dane,
            3,
            ReasonSlug.ImplicitMx,
            ReasonSlug.RolloverNotPrepared
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
            ReasonSlug.MxInsecure,
            ReasonSlug.TlsaIgnored,
            ReasonSlug.RolloverNotPrepared
        );
        yield return new(
            "3",
            "no MX, insecure denial in a signed zone",
            ImplicitMx(Host("example.nl")) is var signed
                ? signed with
                {
                    Mx = signed.Mx.Is(DnssecStatus.Insecure),
                    Zone = Delegated("example.nl", 13),
                }
                : throw new InvalidOperationException(),
            None,
            Delivery.Tls,
            1,
            ReasonSlug.ImplicitMx,
            ReasonSlug.MxInsecure,
            ReasonSlug.DenialInsecure,
            ReasonSlug.TlsaIgnored,
            ReasonSlug.RolloverNotPrepared
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
            ReasonSlug.AddressLookupFailed,
            ReasonSlug.ImplicitMx
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
            ReasonSlug.MxNullAmongOthers,
            ReasonSlug.RolloverNotPrepared
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
            null,
            ReasonSlug.MxHostsOmitted,
            ReasonSlug.RolloverNotPrepared
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
            ReasonSlug.MxIsAlias,
            ReasonSlug.RolloverNotPrepared
        );
        yield return new(
            "5",
            "alias, all secure, TLSA at the original name",
            Domain(aliased with { Tlsa = [Tlsa("real.example.com"), Tlsa(Mx1, Pinned(Pki.Leaf))] }),
            Protected,
            Delivery.Dane,
            3,
            ReasonSlug.MxIsAlias,
            ReasonSlug.RolloverNotPrepared
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
            3,
            ReasonSlug.MxIsAlias,
            ReasonSlug.RolloverNotPrepared
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
            ReasonSlug.TlsaLookupFailed,
            ReasonSlug.MxIsAlias
        );
        yield return new(
            "5",
            "alias, the original name was never asked",
            Domain(aliased with { Tlsa = [Tlsa("real.example.com")] }),
            Unreachable,
            Defer,
            null,
            ReasonSlug.TlsaLookupFailed,
            ReasonSlug.MxIsAlias
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
            ReasonSlug.MxIsAlias,
            ReasonSlug.RolloverNotPrepared
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
            ReasonSlug.AddressInsecure,
            ReasonSlug.MxIsAlias
        );
        yield return new(
            "5",
            "alias lookup fails",
            Domain(insecureTarget with { Alias = insecureTarget.Alias!.Fails() }),
            Unreachable,
            Defer,
            null,
            ReasonSlug.AddressLookupFailed,
            ReasonSlug.MxIsAlias
        );
        yield return new(
            "5",
            "alias lookup bogus",
            Domain(insecureTarget with { Alias = insecureTarget.Alias!.IsBogus() }),
            Bogus,
            Defer,
            null,
            ReasonSlug.AddressBogus,
            ReasonSlug.MxIsAlias
        );
        yield return new(
            "6",
            "addresses insecure",
            Domain(Insecure(Host("mx.example.com"))),
            None,
            Delivery.Tls,
            1,
            ReasonSlug.AddressInsecure,
            ReasonSlug.ZoneUnsigned
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
            ReasonSlug.TlsaIgnored,
            ReasonSlug.ZoneUnsigned
        );
        yield return new(
            "7",
            "IPv6 bogus, IPv4 used",
            Domain(Host() with { Aaaa = Look.Aaaa(Mx1).IsBogus() }),
            Partial,
            Delivery.Dane,
            3,
            ReasonSlug.AddressFamilyBogus,
            ReasonSlug.RolloverNotPrepared
        );
        yield return new(
            "7",
            "IPv4 times out, IPv6 used",
            Domain(Host(addresses: Address("2001:db8::1")) with { A = Look.A(Mx1).Fails() }),
            Partial,
            Delivery.Dane,
            3,
            ReasonSlug.AddressFamilyFailed,
            ReasonSlug.RolloverNotPrepared
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
            ReasonSlug.HostNotFound,
            ReasonSlug.RolloverNotPrepared
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
            ReasonSlug.HostNotFound,
            ReasonSlug.RolloverNotPrepared
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
            ReasonSlug.HostAddressesReserved,
            ReasonSlug.AddressNotProbed
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
        yield return new(
            "10",
            "TLSA in an unsigned zone of its own",
            Domain(Host().WithTlsa(t => t.Is(DnssecStatus.Insecure))),
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
            ReasonSlug.TlsaAlias,
            ReasonSlug.RolloverNotPrepared
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
            ReasonSlug.ZoneAlgorithmUnsupported,
            ReasonSlug.AddressInsecure
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
            ReasonSlug.MxInsecure,
            ReasonSlug.TlsaIgnored,
            ReasonSlug.RolloverNotPrepared
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
            ReasonSlug.DenialInsecure,
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
            ReasonSlug.SignatureExpiresSoon,
            ReasonSlug.RolloverNotPrepared
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
}
