using Dashboard.Core.Dns;
using Dashboard.Core.Inbound;
using Dashboard.Core.Inbound.DnsSec;
using static Dashboard.Core.Inbound.StandardOutcome;
using static Dashboard.Core.Tests.Inbound.RelatedEvidence;

namespace Dashboard.Core.Tests.Inbound.DnsSec;

internal static class DnsSecCases
{
    public static IReadOnlyList<RelatedCase> All { get; } = [.. OfDomain(), .. OfHosts()];

    private static IEnumerable<RelatedCase> OfDomain()
    {
        yield return Case("secure", Domain, Zone(), "dnssec-secure", Passed, Passed);
        yield return Case(
            "unsigned",
            Insecure(SeenInDns.Unsigned("example.nl")),
            null,
            "zone-unsigned",
            Failed,
            Failed
        );
        yield return Case(
            "insecure, and not known why",
            Insecure(null),
            null,
            "zone-unsigned",
            Failed,
            Failed
        );
        yield return Case(
            "an algorithm that nobody validates",
            Insecure(SeenInDns.Delegated("example.nl", 12)),
            null,
            "zone-algorithm-unsupported",
            Warning,
            Failed
        );
        yield return Case(
            "a digest that nobody validates",
            Insecure(SeenInDns.Delegated("example.nl", 13, 9)),
            null,
            "zone-algorithm-unsupported",
            Warning,
            Failed
        );
        yield return Case(
            "RSASHA1 that this resolver takes for unsigned",
            Insecure(SeenInDns.Delegated("example.nl", 7)),
            null,
            "zone-algorithm-unsupported",
            Warning,
            Failed
        );
        yield return Case(
            "an alias into an unsigned zone is no question of algorithms",
            Insecure(SeenInDns.Delegated("example.nl", 7)) is var aliased
                ? aliased with
                {
                    Mx = aliased.Mx.Through("mail.example.org"),
                }
                : aliased,
            null,
            "zone-unsigned",
            Failed,
            Failed
        );
        yield return Case(
            "bogus",
            SeenInDns.MxFails(mx => mx.IsBogus()),
            null,
            "mx-bogus",
            Failed,
            Failed
        );
        yield return Case(
            "lookup fails",
            SeenInDns.MxFails(mx => mx.Fails()),
            null,
            "mx-lookup-failed",
            NotMeasured,
            NotMeasured
        );
        yield return Case(
            "a resolver that is not trusted",
            Domain with
            {
                Resolver = Domain.Resolver with { Trust = ResolverTrust.Untrusted },
            },
            Zone(),
            "resolver-not-trusted",
            NotMeasured,
            NotMeasured
        );
        yield return Case(
            "a resolver that does not validate",
            Domain with
            {
                Resolver = Domain.Resolver with { Validation = ResolverValidation.DoesNotValidate },
            },
            Zone(),
            "resolver-does-not-validate",
            NotMeasured,
            NotMeasured
        );
        yield return Strength(
            "RSASHA1",
            Zone(algorithm: 5, bits: 2048),
            "dnssec-algorithm-deprecated"
        );
        yield return Strength(
            "RSASHA1-NSEC3-SHA1",
            Zone(algorithm: 7, bits: 2048),
            "dnssec-algorithm-deprecated"
        );
        yield return Strength("DSA", Zone(algorithm: 3, bits: null), "dnssec-algorithm-deprecated");
        yield return Strength(
            "GOST",
            Zone(algorithm: 12, bits: null),
            "dnssec-algorithm-deprecated"
        );
        yield return Strength("1024 bits", Zone(algorithm: 8, bits: 1024), "dnssec-key-short");
        yield return Strength("SHA-1 DS", Zone(digest: 1), "dnssec-digest-deprecated");
        yield return Strength("GOST DS", Zone(digest: 3), "dnssec-digest-deprecated");
        yield return Strength(
            "RSASHA512",
            Zone(algorithm: 10, bits: 2048),
            "dnssec-algorithm-not-recommended",
            Passed
        );
        yield return Strength("one iteration", WithNsec3(1), "nsec3-iterations", Passed);
        yield return Strength("a salt", WithNsec3(0, salt: "ab"), "nsec3-iterations", Passed);
        yield return Strength("500 iterations", WithNsec3(500), "nsec3-iterations-too-high");
        yield return Strength(
            "iterations that make denials insecure",
            WithNsec3(120) with
            {
                Denial = Text("_none.example.nl").NxDomain().Is(DnssecStatus.Insecure),
            },
            "nsec3-iterations-too-high"
        );
        yield return Case(
            "opt-out is not a question of iterations",
            Domain,
            WithNsec3(0) with
            {
                Denial = Text("_none.example.nl").NxDomain().Is(DnssecStatus.Insecure),
            },
            "dnssec-secure",
            Passed,
            Passed
        );
        yield return Strength(
            "a denial whose signature ends tomorrow",
            Zone() with
            {
                Denial = Text("_none.example.nl").NxDomain() with
                {
                    DenialSignatures = [Ending(TimeSpan.FromDays(1))],
                },
            },
            "signature-expires-soon"
        );
        yield return Strength(
            "keys that could not be looked up",
            Zone() is var zone ? zone with { Dnskey = zone.Dnskey.Fails() } : zone,
            "dnssec-strength-unknown",
            NotMeasured
        );
        yield return Strength(
            "more keys than are kept",
            Zone() is var large
                ? large with
                {
                    Dnskey = large.Dnskey with { OmittedRecords = 3 },
                }
                : large,
            "dnssec-strength-unknown",
            NotMeasured
        );
        yield return Strength(
            "a zone that was not found",
            null,
            "dnssec-strength-unknown",
            NotMeasured
        );
        yield return new()
        {
            Name = "dnssec: only whether it is signed was looked at",
            Standard = MailStandard.DnssecDomain,
            Related = null,
            Status = "dnssec-secure",
            Forum = Passed,
            Strict = Passed,
        };
        yield return LeftOut(
            "domain: null MX",
            MailStandard.DnssecDomain,
            NullMx,
            ExclusionReason.NoMail
        );
        yield return LeftOut(
            "domain: no domain",
            MailStandard.DnssecDomain,
            NoDomain,
            ExclusionReason.NoDomain
        );
    }

    private static IEnumerable<RelatedCase> OfHosts()
    {
        yield return Hosts("secure", Domain, "dnssec-secure", Passed, Passed, ["dnssec-secure"]);
        yield return Hosts(
            "one of two unsigned",
            Seen.Domain(Seen.Host(), SeenInDns.Insecure(Seen.Host("mx2.example.com"))),
            "zone-unsigned",
            Failed,
            Failed,
            ["dnssec-secure", "zone-unsigned"]
        );
        yield return Hosts(
            "host bogus",
            Host(host => host with { A = host.A.IsBogus(), Aaaa = host.Aaaa.IsBogus() }),
            "address-bogus",
            Failed,
            Failed,
            ["address-bogus"]
        );
        yield return Hosts(
            "host lookup fails",
            Host(host => host with { A = host.A.Fails(), Aaaa = host.Aaaa.Fails() }),
            "address-lookup-failed",
            NotMeasured,
            NotMeasured,
            ["address-lookup-failed"]
        );
        yield return Hosts(
            "one family bogus",
            Host(host => host with { Aaaa = host.Aaaa.IsBogus() }),
            "address-family-bogus",
            Failed,
            Failed,
            ["dnssec-secure", "address-family-bogus"]
        );
        yield return Hosts(
            "one family fails",
            Host(host => host with { Aaaa = host.Aaaa.Fails() }),
            "address-family-failed",
            NotMeasured,
            NotMeasured,
            ["dnssec-secure", "address-family-failed"]
        );
        yield return Hosts(
            "TLSA bogus at a secure host",
            Host(host => host.WithTlsa(t => t.IsBogus())),
            "tlsa-bogus",
            Failed,
            Failed,
            ["dnssec-secure", "tlsa-bogus"]
        );
        yield return Hosts(
            "TLSA lookup fails at a secure host",
            Host(host => host.WithTlsa(t => t.Fails())),
            "tlsa-lookup-failed",
            NotMeasured,
            NotMeasured,
            ["dnssec-secure", "tlsa-lookup-failed"]
        );
        yield return Hosts(
            "MX set bogus: no host is known",
            SeenInDns.MxFails(mx => mx.IsBogus()),
            "mx-bogus",
            Failed,
            Failed,
            ["mx-bogus"]
        );
        yield return Hosts(
            "no hosts known",
            SeenInDns.MxFails(mx => mx.Fails()),
            "dnssec-hosts-unknown",
            NotMeasured,
            NotMeasured,
            ["dnssec-hosts-unknown"]
        );
        yield return Hosts(
            "hosts beyond the limit",
            Domain with
            {
                OmittedHosts = [new MxHost(Seen.Name("mx9.example.nl"), 90)],
            },
            "dnssec-hosts-unknown",
            NotMeasured,
            NotMeasured,
            ["dnssec-secure", "dnssec-hosts-unknown"]
        );
        yield return Hosts(
            "the zone of the host could not be looked up: never that of its parent",
            Domain,
            "dnssec-strength-unknown",
            Passed,
            NotMeasured,
            ["dnssec-secure", "dnssec-strength-unknown"],
            Zones(Zone()) is var known
                ? known with
                {
                    Places =
                    [
                        known.Places[0],
                        known.Places[1] with
                        {
                            Apex = null,
                            Failed = Look.Up<DomainName>(
                                    "mx1.example.nl",
                                    DnsRecordType.Soa,
                                    DnssecStatus.Secure
                                )
                                .Fails(),
                        },
                    ],
                }
                : known
        );
        yield return Hosts(
            "the zone of the host is beyond the limit",
            Domain,
            "dnssec-strength-unknown",
            Passed,
            NotMeasured,
            ["dnssec-secure", "dnssec-strength-unknown"],
            Zones(Zone()) is var first ? first with { Places = [first.Places[0]] } : first
        );
        yield return LeftOut("mx: null MX", MailStandard.DnssecMx, NullMx, ExclusionReason.NoMail);
    }

    private static InboundObservation Host(Func<HostObservation, HostObservation> change) =>
        Seen.Domain(change(Seen.Host()));

    private static InboundObservation Insecure(ZoneObservation? zone) =>
        Domain with
        {
            Mx = Domain.Mx.Is(DnssecStatus.Insecure),
            Zone = zone,
        };

    private static SignedZone WithNsec3(int iterations, string salt = "") =>
        Zone() with
        {
            Nsec3Param = Look.Up(
                "example.nl",
                DnsRecordType.Nsec3Param,
                DnssecStatus.Secure,
                new Nsec3ParamRecord(1, iterations, OctetString.FromHex(salt))
            ),
        };

    private static RrsigSpan Ending(TimeSpan left) =>
        new(50, 13, Seen.Name("example.nl"), Pki.Instant.AddDays(-13), Pki.Instant + left);

    private static RelatedCase Case(
        string name,
        InboundObservation seen,
        SignedZone? zone,
        string status,
        StandardOutcome forum,
        StandardOutcome strict,
        IReadOnlyList<string>? results = null
    ) =>
        new()
        {
            Name = "dnssec domain: " + name,
            Standard = MailStandard.DnssecDomain,
            Seen = seen,
            Related = Good with { DnsSec = zone is null ? new() : Zones(zone) },
            Status = status,
            Forum = forum,
            Strict = strict,
            Results = results,
        };

    /// <summary>Strength never counts in the Forum view.</summary>
    private static RelatedCase Strength(
        string name,
        SignedZone? zone,
        string slug,
        StandardOutcome strict = Warning
    ) =>
        Case(
            name,
            Domain,
            zone,
            strict == Passed ? "dnssec-secure" : slug,
            Passed,
            strict,
            ["dnssec-secure", slug]
        );

    private static RelatedCase Hosts(
        string name,
        InboundObservation seen,
        string status,
        StandardOutcome forum,
        StandardOutcome strict,
        IReadOnlyList<string> results,
        DnsSecObservation? observed = null
    ) =>
        new()
        {
            Name = "dnssec mx: " + name,
            Standard = MailStandard.DnssecMx,
            Seen = seen,
            Related = observed is null ? Good : Good with { DnsSec = observed },
            Status = status,
            Forum = forum,
            Strict = strict,
            Results = results,
        };

    private static RelatedCase LeftOut(
        string name,
        MailStandard standard,
        InboundObservation seen,
        ExclusionReason why
    ) =>
        new()
        {
            Name = "dnssec " + name,
            Standard = standard,
            Seen = seen,
            Status = Slug.Of(why),
            Forum = Excluded,
            Strict = Excluded,
            Why = why,
            Results = [],
        };
}
