using Dashboard.Core.Dns;
using Dashboard.Core.Inbound;
using Dashboard.Core.Inbound.TlsNcsc;
using Dashboard.Web.Features.Explanation;
using Dashboard.Web.Features.Inbound.Result.Standards;

namespace Dashboard.Web.Tests.Inbound;

/// <summary>What an administrator pastes does what was advised, and breaks nothing beside it.</summary>
public sealed class StandardConfigurationTests
{
    private static readonly DomainName Domain = DomainName.Parse("example.nl");

    /// <summary>A key of another algorithm beside a zone that is signed already makes it bogus, or changes nothing.</summary>
    [Fact]
    public void Fewer_iterations_leave_the_keys_alone()
    {
        var texts = Of(AdviceSlug.LowerNsec3Iterations);

        texts.Values.ShouldAllBe(text => !text.Contains("key") && !text.Contains("algorithm"));
        texts["powerdns"].ShouldContain("set-nsec3 example.nl '1 0 0 -'");
        texts["bind"].ShouldBe("nsec3param iterations 0 optout no salt-length 0;");
        texts["check"].ShouldEndWith("NSEC3PARAM");
    }

    /// <summary>RFC 4035 section 2.2: a zone is signed by every algorithm of its DNSKEY set.</summary>
    [Theory]
    [InlineData(RelatedAdviceSlug.ReplaceShortKey)]
    [InlineData(RelatedAdviceSlug.ReplaceDeprecatedAlgorithm)]
    [InlineData(AdviceSlug.ReplaceOldAlgorithm)]
    public void Another_algorithm_signs_the_whole_zone(string advice)
    {
        var texts = Of(advice);

        texts["powerdns"].ShouldContain("zsk active");
        texts["powerdns"].ShouldNotContain("remove-zone-key");
    }

    /// <summary>Exim does not start with options of a transport in its main section.</summary>
    [Fact]
    public void Exim_signs_in_its_transport() =>
        Of(RelatedAdviceSlug.SignWithDkim)["exim"]
            .Split('\n')
            .ShouldBe([
                "remote_smtp:",
                "  driver = smtp",
                "  dkim_domain = example.nl",
                "  dkim_selector = s1",
                "  dkim_private_key = /etc/dkimkeys/s1.private",
            ]);

    /// <summary>A signature whose key nobody finds fails.</summary>
    [Fact]
    public void Key_is_published_and_checked_before_it_signs() =>
        StandardConfiguration
            .For(Advice(RelatedAdviceSlug.SignWithDkim), Domain)
            .Select(part => part.Label)
            .ShouldBe(["commands", "check", "opendkim", "postfix", "exim"]);

    /// <summary>With the name of another authority the next renewal fails.</summary>
    [Fact]
    public void Authority_of_a_caa_record_is_the_readers_own()
    {
        Of(TlsNcscAdvice.PublishCaa)["records"].ShouldEndWith("CAA 0 issue \"<CA>\"");
        ReadyConfiguration
            .Of(Topics.TlsNcsc)
            .Single(part => part.Label == "records")
            .Text.ShouldEndWith("CAA 0 issue \"<CA>\"");
    }

    /// <summary>The reverse name and an answer over IPv6 come before the record that sends senders there.</summary>
    [Fact]
    public void Address_is_tried_before_it_is_published()
    {
        var check = Of(RelatedAdviceSlug.PublishIpv6)["check"].Split('\n');

        check[0].ShouldStartWith("dig +short -x");
        check[1].ShouldContain("s_client");
        check[^1].ShouldEndWith("AAAA");
    }

    [Fact]
    public void Permission_is_checked_where_it_is_to_stand() =>
        StandardConfiguration
            .For(
                Advice(RelatedAdviceSlug.AuthoriseDmarcReports) with
                {
                    ZoneLines =
                    [
                        "example.nl._report._dmarc.reports.example.org. 3600 IN TXT \"v=DMARC1;\"",
                    ],
                },
                Domain
            )
            .ShouldBe([("check", "dig +short example.nl._report._dmarc.reports.example.org TXT")]);

    /// <summary>Nothing at once that refuses mail of senders who were forgotten.</summary>
    [Fact]
    public void Records_of_the_explanations_are_a_beginning()
    {
        Record(Topics.Spf).ShouldContain("~all");
        Record(Topics.Dmarc).ShouldContain("p=none");
        ReadyConfiguration
            .Of(Topics.MtaSts)
            .Single(part => part.Label == "policy")
            .Text.ShouldContain("mode: testing");

        static string Record(string topic) =>
            ReadyConfiguration.Of(topic).First(part => part.Label == "records").Text;
    }

    /// <summary>A file of that name is nowhere.</summary>
    [Fact]
    public void Ds_record_is_made_from_the_keys_that_are_served() =>
        Of(RelatedAdviceSlug.ReplaceDs)["commands"]
            .ShouldBe(
                "dig @127.0.0.1 example.nl DNSKEY | dnssec-dsfromkey -a SHA-256 -f - example.nl"
            );

    /// <summary>An update of the TLS library or a choice of a proxy in front: no mail server has a setting of these.</summary>
    private static readonly string[] WithoutSetting =
    [
        TlsNcscAdvice.SecureRenegotiation,
        TlsNcscAdvice.EnableExtendedMasterSecret,
        TlsNcscAdvice.DisableEarlyData,
    ];

    public static TheoryData<string> TlsAdvice => [.. TlsNcscAdvice.ByReason.Values.Distinct()];

    [Theory]
    [MemberData(nameof(TlsAdvice))]
    public void Advice_on_tls_has_something_to_paste_and_a_check(string slug)
    {
        var labels = StandardConfiguration
            .For(Advice(slug), Domain)
            .Select(part => part.Label)
            .ToList();

        labels.Any(label => label != "check").ShouldBe(!WithoutSetting.Contains(slug));
        // Of compression there is none: the libraries that could show it are built without.
        if (
            slug != TlsNcscAdvice.DisableCompression
            && labels is not ["postfix", "postfix-openssl", ..]
        )
        {
            labels.ShouldContain("check");
        }
    }

    [Fact]
    public void Option_of_openssl_is_named_as_each_software_names_it()
    {
        Parts(TlsNcscAdvice.DisableCompression)
            .ShouldBe([
                ("postfix", "tls_ssl_options = NO_COMPRESSION"),
                ("exim-openssl", "openssl_options = +no_compression"),
                ("openssl", "Options = -Compression"),
            ]);
        Parts(TlsNcscAdvice.DisableClientRenegotiation)
            .Take(3)
            .ShouldBe([
                ("postfix", "tls_ssl_options = NO_RENEGOTIATION"),
                ("exim-openssl", "openssl_options = +no_renegotiation"),
                ("openssl", "Options = NoRenegotiation"),
            ]);
    }

    /// <summary>A TLSA record of the key stays right.</summary>
    [Theory]
    [InlineData(TlsNcscAdvice.ReplaceSignature)]
    [InlineData(TlsNcscAdvice.RenameCertificate)]
    public void Certificate_is_renewed_with_its_key(string slug)
    {
        Parts(slug)[0]
            .ShouldBe(
                (
                    "commands",
                    "certbot certonly --reuse-key --cert-name mx.example.nl -d mx.example.nl"
                )
            );
        Parts(slug)[^1].ShouldBe(("check", "delv _25._tcp.mx.example.nl TLSA"));
    }

    private static IReadOnlyList<(string Label, string Text)> Parts(string slug) =>
        StandardConfiguration.For(
            Advice(slug) with
            {
                Host = DomainName.Parse("mx.example.nl"),
            },
            Domain
        );

    private static Advice Advice(string slug) =>
        new() { Slug = slug, Actor = AdviceActor.DomainDns };

    private static Dictionary<string, string> Of(string slug) =>
        StandardConfiguration
            .For(Advice(slug), Domain)
            .ToDictionary(part => part.Label, part => part.Text);
}
