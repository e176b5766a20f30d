using Dashboard.Core.Dns;
using Dashboard.Core.Inbound;

namespace Dashboard.Web.Features.Explanation;

/// <summary>What to paste for a topic: records, and the settings that advice gives too, for names of an example.</summary>
internal static class ReadyConfiguration
{
    /// <summary>A policy in test mode, as senders fetch it (RFC 8461 section 3.2).</summary>
    private const string Policy =
        "version: STSv1\nmode: testing\nmx: mx.example.nl\nmax_age: 2419200";

    private const string IssuerDigest =
        "openssl x509 -in issuer.pem -noout -pubkey | openssl pkey -pubin -outform DER | openssl dgst -sha256";

    /// <summary>A request made of one's own key, as the next key must be published before its certificate is used.</summary>
    private const string NextRequest = """
        openssl req -new -key next-key.pem -subj /CN=mx.example.nl -addext subjectAltName=DNS:mx.example.nl -out next.csr
        certbot certonly --csr next.csr
        """;

    /// <summary>Caddy has no hook without a module of others, and keeps its files where only itself may read them.</summary>
    private const string CaddyFiles = """
        cd /var/lib/caddy/.local/share/caddy/certificates/acme-v02.api.letsencrypt.org-directory/mx.example.nl &&
        ! cmp -s mx.example.nl.crt /etc/postfix/tls/chain.pem &&
        cat mx.example.nl.key >/etc/postfix/tls/key.pem &&
        cat mx.example.nl.crt >/etc/postfix/tls/chain.pem &&
        systemctl reload postfix
        """;

    /// <summary>The connector names its certificate by issuer and subject; without a name Exchange chooses one by the name of the host.</summary>
    private const string ExchangeServer = """
        Enable-ExchangeCertificate -Thumbprint <THUMBPRINT> -Services SMTP
        $new = Get-ExchangeCertificate -Thumbprint <THUMBPRINT>
        Set-ReceiveConnector "<SERVER>\Default Frontend <SERVER>" -TlsCertificateName "<I>$($new.Issuer)<S>$($new.Subject)"
        Get-ReceiveConnector "<SERVER>\Default Frontend <SERVER>" | Format-List TlsCertificateName
        """;

    private static readonly IReadOnlyList<(string Label, string Text)> Renewing =
    [
        (
            "certbot",
            "certbot certonly --reuse-key --cert-name mx.example.nl -d mx.example.nl --deploy-hook 'cat \"$RENEWED_LINEAGE/privkey.pem\" >/etc/postfix/tls/key.pem && cat \"$RENEWED_LINEAGE/fullchain.pem\" >/etc/postfix/tls/chain.pem && systemctl reload postfix'"
        ),
        (
            "acme-sh",
            "acme.sh --install-cert -d mx.example.nl --key-file /etc/postfix/tls/key.pem --fullchain-file /etc/postfix/tls/chain.pem --reloadcmd \"systemctl reload postfix\""
        ),
        ("caddy", "mx.example.nl {\n    tls {\n        reuse_private_keys\n    }\n}"),
        ("caddy-files", CaddyFiles),
        ("postfix", "smtpd_tls_chain_files = /etc/postfix/tls/key.pem, /etc/postfix/tls/chain.pem"),
        (
            "exim",
            "tls_certificate = /etc/exim4/tls/chain.pem\ntls_privatekey = /etc/exim4/tls/key.pem"
        ),
        ("exchange-server", ExchangeServer),
        (
            "exchange-online",
            "Enable-DnssecForVerifiedDomain -DomainName example.nl\n# MX\nEnable-SmtpDaneInbound -DomainName example.nl"
        ),
        ("check", $"{ConfigurationExamples.KeyDigest}\ndelv _25._tcp.mx.example.nl TLSA"),
    ];

    private static readonly DomainName Domain = DomainName.Parse("example.nl");

    private static readonly DomainName Host = DomainName.Parse("mx.example.nl");

    /// <summary>Key of the label (<c>config.*</c>) and text; empty where there is nothing to paste.</summary>
    public static IReadOnlyList<(string Label, string Text)> Of(string topic) =>
        topic switch
        {
            Topics.StartTls => Server(AdviceSlug.OfferStartTls),
            Topics.Dane =>
            [
                Records(
                    "_25._tcp.mx.example.nl. 3600 IN TLSA 3 1 1 0c72ac70b745ac19998811b131d662c9ac69dbdbe7cb23e5b514b56664c5d3d6"
                ),
                .. Server(AdviceSlug.UsePinnedKey),
                .. Server(AdviceSlug.PublishTlsa),
            ],
            Topics.TlsaChoice =>
            [
                Records(
                    "_25._tcp.mx.example.nl. 3600 IN TLSA 3 1 1 <SHA-256>\n_25._tcp.mx.example.nl. 3600 IN TLSA 2 1 1 <SHA-256>"
                ),
                ("commands", $"{ConfigurationExamples.KeyDigest}\n{IssuerDigest}"),
                ("check", "delv _25._tcp.mx.example.nl TLSA"),
            ],
            Topics.Renewal => Renewing,
            Topics.Rollover =>
            [
                ("commands", ConfigurationExamples.NextKey),
                Records(
                    "_25._tcp.mx.example.nl. 3600 IN TLSA 3 1 1 <SHA-256>\n_25._tcp.mx.example.nl. 3600 IN TLSA 3 1 1 <SHA-256>"
                ),
                ("next-request", NextRequest),
                ("check", "delv _25._tcp.mx.example.nl TLSA"),
            ],
            Topics.DnssecMail =>
            [
                (
                    "check",
                    "delv example.nl MX\ndelv mx.example.nl A\ndelv mx.example.nl AAAA\ndelv _25._tcp.mx.example.nl TLSA"
                ),
            ],
            Topics.TlsNcsc =>
            [
                .. StandardConfiguration.OfTls,
                ("key", StandardConfiguration.NewKey),
                Records("mx.example.nl. 3600 IN CAA 0 issue \"<CA>\""),
            ],
            Topics.Dnssec => For(AdviceSlug.SignDomainZone),
            Topics.MtaSts =>
            [
                .. OfStandard(topic).Take(1),
                .. For(RelatedAdviceSlug.RepairStsPolicy),
            ],
            Topics.Dkim => For(RelatedAdviceSlug.SignWithDkim),
            Topics.Ipv6 =>
            [
                Records("mx.example.nl. 3600 IN AAAA 2001:db8::25"),
                .. For(RelatedAdviceSlug.PublishIpv6),
            ],
            _ => OfStandard(topic),
        };

    /// <summary>The record of the standard that the topic is about, and the question that shows it.</summary>
    private static List<(string, string)> OfStandard(string topic) =>
        Enum.GetValues<MailStandard>()
            .Where(standard => Topics.Of(standard) == topic)
            .Select(standard => RelatedStandards.ExampleRecord(standard, Domain))
            .OfType<string>()
            .SelectMany(line => new[] { Records(line), StandardConfiguration.Check(line) })
            .ToList();

    private static (string, string) Records(string lines) => ("records", lines);

    private static IReadOnlyList<(string, string)> For(string slug) =>
        StandardConfiguration.For(
            new Advice
            {
                Slug = slug,
                Actor = AdviceActor.DomainDns,
                Host = slug == RelatedAdviceSlug.PublishIpv6 ? Host : null,
                Facts = new Dictionary<string, string> { ["policy"] = Policy },
            },
            Domain
        );

    private static IReadOnlyList<(string, string)> Server(string slug)
    {
        var example = ConfigurationExamples.For(slug, Host, Domain, Domain);
        return
        [
            .. new (string Label, string? Text)[]
            {
                ("postfix", example.Postfix),
                ("exim", example.Exim),
                ("commands", example.Commands),
                ("check", example.Check),
            }
                .Where(part => part.Text is not null)
                .Select(part => (part.Label, part.Text!)),
        ];
    }
}
