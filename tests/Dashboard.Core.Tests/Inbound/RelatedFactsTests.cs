using Dashboard.Core.Inbound;
using Dashboard.Core.Inbound.MtaSts;
using static Dashboard.Core.Tests.Inbound.RelatedEvidence;

namespace Dashboard.Core.Tests.Inbound;

/// <summary>What the sentences about the related standards are made of.</summary>
public sealed class RelatedFactsTests
{
    [Theory]
    [InlineData("dmarc: p missing, with rua", "dmarc-policy-missing", "treatedAs", "none")]
    [InlineData(
        "dmarc walk: p missing, without rua",
        "dmarc-policy-missing",
        "treatedAs",
        "absent"
    )]
    [InlineData("dmarc: unknown tag", "dmarc-syntax", "tags", "x")]
    [InlineData("dmarc: unknown tag", "dmarc-syntax", "p", null)]
    [InlineData("dmarc: p not second", "dmarc-syntax", "p", "not-second")]
    [InlineData("dmarc: p not second", "dmarc-syntax", "tags", null)]
    [InlineData("dmarc: a tab", "dmarc-syntax", "tags", null)]
    [InlineData("dmarc: sp weaker", "dmarc-subdomains-open", "sp", "none")]
    [InlineData("dmarc: an old tag", "dmarc-old-tag", "tags", "pct rf ri")]
    [InlineData("spf walk: two mx of eleven hosts", "spf-mx-many", "name", "example.nl")]
    [InlineData("spf walk: three void lookups, one of exists", "spf-void-lookups", "count", "3")]
    [InlineData("spf: include without a record", "spf-include-broken", "problem", "absent")]
    [InlineData("spf: include with two records", "spf-include-broken", "problem", "multiple")]
    [InlineData("spf: syntax error in an include", "spf-include-broken", "problem", "syntax")]
    [InlineData("spf: include of itself", "spf-include-broken", "problem", "loop")]
    [InlineData("spf: includes in a circle", "spf-include-broken", "problem", "nested")]
    [InlineData("spf: redirect to +all", "spf-redirect-broken", "problem", "open")]
    [InlineData(
        "spf walk: an include of a name that cannot be",
        "spf-include-broken",
        "problem",
        "no-name"
    )]
    [InlineData("ipv6: greets", "ipv6-reachable", "kind", null)]
    [InlineData("ipv6: greets, and hangs up", "ipv6-reachable", "kind", null)]
    [InlineData("ipv6: reserved", "ipv6-unreachable", "kind", "reserved")]
    [InlineData("ipv6: no route here", "ipv6-not-probed", "kind", "no-route-here")]
    [InlineData("ipv6: refused", "ipv6-unreachable", "kind", "connection-refused")]
    [InlineData("dnssec domain: unsigned", "zone-unsigned", "algorithms", null)]
    [InlineData(
        "dnssec domain: insecure, and not known why",
        "zone-unsigned",
        "zone",
        "example.nl"
    )]
    [InlineData("dnssec mx: one of two unsigned", "zone-unsigned", "zone", "example.com")]
    [InlineData(
        "dnssec detail: two that nobody validates",
        "zone-algorithm-unsupported",
        "algorithms",
        "3 12"
    )]
    [InlineData(
        "dnssec detail: one family is bogus, the other fails",
        "address-bogus",
        "type",
        "AAAA"
    )]
    [InlineData("dnssec mx: host bogus", "address-bogus", "type", "A")]
    [InlineData(
        "dnssec detail: two old algorithms",
        "dnssec-algorithm-deprecated",
        "algorithms",
        "5 7"
    )]
    [InlineData(
        "dnssec detail: the shorter of two keys counts",
        "dnssec-key-short",
        "bits",
        "1024"
    )]
    [InlineData("dnssec detail: SHA-1 and GOST", "dnssec-digest-deprecated", "digests", "1 3")]
    [InlineData("dnssec domain: a salt", "nsec3-iterations", "salt", "yes")]
    [InlineData("dnssec domain: one iteration", "nsec3-iterations", "salt", null)]
    [InlineData("dnssec domain: one iteration", "nsec3-iterations", "iterations", "1")]
    [InlineData(
        "dnssec detail: an alias into a zone of another strength",
        "dnssec-secure",
        "zone",
        "example.nl"
    )]
    [InlineData(
        "dnssec detail: an alias into a zone of another strength",
        "dnssec-algorithm-deprecated",
        "zone",
        "example.org"
    )]
    [InlineData("sts: wrong certificate", "sts-https-certificate", "problem", "name")]
    [InlineData("sts: no certificate at all", "sts-https-certificate", "problem", "none-sent")]
    [InlineData("sts: refused", "sts-unreachable", "problem", null)]
    public void Reason_has_what_its_sentence_needs(
        string name,
        string slug,
        string fact,
        string? expected
    ) =>
        Verdict(name)
            .Reasons.First(reason => reason.Slug == slug)
            .Facts.GetValueOrDefault(fact)
            .ShouldBe(expected);

    /// <summary>The first of the two ends, 20 hours after the round.</summary>
    [Fact]
    public void Signature_that_ends_first_is_named() =>
        Verdict("dnssec detail: two signatures that end soon")
            .Reasons.Single(reason => reason.Slug == "signature-expires-soon")
            .Facts["expires"]
            .ShouldStartWith("2026-06-02T08:00:00");

    [Theory]
    [InlineData(false, false, "untrusted")]
    [InlineData(false, true, "untrusted")]
    [InlineData(true, true, "expired")]
    [InlineData(true, false, "name")]
    public void Certificate_of_the_policy_host_says_what_is_wrong(
        bool trusted,
        bool expired,
        string problem
    ) =>
        RelatedStandards
            .Judge(
                Domain with
                {
                    Related = Good with
                    {
                        MtaSts = Sts(
                            policy: null,
                            fetch =>
                                fetch with
                                {
                                    Fault = StsFetchFault.CertificateInvalid,
                                    Certificate = Check(Pki.OtherLeaf, trusted, expired),
                                    HttpStatus = null,
                                }
                        ),
                    },
                },
                DomainJudgement.Judge(Domain)
            )
            .Single(verdict => verdict.Standard == MailStandard.MtaSts)
            .Reasons.ShouldHaveSingleItem()
            .Facts["problem"]
            .ShouldBe(problem);

    /// <summary>Of a row that does not decide the view, its own outcome in it.</summary>
    [Theory]
    [InlineData("dmarc: unknown tag", "dmarc-syntax", StandardOutcome.Failed)]
    [InlineData(
        "dmarc walk: the walk leads to a record with an unknown tag, the list to a good one",
        "dmarc-syntax",
        StandardOutcome.Info
    )]
    [InlineData(
        "dmarc walk: two records at the organisation, and none below or above",
        "dmarc-multiple",
        StandardOutcome.Failed
    )]
    public void Row_has_its_own_outcome_in_the_Forum_view(
        string name,
        string slug,
        StandardOutcome forum
    ) => Verdict(name).Results.Single(result => result.Slug == slug).Forum.ShouldBe(forum);

    private static StandardVerdict Verdict(string name) =>
        RelatedTableTests.All.Single(each => each.Name == name).Verdict;
}
