namespace Dashboard.Web.Features.Api.Batch;

/// <summary>A test of internet.nl's batch API: what a program finds under its name.</summary>
/// <param name="Status"><c>passed</c>, <c>failed</c>, <c>warning</c>, <c>info</c>, <c>not_tested</c> or <c>error</c>.</param>
internal sealed record BatchTest(string Status, string Verdict)
{
    public static BatchTest NotTested { get; } = new("not_tested", "not-tested");

    public static BatchTest Good { get; } = new("passed", "good");

    public static BatchTest Bad { get; } = new("failed", "bad");
}

/// <summary>The names of categories and tests of mail, as version 2.7.0 has them: a program breaks on one that is missing.</summary>
internal static class BatchTests
{
    public const string Dnssec = "mail_dnssec";

    public const string StartTls = "mail_starttls";

    public static IReadOnlyList<(
        string Category,
        IReadOnlyList<string> Tests
    )> Categories { get; } =
    [
        (
            "mail_ipv6",
            [
                "mail_ipv6_ns_address",
                "mail_ipv6_ns_reach",
                "mail_ipv6_mx_address",
                "mail_ipv6_mx_reach",
            ]
        ),
        (
            Dnssec,
            [
                "mail_dnssec_mailto_exist",
                "mail_dnssec_mailto_valid",
                "mail_dnssec_mx_exist",
                "mail_dnssec_mx_valid",
            ]
        ),
        (
            "mail_auth",
            [
                "mail_auth_dmarc_exist",
                "mail_auth_dmarc_policy",
                "mail_auth_dkim_exist",
                "mail_auth_spf_exist",
                "mail_auth_spf_policy",
            ]
        ),
        (
            StartTls,
            [
                "mail_starttls_tls_available",
                "mail_starttls_tls_version",
                "mail_starttls_tls_ciphers",
                "mail_starttls_tls_cipherorder",
                "mail_starttls_tls_keyexchange",
                "mail_starttls_tls_keyexchangehash",
                "mail_starttls_tls_compress",
                "mail_starttls_tls_secreneg",
                "mail_starttls_tls_clientreneg",
                "mail_starttls_tls_extendedmastersecret",
                "mail_starttls_tls_0rtt",
                "mail_starttls_tls_caa",
                "mail_starttls_cert_chain",
                "mail_starttls_cert_pubkey",
                "mail_starttls_cert_sig",
                "mail_starttls_cert_domain",
                "mail_starttls_dane_exist",
                "mail_starttls_dane_valid",
                "mail_starttls_dane_rollover",
            ]
        ),
        (
            "mail_rpki",
            [
                "mail_rpki_exists",
                "mail_rpki_valid",
                "mail_ns_rpki_exists",
                "mail_ns_rpki_valid",
                "mail_mx_ns_rpki_exists",
                "mail_mx_ns_rpki_valid",
            ]
        ),
    ];
}
