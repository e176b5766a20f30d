using Dashboard.Core.Dns;
using Dashboard.Core.Inbound;
using Dashboard.Core.Inbound.Dane;

namespace Dashboard.Core.Tests.Inbound.Dane;

/// <summary>Which of several records authenticate a chain, and what is said of the one that does not.</summary>
public sealed class ChainMatchTests
{
    private static readonly TlsaRecord OfIntermediate = Seen.Anchor(Pki.Intermediate.Der);

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

    private static TlsaRecord Key(byte[] certificate) =>
        Seen.Record(CertificateUsage.DaneTa, Selector.Spki, MatchingType.Sha256, certificate);

    [Fact]
    public void Record_beside_the_anchor_that_is_reached_first_authenticates_where_it_would_alone() =>
        Of(
            [
                OfIntermediate,
                Seen.Anchor(Pki.Root.Der),
                Key(Pki.Root.Der),
                Seen.Anchor(Pki.Stranger.Der),
                Key(Pki.Stranger.Der),
                Key(Pki.Leaf),
            ],
            Pki.Leaf,
            Pki.Intermediate.Der,
            Pki.Root.Der,
            Pki.Stranger.Der
        )
            .Matches.ShouldBe([
                new TlsaMatch(0, 1, true),
                new TlsaMatch(1, 2, true),
                new TlsaMatch(2, 2, true),
                new TlsaMatch(3, 3, false),
                new TlsaMatch(4, 3, false),
                new TlsaMatch(5, 0, false),
            ]);

    [Theory]
    [InlineData("by an authority", false, new[] { ReasonSlug.CertificateExpiresSoon })]
    [InlineData("by its key too", true, new string[0])]
    public void End_of_a_certificate_counts_where_nothing_pins_it(
        string authenticated,
        bool pinned,
        string[] slugs
    )
    {
        TlsaRecord[] records = pinned
            ? [OfIntermediate, Seen.Pinned(Pki.ExpiringLeaf)]
            : [OfIntermediate];

        var verdict = Of(records, Pki.ExpiringLeaf, Pki.Intermediate.Der);

        verdict.Outcome.ShouldBe(AddressOutcome.Authenticated, authenticated);
        verdict.Reasons.Select(reason => reason.Slug).ShouldBe(slugs, authenticated);
    }

    [Fact]
    public void Anchor_is_sent_wherever_it_stands_in_the_chain() =>
        Of(
            [Seen.Anchor(Pki.Root.Der)],
            Pki.Leaf,
            Pki.Stranger.Der,
            Pki.Intermediate.Der,
            Pki.Root.Der
        )
            .Reasons.ShouldBeEmpty();

    [Fact]
    public void Refusal_names_the_record_and_the_certificate_that_it_is_about()
    {
        var ofLeaf = Key(Pki.Leaf);
        var matchesLeaf = Of([Seen.Mismatch(CertificateUsage.DaneTa), ofLeaf], Pki.Leaf);
        var expired = Of([OfIntermediate], Pki.ExpiredLeaf, Pki.Intermediate.Der);
        var name = Of([OfIntermediate], Pki.WrongNameLeaf, Pki.Intermediate.Der);

        var first = matchesLeaf.Reasons.ShouldHaveSingleItem();
        first.Slug.ShouldBe(ReasonSlug.TrustAnchorMatchesLeaf);
        first.Facts["record"].ShouldBe(ofLeaf.ToString());
        var second = expired.Reasons.ShouldHaveSingleItem();
        second.Slug.ShouldBe(ReasonSlug.CertificateExpired);
        second.Facts["depth"].ShouldBe("0");
        second.Facts["subject"].ShouldContain("leaf");
        var third = name.Reasons.ShouldHaveSingleItem();
        third.Slug.ShouldBe(ReasonSlug.NameMismatch);
        third.Facts.ShouldNotContainKey("cause");
        third.Facts["presented"].ShouldBe("mail.elsewhere.nl");
    }
}
