using Dashboard.Core.Dns;
using Dashboard.Core.Inbound;
using Dashboard.Core.Inbound.DnsSec;
using static Dashboard.Core.Inbound.StandardOutcome;
using static Dashboard.Core.Tests.Inbound.RelatedEvidence;

namespace Dashboard.Core.Tests.Inbound.DnsSec;

/// <summary>Zones with more than one record of a kind, and what resolvers say beside their answers (RFC 8914).</summary>
internal static class DnsSecDetailCases
{
    private const int UnsupportedDnskeyAlgorithm = 1;
    private const int UnsupportedNsec3Iterations = 27;
    private const int NoReachableAuthority = 22;

    public static IReadOnlyList<RelatedCase> All { get; } =
    [.. OfDelegations(), .. OfStrength(), .. OfHosts()];

    private static IEnumerable<RelatedCase> OfDelegations()
    {
        yield return Unsigned("of two algorithms one is validated", Insecure([13, 12]));
        yield return Unsigned("RSASHA1 beside one that all validate", Insecure([7, 13]));
        yield return Unsupported("RSASHA1 beside one that nobody validates", Insecure([7, 17]));
        yield return Unsupported("two that nobody validates", Insecure([12, 3]));
        yield return Unsupported(
            "the resolver says that it does not know the algorithm",
            Insecure([13], NoReachableAuthority, UnsupportedDnskeyAlgorithm)
        );
        yield return Unsigned(
            "the resolver says something else",
            Insecure([13], NoReachableAuthority)
        );
    }

    private static IEnumerable<RelatedCase> OfStrength()
    {
        yield return Strength(
            "RSASHA1 of 1024 bits",
            Zone(algorithm: 5, bits: 1024),
            Warning,
            "dnssec-algorithm-deprecated",
            "dnssec-key-short"
        );
        yield return Strength(
            "RSASHA1-NSEC3-SHA1 of 1024 bits",
            Zone(algorithm: 7, bits: 1024),
            Warning,
            "dnssec-algorithm-deprecated",
            "dnssec-key-short"
        );
        yield return Strength(
            "RSAMD5 of 1024 bits",
            Zone(algorithm: 1, bits: 1024),
            Warning,
            "dnssec-algorithm-deprecated",
            "dnssec-key-short"
        );
        yield return Strength(
            "the shorter of two keys counts",
            WithKeys((8, 2048), (8, 1024)),
            Warning,
            "dnssec-key-short"
        );
        yield return Strength(
            "two old algorithms",
            WithKeys((7, 2048), (5, 2048), (7, 2048)),
            Warning,
            "dnssec-algorithm-deprecated"
        );
        yield return Strength("an elliptic curve is short by nature", Zone(bits: 256), Passed);
        yield return Strength("no DS at all, as of a trust anchor", WithDs(), Passed);
        yield return Strength("SHA-1 beside SHA-256", WithDs(1, 2), Passed);
        yield return Strength("SHA-1 and GOST", WithDs(3, 1), Warning, "dnssec-digest-deprecated");
        yield return Strength(
            "all keys are kept",
            Zone() is var whole
                ? whole with
                {
                    Dnskey = whole.Dnskey with { OmittedRecords = 0 },
                }
                : whole,
            Passed
        );
        yield return Strength(
            "DS that could not be looked up",
            Zone() is var zone ? zone with { Ds = zone.Ds.Fails() } : zone,
            NotMeasured,
            "dnssec-strength-unknown"
        );
        yield return Strength("150 iterations", WithNsec3(150), Passed, "nsec3-iterations");
        yield return Strength(
            "151 iterations",
            WithNsec3(151),
            Warning,
            "nsec3-iterations-too-high"
        );
        yield return Strength(
            "the higher of two parameters counts",
            WithNsec3(0, 500),
            Warning,
            "nsec3-iterations-too-high"
        );
        yield return Strength(
            "the resolver says that the iterations are too many",
            Zone() with
            {
                Denial = Text("_none.example.nl").NxDomain() with
                {
                    ExtendedErrors = [new(UnsupportedNsec3Iterations)],
                },
            },
            Warning,
            "nsec3-iterations-too-high"
        );
        yield return Strength(
            "the resolver says something else of a denial",
            Zone() with
            {
                Denial = Text("_none.example.nl").NxDomain() with
                {
                    ExtendedErrors = [new(NoReachableAuthority)],
                },
            },
            Passed
        );
        yield return Strength(
            "two signatures that end soon",
            Zone() is var ending
                ? ending with
                {
                    Dnskey = ending.Dnskey with { Signatures = [Ending(hours: 40)] },
                    Denial = Text("_none.example.nl").NxDomain() with
                    {
                        DenialSignatures = [Ending(hours: 20)],
                    },
                }
                : ending,
            Warning,
            "signature-expires-soon"
        );
        yield return Strength(
            "a zone that was found, and not asked",
            null,
            NotMeasured,
            "dnssec-strength-unknown"
        ) with
        {
            Related = Good with { DnsSec = Zones(Zone()) with { Zones = [] } },
        };
        yield return Strength(
            "an alias into a zone of another strength",
            null,
            Warning,
            "dnssec-algorithm-deprecated"
        ) with
        {
            Seen = Domain with { Mx = Domain.Mx.Through("mail.example.org") },
            Related = Good with
            {
                DnsSec = Zones(Zone(), Zone("example.org", algorithm: 7, bits: 2048)) is var two
                    ? two with
                    {
                        Places =
                        [
                            .. two.Places,
                            new(Seen.Name("mail.example.org"), Seen.Name("example.org")),
                        ],
                    }
                    : two,
            },
        };
    }

    private static IEnumerable<RelatedCase> OfHosts()
    {
        var host = SeenInDns.Insecure(Seen.Host());
        yield return OfHost(
            "an alias of one family into an unsigned zone",
            host with
            {
                A = host.A.Through("mail.example.org"),
                Zone = SeenInDns.Delegated("example.nl", 7),
            },
            "zone-unsigned",
            Failed
        );
        yield return OfHost(
            "one family is bogus, the other fails",
            Seen.Host() is var bogus
                ? bogus with
                {
                    A = bogus.A.Fails(),
                    Aaaa = bogus.Aaaa.IsBogus(),
                }
                : bogus,
            "address-bogus",
            Failed
        );
    }

    private static InboundObservation Insecure(int[] algorithms, params int[] errors) =>
        Domain with
        {
            Mx = Domain.Mx.Is(DnssecStatus.Insecure) with
            {
                ExtendedErrors = [.. errors.Select(code => new ExtendedDnsError(code))],
            },
            Zone = new(
                Seen.Name("example.nl"),
                Look.Up(
                    "example.nl",
                    DnsRecordType.Ds,
                    DnssecStatus.Secure,
                    [.. algorithms.Select(algorithm => Delegation(algorithm, digest: 2))]
                )
            ),
        };

    private static DsRecord Delegation(int algorithm, int digest) =>
        new(1, algorithm, digest, new OctetString(new byte[32]));

    private static SignedZone WithDs(params int[] digests) =>
        Zone() with
        {
            Ds = Look.Up(
                "example.nl",
                DnsRecordType.Ds,
                DnssecStatus.Secure,
                [.. digests.Select(digest => Delegation(13, digest))]
            ),
        };

    private static SignedZone WithKeys(params (int Algorithm, int Bits)[] keys) =>
        Zone(algorithm: keys[0].Algorithm) with
        {
            Dnskey = Look.Up(
                "example.nl",
                DnsRecordType.Dnskey,
                DnssecStatus.Secure,
                [.. keys.Select(key => new DnskeyRecord(257, key.Algorithm, 1, key.Bits))]
            ),
        };

    private static SignedZone WithNsec3(params int[] iterations) =>
        Zone() with
        {
            Nsec3Param = Look.Up(
                "example.nl",
                DnsRecordType.Nsec3Param,
                DnssecStatus.Secure,
                [.. iterations.Select(i => new Nsec3ParamRecord(1, i, OctetString.FromHex("")))]
            ),
        };

    private static RrsigSpan Ending(int hours) =>
        new(50, 13, Seen.Name("example.nl"), Pki.Instant.AddDays(-13), Pki.Instant.AddHours(hours));

    private static RelatedCase Unsigned(string name, InboundObservation seen) =>
        Delegated(name, seen, "zone-unsigned", Failed);

    private static RelatedCase Unsupported(string name, InboundObservation seen) =>
        Delegated(name, seen, "zone-algorithm-unsupported", Warning);

    private static RelatedCase Delegated(
        string name,
        InboundObservation seen,
        string status,
        StandardOutcome forum
    ) =>
        new()
        {
            Name = "dnssec detail: " + name,
            Standard = MailStandard.DnssecDomain,
            Seen = seen,
            Related = Good with { DnsSec = new() },
            Status = status,
            Forum = forum,
            Strict = Failed,
        };

    /// <summary>The first remark decides, unless none weighs.</summary>
    private static RelatedCase Strength(
        string name,
        SignedZone? zone,
        StandardOutcome strict,
        params string[] remarks
    ) =>
        new()
        {
            Name = "dnssec detail: " + name,
            Standard = MailStandard.DnssecDomain,
            Related = Good with { DnsSec = zone is null ? new() : Zones(zone) },
            Status = strict == Passed ? "dnssec-secure" : remarks[0],
            Forum = Passed,
            Strict = strict,
            Results = ["dnssec-secure", .. remarks],
        };

    private static RelatedCase OfHost(
        string name,
        HostObservation host,
        string status,
        StandardOutcome outcome
    ) =>
        new()
        {
            Name = "dnssec detail: " + name,
            Standard = MailStandard.DnssecMx,
            Seen = Seen.Domain(host),
            Status = status,
            Forum = outcome,
            Strict = outcome,
        };
}
