using Dashboard.Core.Inbound;

namespace Dashboard.Core.Tests.Inbound;

/// <summary>What a reader is told to do about each case of the related standards, by whom, and with which record.</summary>
public sealed class RelatedAdviceTests
{
    [Theory]
    [InlineData("spf: no record", "publish-spf domain-dns")]
    [InlineData("spf: two records", "repair-spf domain-dns")]
    [InlineData("spf: misspelt mechanism", "repair-spf domain-dns")]
    [InlineData("spf: include without a record", "repair-spf domain-dns")]
    [InlineData("spf: redirect without a record", "repair-spf domain-dns")]
    [InlineData("spf: +all", "restrict-spf domain-dns")]
    [InlineData("spf: ?all", "restrict-spf domain-dns")]
    [InlineData("spf: include that ends in +all", "narrow-spf domain-dns")]
    [InlineData("spf: redirect to +all", "narrow-spf domain-dns")]
    [InlineData("spf: everybody by IPv4", "narrow-spf domain-dns")]
    [InlineData("spf: eleven lookups", "simplify-spf domain-dns")]
    [InlineData("spf: eleven lookups, nested", "simplify-spf domain-dns")]
    [InlineData("spf: three void lookups", "simplify-spf domain-dns")]
    [InlineData("spf: an mx of eleven hosts", "simplify-spf domain-dns")]
    [InlineData("spf: ptr", "simplify-spf domain-dns")]
    [InlineData("spf: -all", "")]
    [InlineData("spf: lookup fails", "")]
    [InlineData("dkim: no such name", "sign-with-dkim sending-server")]
    [InlineData("dkim: proven, and the name above the key denied", "repair-dkim-name domain-dns")]
    [InlineData("dkim: proven by a sending test", "")]
    [InlineData("dkim: the name exists", "")]
    [InlineData("dkim: the domain sends no mail", "")]
    [InlineData("dmarc: none at the domain, nor above", "publish-dmarc domain-dns")]
    [InlineData("dmarc: p wrong", "repair-dmarc domain-dns")]
    [InlineData("dmarc: two records, and a good one above", "repair-dmarc domain-dns")]
    [InlineData("dmarc: unknown tag", "repair-dmarc domain-dns")]
    [InlineData("dmarc: none", "enforce-dmarc domain-dns")]
    [InlineData("dmarc: reject in test mode", "enforce-dmarc domain-dns")]
    [InlineData("dmarc: a percentage", "enforce-dmarc domain-dns")]
    [InlineData("dmarc: an old tag", "")]
    [InlineData("dmarc: sp weaker", "cover-subdomains-with-dmarc domain-dns")]
    [InlineData("dmarc: no permission", "authorise-dmarc-reports domain-dns")]
    [InlineData("dmarc: no reports", "request-dmarc-reports domain-dns")]
    [InlineData("dmarc: reject", "")]
    [InlineData("ipv6: no AAAA", "publish-ipv6 mail-server")]
    [InlineData("ipv6: refused", "repair-ipv6 mail-server")]
    [InlineData("ipv6: no route here", "")]
    [InlineData("dnssec domain: unsigned", "sign-domain-zone domain-dns")]
    [InlineData("dnssec mx: one of two unsigned", "ask-provider-to-sign-host-zone host-dns")]
    [InlineData(
        "dnssec domain: an algorithm that nobody validates",
        "replace-old-algorithm domain-dns"
    )]
    [InlineData("dnssec domain: RSASHA1", "replace-deprecated-algorithm domain-dns")]
    [InlineData("dnssec domain: bogus", "repair-dnssec domain-dns")]
    [InlineData("dnssec mx: MX set bogus: no host is known", "repair-dnssec domain-dns")]
    [InlineData("dnssec mx: host bogus", "repair-dnssec host-dns")]
    [InlineData("dnssec mx: one family bogus", "repair-dnssec host-dns")]
    [InlineData("dnssec mx: TLSA bogus at a secure host", "repair-dnssec host-dns")]
    [InlineData("dnssec mx: host lookup fails", "")]
    [InlineData(
        "dnssec domain: a denial whose signature ends tomorrow",
        "renew-signatures domain-dns"
    )]
    [InlineData("dnssec domain: 1024 bits", "replace-short-key domain-dns")]
    [InlineData("dnssec domain: SHA-1 DS", "replace-ds domain-dns")]
    [InlineData("dnssec domain: one iteration", "lower-nsec3-iterations domain-dns")]
    [InlineData("dnssec domain: 500 iterations", "lower-nsec3-iterations domain-dns")]
    [InlineData("sts: two records", "repair-sts-record domain-dns")]
    [InlineData("sts: no id", "repair-sts-record domain-dns")]
    [InlineData("sts: no policy host", "repair-sts-host web-server")]
    [InlineData("sts: reserved addresses only", "repair-sts-host web-server")]
    [InlineData("sts: refused", "repair-sts-host web-server")]
    [InlineData("sts: wrong certificate", "repair-sts-host web-server")]
    [InlineData("sts: redirect", "repair-sts-host web-server")]
    [InlineData("sts: not found", "repair-sts-host web-server")]
    [InlineData("sts: too slow", "repair-sts-host web-server")]
    [InlineData("sts: too large", "repair-sts-policy web-server")]
    [InlineData("sts: HTML, and a policy", "repair-sts-policy web-server")]
    [InlineData("sts: no version", "repair-sts-policy web-server")]
    [InlineData("sts: MX host not listed, enforce", "list-mx-in-sts-policy web-server")]
    [InlineData("sts: no STARTTLS, enforce", "repair-mx-for-sts mail-server")]
    [InlineData("sts: untrusted certificate, enforce", "repair-mx-for-sts mail-server")]
    [InlineData("sts: a policy that is short-lived", "lengthen-sts-max-age web-server")]
    [InlineData("sts: enforce, all well", "")]
    [InlineData("sts: no record", "")]
    public void Advice_follows_from_what_was_found(string name, string expected) =>
        string.Join(", ", AdviceOf(name).Select(each => $"{each.Slug} {Slug.Of(each.Actor)}"))
            .ShouldBe(expected);

    [Theory]
    [InlineData("spf: no record", """example.nl. 3600 IN TXT "v=spf1 mx ~all" """)]
    [InlineData("spf: no record, null MX", """example.nl. 3600 IN TXT "v=spf1 ~all" """)]
    [InlineData("spf: two records", "")]
    [InlineData("spf: +all", "")]
    [InlineData(
        "dmarc: none at the domain, nor above",
        """_dmarc.example.nl. 3600 IN TXT "v=DMARC1; p=none; rua=mailto:dmarc-reports@example.nl" """
    )]
    [InlineData(
        "dmarc: none",
        """_dmarc.example.nl. 3600 IN TXT "v=DMARC1; p=quarantine; rua=mailto:d@example.nl" """
    )]
    [InlineData(
        "dmarc: none, and no reports",
        """_dmarc.example.nl. 3600 IN TXT "v=DMARC1; p=none; adkim=s; sp=reject; rua=mailto:dmarc-reports@example.nl" """
    )]
    [InlineData(
        "dmarc: none, and one address of two is none",
        """_dmarc.example.nl. 3600 IN TXT "v=DMARC1; p=quarantine; rua=mailto:d@example.nl" """
    )]
    [InlineData(
        "dmarc: quarantine in test mode",
        """_dmarc.example.nl. 3600 IN TXT "v=DMARC1; p=quarantine; rua=mailto:d@example.nl" """
    )]
    [InlineData(
        "dmarc: reject in test mode",
        """_dmarc.example.nl. 3600 IN TXT "v=DMARC1; p=reject; rua=mailto:d@example.nl" """
    )]
    [InlineData(
        "dmarc: a percentage",
        """_dmarc.example.nl. 3600 IN TXT "v=DMARC1; p=reject; rua=mailto:d@example.nl" """
    )]
    [InlineData(
        "dmarc: found above, sp applies",
        """_dmarc.sub.example.nl. 3600 IN TXT "v=DMARC1; p=quarantine; rua=mailto:d@example.nl" """
    )]
    [InlineData(
        "dmarc: no permission",
        """example.nl._report._dmarc.reports.example.org. 3600 IN TXT "v=DMARC1;" """
    )]
    [InlineData(
        "sts: a policy that is short-lived",
        """_mta-sts.example.nl. 3600 IN TXT "v=STSv1; id=20260601120000;" """
    )]
    [InlineData("sts: no policy host", "")]
    [InlineData("dmarc: unknown tag", "")]
    [InlineData("dmarc: no reports", "")]
    [InlineData(
        "sts: two records",
        """_mta-sts.example.nl. 3600 IN TXT "v=STSv1; id=20260601120000;" """
    )]
    public void Record_to_publish_is_whole(string name, string line) =>
        string.Join('\n', AdviceOf(name).SelectMany(each => each.ZoneLines))
            .ShouldBe(line.TrimEnd());

    /// <summary>RFC 8461 section 3.2: in the mode that stands, or to begin with in testing.</summary>
    [Theory]
    [InlineData("sts: a policy that is short-lived", "enforce", "sts-max-age-short")]
    [InlineData("sts: no policy host", "testing", "sts-host-missing")]
    public void Policy_to_serve_is_whole(string name, string mode, string finding)
    {
        var advice = AdviceOf(name).ShouldHaveSingleItem();
        advice.Facts.ShouldBe(
            new Dictionary<string, string>
            {
                ["finding"] = finding,
                ["host"] = "mta-sts.example.nl",
                ["policy"] = $"version: STSv1\nmode: {mode}\nmx: mx1.example.nl\nmax_age: 1209600",
            },
            ignoreOrder: true
        );
    }

    [Fact]
    public void Advice_of_a_host_names_it() =>
        AdviceOf("ipv6: one host of two without AAAA")
            .ShouldHaveSingleItem()
            .Host.ShouldBe(Seen.Name("mx2.example.nl"));

    private static IReadOnlyList<Advice> AdviceOf(string name) =>
        RelatedTableTests.All.Single(each => each.Name == name).Verdict.Advice;
}
