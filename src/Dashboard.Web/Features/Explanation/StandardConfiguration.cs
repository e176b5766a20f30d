using Dashboard.Core.Dns;
using Dashboard.Core.Inbound;
using Dashboard.Core.Inbound.TlsNcsc;

namespace Dashboard.Web.Features.Explanation;

/// <summary>
/// Settings to paste beside an advice, for the software most in use. The names are the reader's own, and come from a stranger's DNS: one
/// that a shell or a configuration cannot be trusted with gets none.
/// </summary>
internal static class StandardConfiguration
{
    /// <summary>Key of the label (<c>config.*</c>) and text.</summary>
    public static IReadOnlyList<(string Label, string Text)> For(Advice advice, DomainName domain)
    {
        var host = advice.Host ?? domain;
        var zone = advice.Zone ?? domain;
        return host.HasPlainLabels && zone.HasPlainLabels && domain.HasPlainLabels
            ? [.. OfPlainNames(advice, domain, host, zone)]
            : [];
    }

    private static IEnumerable<(string, string)> OfPlainNames(
        Advice advice,
        DomainName domain,
        DomainName host,
        DomainName zone
    ) =>
        advice.Slug switch
        {
            RelatedAdviceSlug.RepairStsRecord => [("check", $"dig +short _mta-sts.{domain} TXT")],
            RelatedAdviceSlug.RepairStsHost
            or RelatedAdviceSlug.RepairStsPolicy
            or RelatedAdviceSlug.ListMxInStsPolicy
            or RelatedAdviceSlug.LengthenStsMaxAge =>
            [
                .. advice.Facts.TryGetValue("policy", out var policy)
                    ? new[] { ("policy", policy) }
                    : [],
                ("nginx", Nginx(domain)),
                ("check", $"curl https://mta-sts.{domain}/.well-known/mta-sts.txt"),
            ],
            RelatedAdviceSlug.RepairMxForSts =>
            [
                (
                    "postfix",
                    """
                    smtpd_tls_security_level = may
                    smtpd_tls_chain_files = /etc/postfix/tls/key.pem, /etc/postfix/tls/chain.pem
                    """
                ),
                (
                    "exim",
                    """
                    tls_advertise_hosts = *
                    tls_certificate = /etc/exim4/tls/chain.pem
                    tls_privatekey = /etc/exim4/tls/key.pem
                    """
                ),
                (
                    "check",
                    $"openssl s_client -starttls smtp -connect {host}:25 -verify_return_error -verify_hostname {host} </dev/null"
                ),
            ],
            AdviceSlug.SignDomainZone
            or AdviceSlug.AskProviderToSignHostZone
            or AdviceSlug.ReplaceOldAlgorithm
            or RelatedAdviceSlug.ReplaceShortKey
            or RelatedAdviceSlug.ReplaceDeprecatedAlgorithm =>
            [
                .. Signing(zone, advice.Slug),
                ("check", $"delv {zone} SOA"),
            ],
            AdviceSlug.LowerNsec3Iterations =>
            [
                .. Denial(zone),
                ("check", $"dig +short {zone} NSEC3PARAM"),
            ],
            RelatedAdviceSlug.ReplaceDs =>
            [
                (
                    "commands",
                    $"dig @127.0.0.1 {zone} DNSKEY | dnssec-dsfromkey -a SHA-256 -f - {zone}"
                ),
                ("check", $"dig +short {zone} DS"),
            ],
            AdviceSlug.RepairDnssec or AdviceSlug.RenewSignatures =>
            [
                ("check", $"delv {zone} SOA"),
            ],
            RelatedAdviceSlug.PublishSpf
            or RelatedAdviceSlug.RepairSpf
            or RelatedAdviceSlug.RestrictSpf
            or RelatedAdviceSlug.NarrowSpf
            or RelatedAdviceSlug.SimplifySpf => [("check", $"dig +short {domain} TXT")],
            // In this order: mail that is signed by a key that nobody finds fails.
            RelatedAdviceSlug.SignWithDkim =>
            [
                (
                    "commands",
                    $"opendkim-genkey -b 2048 -d {domain} -s s1 -D /etc/dkimkeys\ncat /etc/dkimkeys/s1.txt"
                ),
                ("check", $"dig +short s1._domainkey.{domain} TXT"),
                (
                    "opendkim",
                    $"Domain {domain}\nSelector s1\nKeyFile /etc/dkimkeys/s1.private\nSocket inet:8891@127.0.0.1"
                ),
                (
                    "postfix",
                    """
                    smtpd_milters = inet:127.0.0.1:8891
                    non_smtpd_milters = inet:127.0.0.1:8891
                    """
                ),
                // Options of the transport: in the main section Exim does not start with them.
                (
                    "exim",
                    $"remote_smtp:\n  driver = smtp\n  dkim_domain = {domain}\n  dkim_selector = s1\n  dkim_private_key = /etc/dkimkeys/s1.private"
                ),
            ],
            RelatedAdviceSlug.RepairDkimName =>
            [
                ("check", $"dig +noall +comments _domainkey.{domain} TXT"),
            ],
            RelatedAdviceSlug.PublishDmarc
            or RelatedAdviceSlug.RepairDmarc
            or RelatedAdviceSlug.EnforceDmarc
            or RelatedAdviceSlug.CoverSubdomainsWithDmarc
            or RelatedAdviceSlug.RequestDmarcReports =>
            [
                ("check", $"dig +short _dmarc.{domain} TXT"),
            ],
            // The address before it is published, and the way back, which the server sends by as soon as IPv6 is on.
            RelatedAdviceSlug.PublishIpv6 or RelatedAdviceSlug.RepairIpv6 =>
            [
                ("postfix", "inet_protocols = all"),
                ("exim", "disable_ipv6 = false"),
                (
                    "check",
                    $"dig +short -x <IPV6>\nopenssl s_client -starttls smtp -connect [<IPV6>]:25 -servername {host} </dev/null\ndig +short {host} AAAA"
                ),
            ],
            TlsNcscAdvice.DisableOldVersions
            or TlsNcscAdvice.RestrictSuites
            or TlsNcscAdvice.PreferStrongSuites
            or TlsNcscAdvice.RestrictGroups
            or TlsNcscAdvice.SignWithSha2 => OfTls,
            TlsNcscAdvice.OfferStartTls => Of(
                ConfigurationExamples.For(AdviceSlug.OfferStartTls, host, domain, zone)
            ),
            TlsNcscAdvice.DisableCompression => WithoutOptions("COMPRESSION", "Compression"),
            TlsNcscAdvice.DisableClientRenegotiation =>
            [
                .. WithoutOptions("RENEGOTIATION", "Renegotiation"),
                ("check", $"(sleep 2; echo R; sleep 2) | {Session(host)} -tls1_2"),
            ],
            TlsNcscAdvice.SecureRenegotiation =>
            [
                ("check", $"{Session(host)} -tls1_2 </dev/null | grep 'Secure Renegotiation'"),
            ],
            TlsNcscAdvice.EnableExtendedMasterSecret =>
            [
                ("check", $"{Session(host)} -tls1_2 </dev/null | grep 'Extended master secret'"),
            ],
            TlsNcscAdvice.DisableEarlyData =>
            [
                ("check", $"(sleep 2) | {Session(host)} -tls1_3 | grep 'Max Early Data'"),
            ],
            TlsNcscAdvice.ReplaceSignature or TlsNcscAdvice.RenameCertificate =>
            [
                .. Of(ConfigurationExamples.For(AdviceSlug.RenameCertificate, host, domain, zone)),
                ("check", $"delv _25._tcp.{host} TLSA"),
            ],
            TlsNcscAdvice.ReplaceKey => [("key", NewKey), ("check", $"delv _25._tcp.{host} TLSA")],
            TlsNcscAdvice.PublishCaa =>
            [
                ("records", $"{host}. 3600 IN CAA 0 issue \"<CA>\""),
                ("check", $"dig +short {host} CAA"),
            ],
            _ => [.. advice.ZoneLines.Take(1).Select(Check)],
        };

    private static IEnumerable<(string, string)> Of(ConfigurationExample example) =>
        new (string Label, string? Text)[]
        {
            ("postfix", example.Postfix),
            ("exim", example.Exim),
            ("commands", example.Commands),
            ("check", example.Check),
        }
            .Where(part => part.Text is not null)
            .Select(part => (part.Label, part.Text!));

    /// <summary>
    /// Of servers with OpenSSL: SSL_CONF_cmd(3), tls_ssl_options of Postfix and openssl_options of Exim. GnuTLS has no compression since
    /// its version 3.6, and leaves renegotiation to the program that uses it.
    /// </summary>
    private static IEnumerable<(string, string)> WithoutOptions(string name, string command) =>
        [
            ("postfix", $"tls_ssl_options = NO_{name}"),
            ("exim-openssl", $"openssl_options = +no_{name.ToLowerInvariant()}"),
            (
                "openssl",
                $"Options = {(command == "Compression" ? "-Compression" : $"No{command}")}"
            ),
        ];

    private static string Session(DomainName host) =>
        $"openssl s_client -starttls smtp -connect {host}:25 -servername {host}";

    /// <summary>The question that shows a record, given as a line of a zone file: owner, TTL, class, type and data.</summary>
    public static (string Label, string Text) Check(string line) =>
        line.Split(' ') is [var owner, _, _, var type, ..]
            ? ("check", $"dig +short {owner.TrimEnd('.')} {type}")
            : throw new ArgumentException("No line of a zone file.", nameof(line));

    /// <summary>Good by both methods, in the servers most in use; the lab examines each.</summary>
    public static IReadOnlyList<(string Label, string Text)> OfTls { get; } =
    [
        ("postfix", TlsNcscConfiguration.Postfix),
        ("postfix-openssl", TlsNcscConfiguration.PostfixOpenSsl),
        ("exim", TlsNcscConfiguration.Exim),
        ("nginx-mail", TlsNcscConfiguration.Nginx),
        ("openssl", TlsNcscConfiguration.OpenSsl),
    ];

    /// <summary>On P-256, which every list has.</summary>
    public const string NewKey =
        "openssl genpkey -algorithm EC -pkeyopt ec_paramgen_curve:P-256 -out /etc/postfix/tls/next-key.pem";

    private static string Nginx(DomainName domain) =>
        $$"""
            server {
                listen 443 ssl;
                listen [::]:443 ssl;
                server_name mta-sts.{{domain}};
                ssl_certificate /etc/ssl/mta-sts.{{domain}}/fullchain.pem;
                ssl_certificate_key /etc/ssl/mta-sts.{{domain}}/privkey.pem;
                location = /.well-known/mta-sts.txt {
                    default_type text/plain;
                    root /var/www/mta-sts;
                }
            }
            """;

    /// <summary>Without iterations or salt (RFC 9276), and nothing else: the keys stay.</summary>
    private static IEnumerable<(string, string)> Denial(DomainName zone) =>
        [
            ("bind", "nsec3param iterations 0 optout no salt-length 0;"),
            ("knot", "nsec3-iterations: 0\nnsec3-salt-length: 0"),
            ("powerdns", $"pdnsutil set-nsec3 {zone} '1 0 0 -'\npdnsutil rectify-zone {zone}"),
        ];

    /// <summary>Algorithm 13 without iterations or salt (RFC 9276), in the three servers most in use.</summary>
    private static IEnumerable<(string, string)> Signing(DomainName zone, string advice) =>
        [
            (
                "bind",
                $$"""
                dnssec-policy "mail" {
                    keys { csk lifetime unlimited algorithm ecdsap256sha256; };
                    nsec3param iterations 0 optout no salt-length 0;
                };
                zone "{{zone}}" { type primary; file "{{zone}}.zone"; dnssec-policy "mail"; inline-signing yes; };
                """
            ),
            (
                "knot",
                $$"""
                policy:
                  - id: mail
                    algorithm: ecdsap256sha256
                    nsec3: on
                    nsec3-iterations: 0
                    nsec3-salt-length: 0
                zone:
                  - domain: {{zone}}
                    dnssec-signing: on
                    dnssec-policy: mail
                """
            ),
            (
                "powerdns",
                advice is AdviceSlug.SignDomainZone or AdviceSlug.AskProviderToSignHostZone
                    ? $"pdnsutil add-zone-key {zone} ksk active ecdsap256sha256\npdnsutil set-nsec3 {zone} '1 0 0 -'\npdnsutil rectify-zone {zone}\npdnsutil export-zone-ds {zone}"
                    // Beside the keys that stand: a zone is signed by every algorithm that its DS and DNSKEY records name.
                    : $"pdnsutil add-zone-key {zone} ksk active ecdsap256sha256\npdnsutil add-zone-key {zone} zsk active ecdsap256sha256\npdnsutil export-zone-ds {zone}"
            ),
        ];
}
