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
            Row: "0",
            Says: "well run",
            Observation: Domain(Host()),
            Status: Protected,
            Delivery: Delivery.Dane,
            Attacker: 3,
            Slugs: [ReasonSlug.RolloverNotPrepared]
        );
        yield return new(
            Row: "1",
            Says: "MX bogus, said by an extended error",
            Observation: MxFails(mx => mx.IsBogus()),
            Status: Bogus,
            Delivery: Defer,
            Attacker: null,
            Slugs: [ReasonSlug.MxBogus]
        );
        yield return new(
            Row: "1",
            Says: "MX bogus, shown by checking disabled",
            Observation: MxFails(mx =>
                mx.Fails(LookupFailure.ServFail) with
                {
                    AnsweredWithCheckingDisabled = true,
                }
            ),
            Status: Bogus,
            Delivery: Defer,
            Attacker: null,
            Slugs: [ReasonSlug.MxBogus]
        );
        yield return new(
            Row: "1",
            Says: "MX SERVFAIL of a broken server",
            Observation: MxFails(mx =>
                mx.Fails(LookupFailure.ServFail) with
                {
                    AnsweredWithCheckingDisabled = false,
                    ExtendedErrors = [new ExtendedDnsError(22)],
                }
            ),
            Status: Unreachable,
            Delivery: Defer,
            Attacker: null,
            Slugs: [ReasonSlug.MxLookupFailed]
        );
        foreach (var cause in Enum.GetValues<LookupFailureCause>())
        {
            yield return new(
                Row: "1",
                Says: $"MX SERVFAIL with a known cause: {cause}",
                Observation: MxFails(mx => mx.Fails(LookupFailure.ServFail) with { Cause = cause }),
                Status: Unreachable,
                Delivery: Defer,
                Attacker: null,
                Slugs: [ReasonSlug.MxLookupFailed]
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
                Row: "1",
                Says: $"MX lookup fails: {failure}",
                Observation: MxFails(mx => mx.Fails(failure)),
                Status: Unreachable,
                Delivery: Defer,
                Attacker: null,
                Slugs: [ReasonSlug.MxLookupFailed]
            );
        }
        yield return new(
            Row: "1",
            Says: "the resolver does not answer",
            Observation: MxFails(mx => mx.Fails(LookupFailure.ResolverUnreachable)),
            Status: Unreachable,
            Delivery: Defer,
            Attacker: null,
            Slugs: [ReasonSlug.ResolverUnreachable, ReasonSlug.MxLookupFailed]
        );
        yield return new(
            Row: "1",
            Says: "MX indeterminate counts as failed",
            Observation: With(Host(), mx => mx.Is(DnssecStatus.Indeterminate)),
            Status: Unreachable,
            Delivery: Defer,
            Attacker: null,
            Slugs: [ReasonSlug.MxLookupFailed]
        );
        yield return new(
            Row: "2",
            Says: "MX insecure, host secure with TLSA",
            Observation: With(Host(), mx => mx.Is(DnssecStatus.Insecure)) with
            {
                Zone = Unsigned("example.nl"),
            },
            Status: None,
            Delivery: Delivery.Tls,
            Attacker: 1,
            Slugs:
            [
                ReasonSlug.MxInsecure,
                ReasonSlug.TlsaIgnored,
                ReasonSlug.ZoneUnsigned,
                ReasonSlug.RolloverNotPrepared,
            ]
        );
        yield return new(
            Row: "2",
            Says: "MX insecure, TLSA matches nothing",
            Observation: With(Host(tlsa: [Mismatch()]), mx => mx.Is(DnssecStatus.Insecure)),
            Status: None,
            Delivery: Defer,
            Attacker: 1,
            Slugs: [ReasonSlug.MxInsecure, ReasonSlug.NoMatch, ReasonSlug.TlsaIgnored]
        );
        yield return new(
            Row: "3",
            Says: "no MX, the domain is the host",
            Observation: ImplicitMx(Host("example.nl")),
            Status: Protected,
            Delivery: Delivery.Dane,
            Attacker: 3,
            Slugs: [ReasonSlug.ImplicitMx, ReasonSlug.RolloverNotPrepared]
        );
        yield return new(
            Row: "3",
            Says: "no MX, insecure denial",
            Observation: ImplicitMx(Host("example.nl")) is var @implicit
                ? @implicit with
                {
                    Mx = @implicit.Mx.Is(DnssecStatus.Insecure),
                }
                : throw new InvalidOperationException(),
            Status: None,
            Delivery: Delivery.Tls,
            Attacker: 1,
            Slugs:
            [
                ReasonSlug.ImplicitMx,
                ReasonSlug.MxInsecure,
                ReasonSlug.TlsaIgnored,
                ReasonSlug.RolloverNotPrepared,
            ]
        );
        yield return new(
            Row: "3",
            Says: "no MX, insecure denial in a signed zone",
            Observation: ImplicitMx(Host("example.nl")) is var signed
                ? signed with
                {
                    Mx = signed.Mx.Is(DnssecStatus.Insecure),
                    Zone = Delegated("example.nl", 13),
                }
                : throw new InvalidOperationException(),
            Status: None,
            Delivery: Delivery.Tls,
            Attacker: 1,
            Slugs:
            [
                ReasonSlug.ImplicitMx,
                ReasonSlug.MxInsecure,
                ReasonSlug.DenialInsecure,
                ReasonSlug.TlsaIgnored,
                ReasonSlug.RolloverNotPrepared,
            ]
        );
        yield return new(
            Row: "3",
            Says: "no MX and no address",
            Observation: ImplicitMx(
                Host("example.nl") with
                {
                    A = Look.A("example.nl"),
                    Aaaa = Look.Aaaa("example.nl"),
                    Addresses = [],
                }
            ),
            Status: NoMail,
            Delivery: Bounce,
            Attacker: null,
            Slugs: [ReasonSlug.NoMxNoAddress]
        );
        yield return new(
            Row: "3",
            Says: "no MX and an address lookup that fails is not no mail",
            Observation: ImplicitMx(
                Host("example.nl") with
                {
                    A = Look.A("example.nl"),
                    Aaaa = Look.Aaaa("example.nl").Fails(),
                    Addresses = [],
                }
            ),
            Status: Unreachable,
            Delivery: Defer,
            Attacker: null,
            Slugs: [ReasonSlug.AddressLookupFailed, ReasonSlug.ImplicitMx]
        );
        yield return new(
            Row: "3",
            Says: "the domain does not exist",
            Observation: MxFails(mx => mx.NxDomain()),
            Status: NoDomain,
            Delivery: Bounce,
            Attacker: null,
            Slugs: [ReasonSlug.DomainNotFound]
        );
        yield return new(
            Row: "4",
            Says: "null MX",
            Observation: MxFails(mx => mx with { Records = [new MxRecord(0, DomainName.Root)] }),
            Status: NoMail,
            Delivery: Bounce,
            Attacker: null,
            Slugs: [ReasonSlug.NullMx]
        );
        yield return new(
            Row: "4",
            Says: "an MX answer of which nothing could be kept is no null MX",
            Observation: MxFails(mx => mx with { Records = [] }),
            Status: Unreachable,
            Delivery: Defer,
            Attacker: null
        );
        yield return new(
            Row: "4",
            Says: "null MX among others",
            Observation: With(
                Host(),
                mx => mx with { Records = [.. mx.Records, new(0, DomainName.Root)] }
            ),
            Status: Protected,
            Delivery: Delivery.Dane,
            Attacker: 3,
            Slugs: [ReasonSlug.MxNullAmongOthers, ReasonSlug.RolloverNotPrepared]
        );
        yield return new(
            Row: "-",
            Says: "more hosts than are looked at",
            Observation: Domain(Host()) with
            {
                OmittedHosts = [new MxHost(Name("mx11.example.nl"), 99)],
            },
            Status: Partial,
            Delivery: Delivery.Dane,
            Attacker: null,
            Slugs: [ReasonSlug.MxHostsOmitted, ReasonSlug.RolloverNotPrepared]
        );

        HostObservation aliased = Host() with
        {
            A = Look.A(Mx1, "198.51.100.1").Through("real.example.com"),
            Aaaa = Look.Aaaa(Mx1).Through("real.example.com"),
        };
        yield return new(
            Row: "5",
            Says: "alias, all secure, TLSA at the expanded name",
            Observation: Domain(
                aliased with
                {
                    Tlsa = [Tlsa("real.example.com", Pinned(Pki.Leaf))],
                }
            ),
            Status: Protected,
            Delivery: Delivery.Dane,
            Attacker: 3,
            Slugs: [ReasonSlug.MxIsAlias, ReasonSlug.RolloverNotPrepared]
        );
        yield return new(
            Row: "5",
            Says: "alias, all secure, TLSA at the original name",
            Observation: Domain(
                aliased with
                {
                    Tlsa = [Tlsa("real.example.com"), Tlsa(Mx1, Pinned(Pki.Leaf))],
                }
            ),
            Status: Protected,
            Delivery: Delivery.Dane,
            Attacker: 3,
            Slugs: [ReasonSlug.MxIsAlias, ReasonSlug.RolloverNotPrepared]
        );
        yield return new(
            Row: "5",
            Says: "alias, insecure TLSA at the expanded name, secure at the original",
            Observation: Domain(
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
            Status: Protected,
            Delivery: Delivery.Dane,
            Attacker: 3,
            Slugs: [ReasonSlug.MxIsAlias, ReasonSlug.RolloverNotPrepared]
        );
        yield return new(
            Row: "5",
            Says: "alias, first TLSA lookup fails: the second is not tried",
            Observation: Domain(
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
            Status: Unreachable,
            Delivery: Defer,
            Attacker: null,
            Slugs: [ReasonSlug.TlsaLookupFailed, ReasonSlug.MxIsAlias]
        );
        yield return new(
            Row: "5",
            Says: "alias, the original name was never asked",
            Observation: Domain(aliased with { Tlsa = [Tlsa("real.example.com")] }),
            Status: Unreachable,
            Delivery: Defer,
            Attacker: null,
            Slugs: [ReasonSlug.TlsaLookupFailed, ReasonSlug.MxIsAlias]
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
            Row: "5",
            Says: "secure alias to an insecure target",
            Observation: Domain(insecureTarget),
            Status: Protected,
            Delivery: Delivery.Dane,
            Attacker: 3,
            Slugs: [ReasonSlug.MxIsAlias, ReasonSlug.RolloverNotPrepared]
        );
        yield return new(
            Row: "5",
            Says: "insecure alias to an insecure target",
            Observation: Domain(
                insecureTarget with
                {
                    Alias = insecureTarget.Alias!.Is(DnssecStatus.Insecure),
                    Tlsa = [],
                }
            ),
            Status: None,
            Delivery: Delivery.Tls,
            Attacker: 1,
            Slugs: [ReasonSlug.AddressInsecure, ReasonSlug.MxIsAlias]
        );
        yield return new(
            Row: "5",
            Says: "alias lookup fails",
            Observation: Domain(insecureTarget with { Alias = insecureTarget.Alias!.Fails() }),
            Status: Unreachable,
            Delivery: Defer,
            Attacker: null,
            Slugs: [ReasonSlug.AddressLookupFailed, ReasonSlug.MxIsAlias]
        );
        yield return new(
            Row: "5",
            Says: "alias lookup bogus",
            Observation: Domain(insecureTarget with { Alias = insecureTarget.Alias!.IsBogus() }),
            Status: Bogus,
            Delivery: Defer,
            Attacker: null,
            Slugs: [ReasonSlug.AddressBogus, ReasonSlug.MxIsAlias]
        );
        yield return new(
            Row: "6",
            Says: "addresses insecure",
            Observation: Domain(Insecure(Host("mx.example.com"))),
            Status: None,
            Delivery: Delivery.Tls,
            Attacker: 1,
            Slugs: [ReasonSlug.AddressInsecure, ReasonSlug.ZoneUnsigned]
        );
        yield return new(
            Row: "6",
            Says: "addresses insecure, TLSA published but ignored",
            Observation: Domain(
                Insecure(Host("mx.example.com")) with
                {
                    Tlsa = [Tlsa("mx.example.com", Pinned(Pki.Leaf)).For(TlsaQueryPurpose.Ignored)],
                }
            ),
            Status: None,
            Delivery: Delivery.Tls,
            Attacker: 1,
            Slugs: [ReasonSlug.AddressInsecure, ReasonSlug.TlsaIgnored, ReasonSlug.ZoneUnsigned]
        );
        yield return new(
            Row: "7",
            Says: "IPv6 bogus, IPv4 used",
            Observation: Domain(Host() with { Aaaa = Look.Aaaa(Mx1).IsBogus() }),
            Status: Partial,
            Delivery: Delivery.Dane,
            Attacker: 3,
            Slugs: [ReasonSlug.AddressFamilyBogus, ReasonSlug.RolloverNotPrepared]
        );
        yield return new(
            Row: "7",
            Says: "IPv4 times out, IPv6 used",
            Observation: Domain(
                Host(addresses: Address("2001:db8::1")) with
                {
                    A = Look.A(Mx1).Fails(),
                }
            ),
            Status: Partial,
            Delivery: Delivery.Dane,
            Attacker: 3,
            Slugs: [ReasonSlug.AddressFamilyFailed, ReasonSlug.RolloverNotPrepared]
        );
        yield return new(
            Row: "7",
            Says: "both families bogus",
            Observation: Domain(
                Host() with
                {
                    A = Look.A(Mx1).IsBogus(),
                    Aaaa = Look.Aaaa(Mx1).IsBogus(9),
                    Tlsa = [],
                    Addresses = [],
                }
            ),
            Status: Bogus,
            Delivery: Defer,
            Attacker: null,
            Slugs: [ReasonSlug.AddressBogus]
        );
        yield return new(
            Row: "7",
            Says: "one family bogus, the other without record",
            Observation: Domain(
                Host() with
                {
                    A = Look.A(Mx1).IsBogus(),
                    Aaaa = Look.Aaaa(Mx1),
                    Tlsa = [],
                    Addresses = [],
                }
            ),
            Status: Bogus,
            Delivery: Defer,
            Attacker: null,
            Slugs: [ReasonSlug.AddressBogus]
        );
        yield return new(
            Row: "7",
            Says: "both families time out",
            Observation: Domain(
                Host() with
                {
                    A = Look.A(Mx1).Fails(),
                    Aaaa = Look.Aaaa(Mx1).Fails(),
                    Tlsa = [],
                    Addresses = [],
                }
            ),
            Status: Unreachable,
            Delivery: Defer,
            Attacker: null,
            Slugs: [ReasonSlug.AddressLookupFailed]
        );
        var nowhere = Host("mx2.example.nl", 20) with
        {
            A = Look.A("mx2.example.nl").NxDomain(),
            Aaaa = Look.Aaaa("mx2.example.nl").NxDomain(),
            Tlsa = [],
            Addresses = [],
        };
        yield return new(
            Row: "8",
            Says: "the only MX host does not exist",
            Observation: Domain(nowhere),
            Status: Unreachable,
            Delivery: Defer,
            Attacker: null,
            Slugs: [ReasonSlug.HostNotFound]
        );
        yield return new(
            Row: "8",
            Says: "one MX host securely does not exist",
            Observation: Domain(Host(), nowhere),
            Status: Protected,
            Delivery: Delivery.Dane,
            Attacker: 3,
            Slugs: [ReasonSlug.HostNotFound, ReasonSlug.RolloverNotPrepared]
        );
        yield return new(
            Row: "8",
            Says: "one MX host insecurely does not exist: an attacker can give it an address",
            Observation: Domain(
                Host(),
                nowhere with
                {
                    A = nowhere.A.Is(DnssecStatus.Insecure),
                    Aaaa = nowhere.Aaaa.Is(DnssecStatus.Insecure),
                }
            ),
            Status: Partial,
            Delivery: Delivery.Dane,
            Attacker: 1,
            Slugs: [ReasonSlug.HostNotFound, ReasonSlug.RolloverNotPrepared]
        );
        yield return new(
            Row: "8",
            Says: "MX host without address",
            Observation: Domain(
                nowhere with
                {
                    A = Look.A("mx2.example.nl"),
                    Aaaa = Look.Aaaa("mx2.example.nl"),
                }
            ),
            Status: Unreachable,
            Delivery: Defer,
            Attacker: null,
            Slugs: [ReasonSlug.HostWithoutAddress]
        );
        yield return new(
            Row: "8",
            Says: "only reserved addresses",
            Observation: Domain(
                Host(
                    addresses: Address("10.0.0.1") with
                    {
                        Disposition = AddressDisposition.Reserved,
                        Attempts = [],
                    }
                )
            ),
            Status: Unreachable,
            Delivery: Defer,
            Attacker: null,
            Slugs: [ReasonSlug.HostAddressesReserved, ReasonSlug.AddressNotProbed]
        );
        yield return new(
            Row: "8",
            Says: "the MX record names an address",
            Observation: Domain(
                Host("192.0.2.1") with
                {
                    A = Look.A("192.0.2.1").NxDomain(),
                    Aaaa = Look.Aaaa("192.0.2.1").NxDomain(),
                    Tlsa = [],
                    Addresses = [],
                }
            ),
            Status: Unreachable,
            Delivery: Defer,
            Attacker: null,
            Slugs: [ReasonSlug.HostIsAddressLiteral]
        );
        yield return new(
            Row: "9",
            Says: "TLSA securely absent, NODATA",
            Observation: Domain(NoTlsa(Host())),
            Status: None,
            Delivery: Delivery.Tls,
            Attacker: 1,
            Slugs: [ReasonSlug.TlsaAbsent]
        );
        yield return new(
            Row: "9",
            Says: "TLSA securely absent, NXDOMAIN",
            Observation: Domain(Host().WithTlsa(t => t.NxDomain())),
            Status: None,
            Delivery: Delivery.Tls,
            Attacker: 1,
            Slugs: [ReasonSlug.TlsaAbsent]
        );
        yield return new(
            Row: "10",
            Says: "TLSA insecure behind a CNAME",
            Observation: Domain(
                Host().WithTlsa(t => t.Is(DnssecStatus.Insecure).Through("tlsa.provider.com"))
            ),
            Status: None,
            Delivery: Delivery.Tls,
            Attacker: 1,
            Slugs: [ReasonSlug.TlsaInsecure]
        );
        yield return new(
            Row: "10",
            Says: "TLSA in an unsigned zone of its own",
            Observation: Domain(Host().WithTlsa(t => t.Is(DnssecStatus.Insecure))),
            Status: None,
            Delivery: Delivery.Tls,
            Attacker: 1,
            Slugs: [ReasonSlug.TlsaInsecure]
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
                Row: "11",
                Says: $"TLSA lookup fails: {failure}",
                Observation: Domain(Host().WithTlsa(t => t.Fails(failure))),
                Status: Unreachable,
                Delivery: Defer,
                Attacker: null,
                Slugs: [ReasonSlug.TlsaLookupFailed]
            );
        }
        yield return new(
            Row: "11",
            Says: "TLSA bogus",
            Observation: Domain(Host().WithTlsa(t => t.IsBogus())),
            Status: Bogus,
            Delivery: Defer,
            Attacker: null,
            Slugs: [ReasonSlug.TlsaBogus]
        );
        yield return new(
            Row: "12",
            Says: "TLSA through a secure CNAME",
            Observation: Domain(Host().WithTlsa(t => t.Through("tlsa._dane.example.nl"))),
            Status: Protected,
            Delivery: Delivery.Dane,
            Attacker: 3,
            Slugs: [ReasonSlug.TlsaAlias, ReasonSlug.RolloverNotPrepared]
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
                Row: "13",
                Says: $"TLSA at {owner}",
                Observation: Domain(Slip(purpose, owner)),
                Status: None,
                Delivery: Delivery.Tls,
                Attacker: 1,
                Slugs: [slug, ReasonSlug.TlsaAbsent]
            );
        }
        yield return new(
            Row: "14",
            Says: "host zone signed with an unsupported algorithm",
            Observation: Domain(Insecure(Host()) with { Zone = Delegated("example.nl", 12) }),
            Status: None,
            Delivery: Delivery.Tls,
            Attacker: 1,
            Slugs: [ReasonSlug.ZoneAlgorithmUnsupported, ReasonSlug.AddressInsecure]
        );
        yield return new(
            Row: "14",
            Says: "host zone with an unsupported DS digest",
            Observation: Domain(
                Insecure(Host()) with
                {
                    Zone = Delegated("example.nl", 13, digestType: 3),
                }
            ),
            Status: None,
            Delivery: Delivery.Tls,
            Attacker: 1,
            Slugs: [ReasonSlug.ZoneAlgorithmUnsupported, ReasonSlug.AddressInsecure]
        );
        yield return new(
            Row: "14",
            Says: "domain zone signed with an unsupported algorithm",
            Observation: With(Host(), mx => mx.Is(DnssecStatus.Insecure)) with
            {
                Zone = Delegated("example.nl", 12),
            },
            Status: None,
            Delivery: Delivery.Tls,
            Attacker: 1,
            Slugs:
            [
                ReasonSlug.ZoneAlgorithmUnsupported,
                ReasonSlug.MxInsecure,
                ReasonSlug.TlsaIgnored,
                ReasonSlug.RolloverNotPrepared,
            ]
        );
        yield return new(
            Row: "14",
            Says: "NSEC3 iterations too high: the denial of TLSA is insecure",
            Observation: Domain(
                Host()
                    .WithTlsa(t =>
                        t.NxDomain() with
                        {
                            Dnssec = DnssecStatus.Insecure,
                            ExtendedErrors = [new ExtendedDnsError(27)],
                        }
                    )
            ),
            Status: None,
            Delivery: Delivery.Tls,
            Attacker: 1,
            Slugs: [ReasonSlug.Nsec3IterationsTooHigh, ReasonSlug.TlsaAbsent]
        );
        yield return new(
            Row: "14",
            Says: "denial of TLSA insecure in a zone whose addresses are secure",
            Observation: Domain(NoTlsa(Host()).WithTlsa(t => t.Is(DnssecStatus.Insecure))),
            Status: None,
            Delivery: Delivery.Tls,
            Attacker: 1,
            Slugs: [ReasonSlug.DenialInsecure, ReasonSlug.TlsaAbsent]
        );
        yield return new(
            Row: "15",
            Says: "signature close to its end",
            Observation: Domain(
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
            Status: Protected,
            Delivery: Delivery.Dane,
            Attacker: 3,
            Slugs: [ReasonSlug.SignatureExpiresSoon, ReasonSlug.RolloverNotPrepared]
        );
        yield return new(
            Row: "16",
            Says: "provider's zone unsigned, mail domain signed",
            Observation: Domain(Insecure(Host("mx.example.com"))),
            Status: None,
            Delivery: Delivery.Tls,
            Attacker: 1,
            Slugs: [ReasonSlug.ZoneUnsigned, ReasonSlug.AddressInsecure]
        );
    }
}
