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
    public void Issuer_that_is_valid_is_taken_though_it_is_no_authority()
    {
        var clerk = Issuer.Again(by: Pki.Root, authority: false).Der;
        ShouldBeInvalid(RefusalByRoot(clerk, Expired), "not-an-authority");
        ShouldBeInvalid(RefusalByRoot(Expired, clerk), "not-an-authority");
    }

    [Fact]
    public void Of_issuers_that_have_expired_the_last_to_expire_is_taken()
    {
        foreach (
            var issuers in new byte[][][]
            {
                [Expired, ExpiredFor(days: 9)],
                [ExpiredFor(days: 9), Expired],
            }
        )
        {
            RefusalByRoot(issuers)!.Facts["notAfter"].ShouldBe("2026-05-31T12:00:00Z");
        }
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
        // An anchor is a name and a key: OpenSSL looks at its dates only where it is its own issuer.
        Refusal(key, Leaf, Expired).ShouldBeNull();
    }

    [Fact]
    public void Dates_of_an_anchor_that_is_its_own_issuer_count()
    {
        var expired = Pki.Root.Again(notAfter: Pki.Instant.AddDays(-1));
        Refusal(Seen.Anchor(expired.Der), Leaf, Issuer.Der, expired.Der)!
            .Slug.ShouldBe(ReasonSlug.CertificateExpired);
    }

    [Theory]
    [InlineData(10, false)]
    [InlineData(11, true)]
    public void Path_has_no_more_authorities_than_senders_follow(int between, bool tooMany)
    {
        var path = new List<Pki.TestAuthority> { Pki.Root };
        for (var i = 0; i < between; i++)
        {
            path.Add(path[^1].Below($"Step {i}"));
        }
        byte[][] chain =
        [
            path[^1].Leaf("mx1.example.nl"),
            .. path.AsEnumerable().Reverse().Select(authority => authority.Der),
        ];
        var refusal = Refusal(Seen.Anchor(Pki.Root.Der), chain);
        if (tooMany)
        {
            ShouldBeInvalid(refusal, "too-many-certificates");
        }
        else
        {
            refusal.ShouldBeNull();
        }
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
