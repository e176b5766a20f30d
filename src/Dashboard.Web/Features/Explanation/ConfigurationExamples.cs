using Dashboard.Core.Dns;
using Dashboard.Core.Inbound;

namespace Dashboard.Web.Features.Explanation;

/// <summary>
/// Settings and commands for the mail servers most in use. The names are the reader's own; the paths are the usual ones of the
/// software's documentation.
/// </summary>
internal static class ConfigurationExamples
{
    private const string PostfixTls = """
        smtpd_tls_security_level = may
        smtpd_tls_chain_files = /etc/postfix/tls/key.pem, /etc/postfix/tls/chain.pem
        smtpd_tls_protocols = >=TLSv1.2
        """;

    private const string EximTls = """
        tls_advertise_hosts = *
        tls_certificate = /etc/exim4/tls/chain.pem
        tls_privatekey = /etc/exim4/tls/key.pem
        """;

    /// <summary>What the server itself says of its certificate, to compare with what we saw.</summary>
    public const string PrintCertificate = """
        openssl x509 -in /etc/postfix/tls/chain.pem -noout -subject -issuer -dates
        openssl x509 -in /etc/postfix/tls/chain.pem -noout -pubkey | openssl pkey -pubin -outform DER | openssl dgst -sha256
        """;

    internal const string NextKey = """
        openssl genpkey -algorithm EC -pkeyopt ec_paramgen_curve:P-256 -out next-key.pem
        openssl pkey -in next-key.pem -pubout -outform DER | openssl dgst -sha256
        """;

    private const string WholeChain = "cat server.pem issuer.pem root.pem > chain.pem";

    /// <summary>
    /// Of a step; where it has no records to show, as no certificate was seen, also how the administrator makes them.
    /// </summary>
    public static ConfigurationExample For(Advice advice, DomainName domain)
    {
        ArgumentNullException.ThrowIfNull(advice);
        var host = advice.Host ?? domain;
        var example = OfForm(For(advice.Slug, host, domain, advice.Zone), advice);
        return
            advice
                is {
                    ZoneLines.Count: 0,
                    Slug: AdviceSlug.PublishTlsa
                        or AdviceSlug.ReplaceTlsa
                        or AdviceSlug.ReplaceUnusableTlsa
                        or AdviceSlug.CorrectTlsaUsage
                        or AdviceSlug.PublishTlsaAtSignedName
                        or AdviceSlug.MoveTlsa
                }
            && example.Check is not null
            ? example with
            {
                Commands = $"{KeyDigest}\n{RecordToFill(host)}",
            }
            : example;
    }

    /// <summary>Beside records with SHA-512 a record with SHA-256 would not count (RFC 7671 section 9).</summary>
    private static ConfigurationExample OfForm(ConfigurationExample example, Advice advice) =>
        advice.Facts.GetValueOrDefault("form") == "3 1 2"
            ? example with
            {
                Commands = example
                    .Commands?.Replace("dgst -sha256", "dgst -sha512", StringComparison.Ordinal)
                    .Replace("3 1 1 <SHA-256>", "3 1 2 <SHA-512>", StringComparison.Ordinal),
            }
            : example;

    /// <summary>Nothing where a name is none that a shell or a configuration can be trusted with: it comes from a stranger's DNS.</summary>
    public static ConfigurationExample For(
        string slug,
        DomainName host,
        DomainName domain,
        DomainName? zone
    ) =>
        host.HasPlainLabels && domain.HasPlainLabels && (zone?.HasPlainLabels ?? true)
            ? OfPlainNames(slug, host, domain, zone)
            : new();

    private static ConfigurationExample OfPlainNames(
        string slug,
        DomainName host,
        DomainName domain,
        DomainName? zone
    ) =>
        slug switch
        {
            AdviceSlug.OfferStartTls
            or AdviceSlug.AcceptStartTls
            or AdviceSlug.RepairTls
            or AdviceSlug.UpgradeTls
            or AdviceSlug.InstallCertificate
            or AdviceSlug.AlignAddresses => new(PostfixTls, EximTls, Check: StartTls(host)),
            AdviceSlug.SendTrustAnchor => new(
                "smtpd_tls_chain_files = /etc/postfix/tls/key.pem, /etc/postfix/tls/chain.pem",
                "tls_certificate = /etc/exim4/tls/chain.pem",
                WholeChain,
                StartTls(host)
            ),
            AdviceSlug.RenameCertificate
            or AdviceSlug.RenewCertificate
            or AdviceSlug.RenewChainInTime
            or AdviceSlug.RenewPinnedCertificate
            or AdviceSlug.ReplaceEarlyCertificate => new(
                Commands: Renewal(host),
                Check: StartTls(host)
            ),
            // In this order: the record of the key first.
            AdviceSlug.UsePinnedKey or AdviceSlug.PinKeyThenRenew => new(
                Commands: $"{KeyDigest}\n\n{Renewal(host)}",
                Check: Dane(host, domain)
            ),
            // Never the digest of the key in use: that one is published already.
            AdviceSlug.PrepareRollover or AdviceSlug.ReplaceShortServerKey => new(
                Commands: $"{NextKey}\n{RecordToFill(host)}",
                Check: $"delv _25._tcp.{host} TLSA"
            ),
            AdviceSlug.PublishTlsa
            or AdviceSlug.ReplaceTlsa
            or AdviceSlug.ReplaceUnusableTlsa
            or AdviceSlug.MoveTlsa
            or AdviceSlug.RemoveStaleTlsa
            or AdviceSlug.CorrectTlsaUsage
            or AdviceSlug.FollowChangedIssuer
            or AdviceSlug.SignTlsaZone
            or AdviceSlug.PublishTlsaAtSignedName
            or AdviceSlug.RemoveTlsa
            or AdviceSlug.RemoveCertificateTlsa
            or AdviceSlug.CoverOtherCertificate => new(Check: Dane(host, domain)),
            AdviceSlug.SignDomainZone
            or AdviceSlug.AskProviderToSignHostZone
            or AdviceSlug.RepairDnssec
            or AdviceSlug.ReplaceOldAlgorithm => new(Check: $"delv {zone ?? domain} SOA"),
            AdviceSlug.LowerNsec3Iterations or AdviceSlug.SignDenials => new(
                Check: $"dig +short {zone ?? domain} NSEC3PARAM\ndelv _25._tcp.{host} TLSA"
            ),
            AdviceSlug.RenewSignatures => new(
                Check: $"dig +dnssec +nocmd {zone ?? domain} SOA\ndelv {zone ?? domain} SOA"
            ),
            AdviceSlug.RepairAddressAnswers => new(
                Check: $"dig +nocmd {host} A\ndig +nocmd {host} AAAA"
            ),
            AdviceSlug.RepairTlsaAnswers or AdviceSlug.RepairTlsaSignatures => new(
                Check: $"delv _25._tcp.{host} TLSA"
            ),
            AdviceSlug.OpenDnsTcp => new(Check: $"dig +tcp +nocmd {zone ?? host} DNSKEY"),
            AdviceSlug.RestoreReachability
            or AdviceSlug.AcceptSessions
            or AdviceSlug.AcceptEhlo
            or AdviceSlug.LetStartTlsThrough
            or AdviceSlug.StopInjection
            or AdviceSlug.ReplaceExpiredIssuer => new(Check: StartTls(host)),
            AdviceSlug.RemoveDeadMx
            or AdviceSlug.RemoveNullMx
            or AdviceSlug.NameHostInMx
            or AdviceSlug.ReplaceMxAlias => new(Check: $"dig +short {domain} MX"),
            _ => new(),
        };

    internal const string KeyDigest =
        "openssl x509 -in cert.pem -noout -pubkey | openssl pkey -pubin -outform DER | openssl dgst -sha256";

    private static string RecordToFill(DomainName host) =>
        $"# _25._tcp.{host}. IN TLSA 3 1 1 <SHA-256>";

    private static string Renewal(DomainName host) =>
        $"certbot certonly --reuse-key --cert-name {host} -d {host}";

    private static string StartTls(DomainName host) =>
        $"openssl s_client -starttls smtp -connect {host}:25 -servername {host} </dev/null";

    private static string Dane(DomainName host, DomainName domain) =>
        $"delv _25._tcp.{host} TLSA\nposttls-finger -c -l dane {domain}";
}
