using Dashboard.Core.Dns;
using Dashboard.Core.Inbound;
using Dashboard.Core.Inbound.Dane;
using Dashboard.Core.Tests.Inbound;
using Dashboard.Core.Tls;
using static Dashboard.Core.Tests.Tls.CertificatePathTests;

namespace Dashboard.Core.Tests.Tls;

/// <summary>Which of several paths to a trust anchor counts, seen through the verdict.</summary>
public sealed class PathSearchTests
{
    private static readonly Pki.TestAuthority Issuer = Pki.Root.Below("Issuer");
    private static readonly byte[] Leaf = Issuer.Leaf("mx1.example.nl");
    private static readonly byte[] Expired = ExpiredFor(days: 1);

    private static byte[] ExpiredFor(int days) =>
        Issuer.Again(by: Pki.Root, notAfter: Pki.Instant.AddDays(-days)).Der;

    private static VerdictReason? RefusalByRoot(params byte[][] issuers) =>
        Refusal(Seen.Anchor(Pki.Root.Der), [Leaf, .. issuers, Pki.Root.Der]);

    [Fact]
    public void Valid_path_counts_wherever_an_expired_one_is_sent()
    {
        RefusalByRoot(Expired, Issuer.Der).ShouldBeNull();
        RefusalByRoot(Issuer.Der, Expired).ShouldBeNull();
    }

    [Fact]
    public void Of_paths_that_fail_the_one_that_came_furthest_is_told()
    {
        var clerk = Issuer.Again(by: Pki.Root, authority: false).Der;
        RefusalByRoot(clerk, Expired)!.Slug.ShouldBe(ReasonSlug.CertificateExpired);
        RefusalByRoot(Expired, clerk)!.Slug.ShouldBe(ReasonSlug.CertificateExpired);
    }

    [Fact]
    public void Of_paths_that_fail_alike_the_one_sent_first_is_told()
    {
        RefusalByRoot(Expired, ExpiredFor(days: 9))!
            .Facts["notAfter"]
            .ShouldBe("2026-05-31T12:00:00Z");
        RefusalByRoot(ExpiredFor(days: 9), Expired)!
            .Facts["notAfter"]
            .ShouldBe("2026-05-23T12:00:00Z");
    }

    [Fact]
    public void Any_certificate_with_the_key_of_the_anchor_can_end_the_path()
    {
        var key = Seen.Record(
            CertificateUsage.DaneTa,
            Selector.Spki,
            MatchingType.Sha256,
            Issuer.Der
        );
        Refusal(key, Leaf, Expired, Issuer.Der).ShouldBeNull();
        Refusal(key, Leaf, Issuer.Der, Expired).ShouldBeNull();
        Refusal(key, Leaf, Expired)!.Slug.ShouldBe(ReasonSlug.CertificateExpired);
    }

    [Fact]
    public void Leaf_with_the_key_of_its_issuer_does_not_hide_the_issuer()
    {
        var leaf = Issuer.Again("mx1.example.nl", authority: false).Der;
        Refusal(
                Seen.Record(
                    CertificateUsage.DaneTa,
                    Selector.Spki,
                    MatchingType.Sha256,
                    Issuer.Der
                ),
                leaf,
                Issuer.Der
            )
            .ShouldBeNull();
    }

    [Theory]
    [InlineData("Cert", Selector.Cert)]
    [InlineData("SPKI", Selector.Spki)]
    public void Anchor_in_the_DNS_ends_a_path_that_reaches_it_through_an_intermediate(
        string because,
        Selector selector
    )
    {
        var whole = Seen.Record(CertificateUsage.DaneTa, selector, MatchingType.Full, Pki.Root.Der);
        Refusal(whole, Leaf, Issuer.Der)!.Slug.ShouldBe(ReasonSlug.TrustAnchorOnlyInDns, because);
        Refusal(whole, Leaf, Expired)!.Slug.ShouldBe(ReasonSlug.CertificateExpired, because);
        Refusal(whole, Leaf)!.Slug.ShouldBe(ReasonSlug.TrustAnchorNotSent, because);
    }

    [Fact]
    public void Certificate_that_cannot_be_read_is_passed_over() =>
        RefusalByRoot([1, 2, 3], Issuer.Der).ShouldBeNull();

    [Fact]
    public void Leaf_that_cannot_be_read_has_no_path() =>
        ShouldBeInvalid(
            Refusal(Seen.Anchor(Pki.Root.Der), [1, 2, 3], Issuer.Der, Pki.Root.Der),
            "no-path"
        );

    [Fact]
    public void Signature_that_is_not_implemented_is_named_however_many_issuers_come_into_question() =>
        ShouldBeInvalid(
            Refusal(
                Seen.Anchor(Pki.Intermediate.Der),
                SignedByAnUnknownAlgorithm(),
                Pki.Intermediate.Der,
                Pki.Intermediate.Again(by: Pki.Root, notAfter: Pki.Instant.AddDays(9)).Der
            ),
            "unsupported-signature"
        );

    [Fact]
    public void Loop_of_look_alikes_ends_and_leads_to_no_stranger_of_their_name()
    {
        var loop = Pki.TestAuthority.SelfSigned("Loop");
        byte[][] alike =
        [
            .. Enumerable
                .Range(1, CertificateChain.MostCertificates - 2)
                .Select(days => loop.Again(notAfter: Pki.Instant.AddDays(days)).Der),
        ];
        var stranger = Pki.TestAuthority.SelfSigned("Loop").Der;
        ShouldBeInvalid(
            Refusal(Seen.Anchor(stranger), [loop.Leaf("mx1.example.nl"), .. alike, stranger]),
            "no-path"
        );
    }
}
