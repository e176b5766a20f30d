using Dashboard.Core.Dns;
using Dashboard.Core.Inbound;
using Dashboard.Core.Inbound.Dane;

namespace Dashboard.Core.Tests.Inbound;

/// <summary>What is said of a chain beside its outcome: which certificate a record is of, and why it is refused or will be.</summary>
public sealed class ChainReasonsTests
{
    private static CertificateVerdict Of(TlsaRecord[] tlsa, params byte[][] chain) =>
        DomainJudgement
            .Judge(
                Seen.Domain(
                    Seen.Host(tlsa: tlsa, addresses: Seen.Address(session: Seen.Session(chain)))
                )
            )
            .Hosts[0]
            .Addresses[0]
            .Certificates[0];

    private static TlsaRecord Digest(CertificateUsage usage, byte[] certificate) =>
        Seen.Record(usage, Selector.Spki, MatchingType.Sha256, certificate);

    private static TlsaRecord Strong(CertificateUsage usage, byte[] certificate) =>
        Seen.Record(usage, Selector.Spki, MatchingType.Sha512, certificate);

    [Theory]
    [InlineData("DANE-EE of the leaf", CertificateUsage.DaneEe, 0, 0)]
    [InlineData("DANE-EE of the intermediate", CertificateUsage.DaneEe, 1, null)]
    [InlineData("PKIX-EE of the leaf", CertificateUsage.PkixEe, 0, 0)]
    [InlineData("PKIX-EE of the intermediate", CertificateUsage.PkixEe, 1, null)]
    [InlineData("DANE-TA of the leaf", CertificateUsage.DaneTa, 0, 0)]
    [InlineData("DANE-TA of the intermediate", CertificateUsage.DaneTa, 1, 1)]
    [InlineData("DANE-TA of the root", CertificateUsage.DaneTa, 2, 2)]
    [InlineData("PKIX-TA of the leaf", CertificateUsage.PkixTa, 0, 0)]
    [InlineData("PKIX-TA of the root", CertificateUsage.PkixTa, 2, 2)]
    [InlineData("PKIX-TA of a stranger", CertificateUsage.PkixTa, 3, null)]
    public void Record_is_of_a_certificate_that_its_usage_speaks_of(
        string because,
        CertificateUsage usage,
        int of,
        int? depth
    )
    {
        byte[][] all = [Pki.Leaf, Pki.Intermediate.Der, Pki.Root.Der, Pki.Stranger.Der];
        var record = Seen.Record(usage, Selector.Spki, MatchingType.Full, all[of]);
        Of([record, Seen.Pinned(Pki.Leaf)], [.. all.Take(3)])
            .Matches[0]
            .Depth.ShouldBe(depth, because);
    }

    [Theory]
    [InlineData("PKIX-TA", CertificateUsage.PkixTa)]
    [InlineData("DANE-TA", CertificateUsage.DaneTa)]
    public void Record_of_a_key_that_leaf_and_issuer_share_is_of_the_issuer(
        string because,
        CertificateUsage usage
    )
    {
        var leaf = Pki.Intermediate.Again(Seen.Mx1, authority: false).Der;
        Of([Digest(usage, leaf), Seen.Pinned(leaf)], leaf, Pki.Intermediate.Der)
            .Matches[0]
            .Depth.ShouldBe(1, because);
    }

    [Fact]
    public void Record_of_a_key_that_several_issuers_share_is_of_the_one_that_leads_there()
    {
        var expired = Pki.Intermediate.Again(by: Pki.Root, notAfter: Pki.Instant.AddDays(-1)).Der;
        var verdict = Of(
            [Digest(CertificateUsage.DaneTa, Pki.Intermediate.Der)],
            Pki.Leaf,
            expired,
            Pki.Intermediate.Der
        );
        verdict.Outcome.ShouldBe(AddressOutcome.Authenticated);
        verdict.Matches.ShouldBe([new TlsaMatch(0, 2, true)]);
    }

    [Fact]
    public void Records_match_nothing_where_no_certificate_is_sent()
    {
        var none = Seen.Session() with { Handshake = Seen.Handshake() };
        var verdict = DomainJudgement.Judge(
            Seen.Domain(Seen.Host(addresses: Seen.Address(session: none)))
        );
        verdict
            .Hosts[0]
            .Addresses[0]
            .Certificates[0]
            .Matches.ShouldBe([new TlsaMatch(0, null, false)]);
    }

    [Theory]
    [InlineData("expired before not sent", false)]
    [InlineData("not sent before expired", true)]
    public void Of_several_trust_anchors_the_one_that_came_nearest_is_told(
        string because,
        bool reversed
    )
    {
        TlsaRecord[] records =
        [
            Seen.Anchor(Pki.Intermediate.Der),
            Seen.Mismatch(CertificateUsage.DaneTa),
        ];
        var verdict = Of(
            reversed ? [.. records.Reverse()] : records,
            Pki.ExpiredLeaf,
            Pki.Intermediate.Der
        );
        verdict.Reasons.Select(r => r.Slug).ShouldBe([ReasonSlug.CertificateExpired], because);
    }

    [Fact]
    public void Refusal_by_both_usages_has_a_reason_for_each() =>
        Of([Seen.Mismatch(), Seen.Mismatch(CertificateUsage.DaneTa)], Pki.Leaf)
            .Reasons.Select(r => r.Slug)
            .ShouldBe([ReasonSlug.TrustAnchorNotSent, ReasonSlug.NoMatch]);

    public static TheoryData<string> WithoutWeakerMatch => [.. Weaker.Keys];

    private static readonly Dictionary<string, TlsaRecord[]> Weaker = new()
    {
        ["no weaker record"] = [Strong(CertificateUsage.DaneEe, Pki.Stranger.Der)],
        ["the weaker record is wrong too"] =
        [
            Strong(CertificateUsage.DaneEe, Pki.Stranger.Der),
            Digest(CertificateUsage.DaneEe, Pki.Stranger.Der),
        ],
        ["the record of the leaf is no trust anchor"] =
        [
            Seen.Mismatch(),
            Strong(CertificateUsage.DaneTa, Pki.Stranger.Der),
            Digest(CertificateUsage.DaneTa, Pki.Leaf),
        ],
    };

    [Theory]
    [MemberData(nameof(WithoutWeakerMatch))]
    public void Weaker_digest_is_not_said_to_match_where_it_would_not_do(string because) =>
        Of(Weaker[because], Pki.Leaf)
            .Reasons.Single(r => r.Slug == ReasonSlug.NoMatch)
            .Facts.ShouldNotContainKey("weakerDigestMatches");

    [Fact]
    public void Expired_leaf_is_said_to_be_pinned_whatever_other_records_there_are() =>
        Of([Seen.Mismatch(), Seen.Pinned(Pki.ExpiredLeaf)], Pki.ExpiredLeaf)
            .Reasons.Select(r => r.Slug)
            .ShouldBe([ReasonSlug.ExpiredButPinned]);

    [Fact]
    public void Leaf_is_not_said_to_have_expired_in_its_last_second()
    {
        var last = Pki.Intermediate.Leaf(Seen.Mx1, notAfter: Pki.Instant);
        Of([Seen.Pinned(last)], last).Reasons.ShouldBeEmpty();
    }

    [Fact]
    public void Leaf_that_cannot_be_read_can_be_pinned_by_its_octets()
    {
        byte[] garbage = [1, 2, 3];
        var pinned = Seen.Record(
            CertificateUsage.DaneEe,
            Selector.Cert,
            MatchingType.Sha256,
            garbage
        );
        var verdict = Of([pinned], garbage);
        verdict.Outcome.ShouldBe(AddressOutcome.Authenticated);
        verdict.Reasons.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("a year, 13 days left", 365, 13 * 24, true)]
    [InlineData("a year, two weeks left", 365, 14 * 24, false)]
    [InlineData("a year, 20 days left", 365, 20 * 24, false)]
    [InlineData("90 days, 20 days left", 90, 20 * 24, false)]
    [InlineData("eight days, a quarter left", 8, 2 * 24, false)]
    [InlineData("eight days, three left", 8, 3 * 24, false)]
    [InlineData("eight days, one hour less than a quarter left", 8, 2 * 24 - 1, true)]
    public void Certificate_expires_soon_by_time_left_and_by_share(
        string because,
        int livesDays,
        int hoursLeft,
        bool expected
    )
    {
        var notAfter = Pki.Instant.AddHours(hoursLeft);
        var leaf = Pki.Intermediate.Leaf(
            Seen.Mx1,
            notBefore: notAfter.AddDays(-livesDays),
            notAfter: notAfter
        );
        Of([Seen.Anchor(Pki.Intermediate.Der)], leaf, Pki.Intermediate.Der)
            .Reasons.Any(r => r.Slug == ReasonSlug.CertificateExpiresSoon)
            .ShouldBe(expected, because);
    }

    [Fact]
    public void Certificate_does_not_expire_soon_while_a_path_or_a_pin_lasts()
    {
        var ending = Pki.Root.Below("Ending", notAfter: Pki.Instant.AddDays(3));
        var lasting = ending.Below("Lasting");
        byte[][] chain = [lasting.Leaf(Seen.Mx1), lasting.Der, ending.Der];
        string[] Said(params TlsaRecord[] tlsa) =>
            [
                .. Of(tlsa, chain)
                    .Reasons.Select(r => $"{r.Slug} {r.Facts.GetValueOrDefault("notAfter")}"),
            ];

        Said(Seen.Anchor(ending.Der))
            .ShouldBe([$"{ReasonSlug.CertificateExpiresSoon} 2026-06-04T12:00:00Z"]);
        Said(Seen.Anchor(lasting.Der)).ShouldBeEmpty();
        Said(Seen.Anchor(ending.Der), Seen.Anchor(lasting.Der)).ShouldBeEmpty();
        Said(Seen.Anchor(lasting.Der), Seen.Anchor(ending.Der)).ShouldBeEmpty();
        Said(Seen.Anchor(ending.Der), Seen.Pinned(chain[0])).ShouldBeEmpty();
    }

    [Theory]
    [InlineData("a digest is short", MatchingType.Sha512, true)]
    [InlineData("a whole certificate is not", MatchingType.Full, false)]
    public void Reason_quotes_a_record_that_is_short(
        string because,
        MatchingType matchingType,
        bool quoted
    )
    {
        var record = Seen.Record(
            CertificateUsage.DaneTa,
            Selector.Cert,
            matchingType,
            Pki.Stranger.Der
        );
        Of([record], Pki.Leaf)
            .Reasons[0]
            .Facts["record"]
            .ShouldBe(quoted ? record.ToString() : "2 0 0", because);
    }
}
