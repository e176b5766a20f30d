using Dashboard.Core.Dns;
using Dashboard.Core.Inbound;
using Dashboard.Core.Inbound.Dane;

namespace Dashboard.Core.Tests.Inbound.Dane;

/// <summary>Why a name is insecure, and which signatures run out: rows 14 to 16 at their bounds.</summary>
public sealed class ZoneReasonsTests
{
    private static readonly DnsLookup<MxRecord> Insecure = Look.Up(
        "example.nl",
        DnsRecordType.Mx,
        DnssecStatus.Insecure,
        new MxRecord(10, Seen.Name(Seen.Mx1))
    );

    private static DnsLookup<MxRecord> Told(params int[] codes) =>
        Insecure with
        {
            ExtendedErrors = [.. codes.Select(code => new ExtendedDnsError(code))],
        };

    private static ZoneObservation Delegated(params (int Algorithm, int Digest)[] ds) =>
        new(
            Seen.Name("example.nl"),
            Look.Up(
                "example.nl",
                DnsRecordType.Ds,
                DnssecStatus.Secure,
                [
                    .. ds.Select(one => new DsRecord(
                        1,
                        one.Algorithm,
                        one.Digest,
                        new OctetString(new byte[32])
                    )),
                ]
            )
        );

    private sealed record ZoneCase
    {
        public ZoneObservation? Zone { get; init; }

        public int[] Codes { get; init; } = [];

        public required string[] Slugs { get; init; }

        public string? Algorithm { get; init; }
    }

    private static readonly Dictionary<string, ZoneCase> Cases = new()
    {
        ["nothing known"] = new() { Slugs = [] },
        ["no DS at the parent"] = new() { Zone = Delegated(), Slugs = [ReasonSlug.ZoneUnsigned] },
        ["a DS that validators take"] = new() { Zone = Delegated((13, 2)), Slugs = [] },
        ["an algorithm that none takes"] = new()
        {
            Zone = Delegated((12, 2)),
            Slugs = [ReasonSlug.ZoneAlgorithmUnsupported],
            Algorithm = "12",
        },
        ["a digest that none takes"] = new()
        {
            Zone = Delegated((13, 3)),
            Slugs = [ReasonSlug.ZoneAlgorithmUnsupported],
            Algorithm = "13",
        },
        ["several that none takes, in order and each once"] = new()
        {
            Zone = Delegated((13, 3), (12, 2), (3, 2), (12, 4)),
            Slugs = [ReasonSlug.ZoneAlgorithmUnsupported],
            Algorithm = "3 12 13",
        },
        ["one of two that validators take"] = new()
        {
            Zone = Delegated((12, 2), (8, 2)),
            Slugs = [],
        },
        ["the resolver says: algorithm"] = new()
        {
            Codes = [1],
            Slugs = [ReasonSlug.ZoneAlgorithmUnsupported],
        },
        ["the resolver says: digest"] = new()
        {
            Codes = [2],
            Zone = Delegated((13, 2)),
            Slugs = [ReasonSlug.ZoneAlgorithmUnsupported],
            Algorithm = "13",
        },
        ["the resolver says: iterations"] = new()
        {
            Codes = [27],
            Zone = Delegated(),
            Slugs = [ReasonSlug.Nsec3IterationsTooHigh, ReasonSlug.ZoneUnsigned],
        },
        ["the resolver says something else"] = new() { Codes = [3, 22], Slugs = [] },
    };

    public static TheoryData<string> Names => [.. Cases.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void Zone_is_insecure_for_want_of_a_signature_or_of_an_algorithm(string name)
    {
        var given = Cases[name];

        var reasons = ZoneReasons.Of(given.Zone, Told(given.Codes)).ToList();

        reasons.Select(reason => reason.Slug).ShouldBe(given.Slugs);
        reasons.ShouldAllBe(reason =>
            reason.Facts.GetValueOrDefault("zone") == (given.Zone == null ? null : "example.nl")
        );
        reasons
            .Where(reason => reason.Slug == ReasonSlug.ZoneAlgorithmUnsupported)
            .ShouldAllBe(reason => reason.Facts.GetValueOrDefault("algorithm") == given.Algorithm);
    }

    [Theory]
    [InlineData(
        "denied and unsigned",
        LookupOutcome.NoData,
        DnssecStatus.Insecure,
        null,
        ReasonSlug.DenialInsecure
    )]
    [InlineData(
        "no such name, unsigned",
        LookupOutcome.NxDomain,
        DnssecStatus.Insecure,
        null,
        ReasonSlug.DenialInsecure
    )]
    [InlineData(
        "denied, and the resolver says why",
        LookupOutcome.NoData,
        DnssecStatus.Insecure,
        27,
        ReasonSlug.Nsec3IterationsTooHigh
    )]
    [InlineData(
        "failed, and the resolver says why",
        LookupOutcome.Failed,
        DnssecStatus.Indeterminate,
        27,
        ReasonSlug.Nsec3IterationsTooHigh
    )]
    [InlineData("denied and signed", LookupOutcome.NoData, DnssecStatus.Secure, null, null)]
    [InlineData("answered", LookupOutcome.Answer, DnssecStatus.Insecure, null, null)]
    public void Denial_that_is_not_signed_is_told_by_what_is_known_of_it(
        string what,
        LookupOutcome outcome,
        DnssecStatus dnssec,
        int? code,
        string? slug
    )
    {
        var lookup = Told(code is { } known ? [known] : []) with
        {
            Outcome = outcome,
            Dnssec = dnssec,
        };

        ZoneReasons
            .OfDenials([lookup])
            .Select(reason => reason.Slug)
            .ShouldBe(slug is null ? [] : [slug], what);
    }

    [Theory]
    [InlineData(new int[0], null)]
    [InlineData(new[] { 6 }, "6")]
    [InlineData(new[] { 6, 22 }, "6 22")]
    public void Lookup_is_told_with_the_errors_of_the_resolver(int[] codes, string? ede) =>
        LookupFacts
            .Of(ReasonSlug.MxBogus, Told(codes))
            .Facts.GetValueOrDefault("ede")
            .ShouldBe(ede);

    [Theory]
    [InlineData("run out", 0, 30 * 24 * 3600, false)]
    [InlineData("a second left", 1, 30 * 24 * 3600, true)]
    [InlineData("a second less than two days left", (2 * 24 * 3600) - 1, 30 * 24 * 3600, true)]
    [InlineData("two days left", 2 * 24 * 3600, 30 * 24 * 3600, false)]
    [InlineData("a quarter of a day left", 6 * 3600, 24 * 3600, false)]
    [InlineData("a second less than a quarter", (6 * 3600) - 1, 24 * 3600, true)]
    public void Signature_expires_soon_by_time_left_and_by_share(
        string what,
        int secondsLeft,
        int span,
        bool soon
    ) =>
        SignatureReasons
            .Of(Pki.Instant, Insecure with { Signatures = [Span(secondsLeft, span)] })
            .Count()
            .ShouldBe(soon ? 1 : 0, what);

    [Fact]
    public void Signatures_of_one_zone_and_set_are_told_once_by_the_first_to_expire() =>
        SignatureReasons
            .Of(
                Pki.Instant,
                Insecure with
                {
                    Signatures = [Span(7200, 30 * 24 * 3600), Span(3600, 30 * 24 * 3600)],
                }
            )
            .ShouldHaveSingleItem()
            .Facts["expires"]
            .ShouldBe("2026-06-01T13:00:00Z");

    private static RrsigSpan Span(int secondsLeft, int span)
    {
        var expires = Pki.Instant.AddSeconds(secondsLeft);
        return new(15, 13, Seen.Name("example.nl"), expires.AddSeconds(-span), expires);
    }
}
