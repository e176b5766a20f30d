namespace Dashboard.Web.Features.Api.Batch;

/// <summary>A test of internet.nl's batch API: what a program finds under its name.</summary>
/// <param name="Status"><c>passed</c>, <c>failed</c>, <c>warning</c>, <c>info</c>, <c>not_tested</c> or <c>error</c>.</param>
internal sealed record BatchTest(string Status, string Verdict)
{
    public static BatchTest NotTested { get; } = new("not_tested", "not-tested");

    public static BatchTest Good { get; } = new("passed", "good");

    public static BatchTest Bad { get; } = new("failed", "bad");
}

/// <summary>A category, section or test with its name, as version 2.7.0 has them.</summary>
/// <param name="TranslationKey">What programs look their own words up by.</param>
/// <param name="Verdicts">Of a test: the verdicts of each status, such as <c>passed:good failed:bad,other</c>.</param>
internal sealed record BatchName(
    string Name,
    string TranslationKey,
    IReadOnlyList<BatchName> Children,
    string? Verdicts = null
)
{
    /// <summary>One that a domain can fail: the others are advice.</summary>
    public bool IsMandatory => Verdicts?.Contains("failed:", StringComparison.Ordinal) == true;

    /// <summary>Status with its verdicts; besides <c>not_tested</c> with that of a test that was not run.</summary>
    public IEnumerable<(string Status, IReadOnlyList<string> Verdicts)> StatusVerdicts =>
        (Verdicts ?? "")
            .Split(' ', StringSplitOptions.RemoveEmptyEntries)
            .Select(part => part.Split(':'))
            .Select(part => (part[0], (IReadOnlyList<string>)part[1].Split(',')));
}

/// <summary>The names of categories, sections and tests of mail: a program breaks on one that is missing.</summary>
internal static class BatchTests
{
    public static IReadOnlyList<BatchName> Hierarchy { get; } =
    [
        new(
            "mail_ipv6",
            "mailipv6",
            [
                new(
                    "mail_ipv6_nameservers",
                    "domain-mail ipv6 name-servers",
                    [
                        new(
                            "mail_ipv6_ns_address",
                            "web-mail ipv6 ns-AAAA",
                            [],
                            "passed:good failed:bad,other"
                        ),
                        new(
                            "mail_ipv6_ns_reach",
                            "web-mail ipv6 ns-reach",
                            [],
                            "passed:good failed:bad,other"
                        ),
                    ]
                ),
                new(
                    "mail_ipv6_mailserver",
                    "mail ipv6 mail-servers",
                    [
                        new(
                            "mail_ipv6_mx_address",
                            "mail ipv6 mx-AAAA",
                            [],
                            "passed:good failed:bad not_tested:other,null-mx info:no-null-mx,null-mx-without-a-aaaa warning:null-mx-with-other-mx"
                        ),
                        new(
                            "mail_ipv6_mx_reach",
                            "mail ipv6 mx-reach",
                            [],
                            "passed:good failed:bad not_tested:other"
                        ),
                    ]
                ),
            ]
        ),
        new(
            "mail_dnssec",
            "maildnssec",
            [
                new(
                    "mail_dnssec_domain",
                    "mail dnssec domain",
                    [
                        new(
                            "mail_dnssec_mailto_exist",
                            "mail dnnsec exists",
                            [],
                            "passed:good failed:bad,servfail,resolver-error"
                        ),
                        new(
                            "mail_dnssec_mailto_valid",
                            "mail dnnsec valid",
                            [],
                            "passed:good failed:bad warning:unsupported-ds-algo"
                        ),
                    ]
                ),
                new(
                    "mail_dnssec_mailservers",
                    "mail dnssec mail-servers",
                    [
                        new(
                            "mail_dnssec_mx_exist",
                            "mail dnnsec mx-exists",
                            [],
                            "passed:good failed:bad,servfail,resolver-error not_tested:no-mailservers,null-mx info:no-null-mx,null-mx-without-a-aaaa warning:null-mx-with-other-mx"
                        ),
                        new(
                            "mail_dnssec_mx_valid",
                            "mail dnnsec mx-valid",
                            [],
                            "passed:good failed:bad warning:unsupported-ds-algo"
                        ),
                    ]
                ),
            ]
        ),
        new(
            "mail_auth",
            "mailauth",
            [
                new(
                    "mail_auth_dmarc",
                    "mail auth dmarc",
                    [
                        new(
                            "mail_auth_dmarc_exist",
                            "mail auth dmarc",
                            [],
                            "passed:good failed:bad"
                        ),
                        new(
                            "mail_auth_dmarc_policy",
                            "mail auth dmarc-policy",
                            [],
                            "passed:good failed:bad,policy warning:external"
                        ),
                    ]
                ),
                new(
                    "mail_auth_dkim",
                    "mail auth dkim",
                    [
                        new(
                            "mail_auth_dkim_exist",
                            "mail auth dkim",
                            [],
                            "passed:good failed:bad not_tested:no-email"
                        ),
                    ]
                ),
                new(
                    "mail_auth_spf",
                    "mail auth spf",
                    [
                        new("mail_auth_spf_exist", "mail auth spf", [], "passed:good failed:bad"),
                        new(
                            "mail_auth_spf_policy",
                            "mail auth spf-policy",
                            [],
                            "passed:good failed:bad,max-lookups,all,include,redirect"
                        ),
                    ]
                ),
            ]
        ),
        new(
            "mail_starttls",
            "mailtls",
            [
                new(
                    "mail_starttls_tls",
                    "mail tls starttls",
                    [
                        new(
                            "mail_starttls_tls_available",
                            "mail tls starttls-exists",
                            [],
                            "passed:good failed:bad error:other,could-not-test not_tested:other-2,null-mx info:no-null-mx,null-mx-without-a-aaaa warning:null-mx-with-other-mx"
                        ),
                        new(
                            "mail_starttls_tls_version",
                            "mail tls version",
                            [],
                            "passed:good warning:phase-out failed:bad"
                        ),
                        new(
                            "mail_starttls_tls_ciphers",
                            "mail tls ciphers",
                            [],
                            "passed:good warning:phase-out failed:bad"
                        ),
                        new(
                            "mail_starttls_tls_cipherorder",
                            "mail tls cipher-order",
                            [],
                            "passed:good,na failed:bad"
                        ),
                        new(
                            "mail_starttls_tls_keyexchange",
                            "mail tls fs-params",
                            [],
                            "passed:good,na warning:phase-out failed:bad"
                        ),
                        new(
                            "mail_starttls_tls_keyexchangehash",
                            "mail tls kex-hash-func",
                            [],
                            "passed:good warning:phase-out failed:bad info:other"
                        ),
                        new(
                            "mail_starttls_tls_compress",
                            "mail tls compression",
                            [],
                            "passed:good failed:bad"
                        ),
                        new(
                            "mail_starttls_tls_secreneg",
                            "mail tls renegotiation-secure",
                            [],
                            "passed:good failed:bad"
                        ),
                        new(
                            "mail_starttls_tls_clientreneg",
                            "mail tls renegotiation-client",
                            [],
                            "passed:not-allowed info:allowed-with-low-limit,allowed-with-too-high-limit"
                        ),
                        new(
                            "mail_starttls_tls_extendedmastersecret",
                            "mail tls extended-master-secret",
                            [],
                            "passed:good failed:bad not_tested:unknown,na-no-tls-1-2"
                        ),
                        new(
                            "mail_starttls_tls_0rtt",
                            "mail tls zero-rtt",
                            [],
                            "passed:good,na failed:bad"
                        ),
                        new(
                            "mail_starttls_tls_caa",
                            "mail tls caa",
                            [],
                            "passed:good info:recommendations warning:bad,syntax-error,insufficient"
                        ),
                    ]
                ),
                new(
                    "mail_starttls_certificate",
                    "domain-mail tls certificate",
                    [
                        new(
                            "mail_starttls_cert_chain",
                            "mail tls cert-trust",
                            [],
                            "passed:good info:bad"
                        ),
                        new(
                            "mail_starttls_cert_pubkey",
                            "mail tls cert-pubkey",
                            [],
                            "passed:good warning:phase-out failed:bad"
                        ),
                        new(
                            "mail_starttls_cert_sig",
                            "mail tls cert-signature",
                            [],
                            "passed:good warning:phase-out failed:bad"
                        ),
                        new(
                            "mail_starttls_cert_domain",
                            "mail tls cert-hostmatch",
                            [],
                            "passed:good info:bad failed:bad"
                        ),
                    ]
                ),
                new(
                    "mail_starttls_dane",
                    "domain-mail tls dane",
                    [
                        new(
                            "mail_starttls_dane_exist",
                            "mail tls dane-exists",
                            [],
                            "passed:good failed:bad,bogus"
                        ),
                        new(
                            "mail_starttls_dane_valid",
                            "mail tls dane-valid",
                            [],
                            "passed:good failed:bad"
                        ),
                        new(
                            "mail_starttls_dane_rollover",
                            "mail tls dane-rollover",
                            [],
                            "passed:good info:bad"
                        ),
                    ]
                ),
            ]
        ),
        new(
            "mail_rpki",
            "mailrpki",
            [
                new(
                    "mail_rpki",
                    "mail rpki mail-servers",
                    [
                        new(
                            "mail_rpki_exists",
                            "mail rpki exists",
                            [],
                            "passed:good warning:bad not_tested:no-addresses error:could-not-test"
                        ),
                        new(
                            "mail_rpki_valid",
                            "mail rpki valid",
                            [],
                            "passed:good failed:bad,invalid not_tested:not-routed error:could-not-test"
                        ),
                    ]
                ),
                new(
                    "mail_ns_rpki",
                    "domain-mail rpki name-servers",
                    [
                        new(
                            "mail_ns_rpki_exists",
                            "web-mail rpki ns-exists",
                            [],
                            "passed:good warning:bad not_tested:no-addresses error:could-not-test"
                        ),
                        new(
                            "mail_ns_rpki_valid",
                            "web-mail rpki ns-valid",
                            [],
                            "passed:good failed:bad,invalid not_tested:not-routed error:could-not-test"
                        ),
                    ]
                ),
                new(
                    "mail_mx_ns_rpki",
                    "domain-mail rpki mx-name-servers",
                    [
                        new(
                            "mail_mx_ns_rpki_exists",
                            "mail rpki mx-ns-exists",
                            [],
                            "passed:good warning:bad not_tested:no-addresses error:could-not-test"
                        ),
                        new(
                            "mail_mx_ns_rpki_valid",
                            "mail rpki mx-ns-valid",
                            [],
                            "passed:good failed:bad,invalid not_tested:not-routed error:could-not-test"
                        ),
                    ]
                ),
            ]
        ),
    ];

    /// <summary>The tests that a domain can fail.</summary>
    public static IReadOnlySet<string> Mandatory { get; } =
        Hierarchy
            .SelectMany(category => category.Children)
            .SelectMany(section => section.Children)
            .Where(test => test.IsMandatory)
            .Select(test => test.Name)
            .ToHashSet(StringComparer.Ordinal);

    /// <summary>What tells that there is no mail server to look at.</summary>
    public static IReadOnlyList<string> OfMailServers { get; } =
    ["mail_ipv6_mx_address", "mail_dnssec_mx_exist", "mail_starttls_tls_available"];

    /// <summary>Verdicts of <see cref="OfMailServers"/> that have a status, though nothing was run.</summary>
    public static IReadOnlySet<string> WithoutMailServers { get; } =
        new HashSet<string>(StringComparer.Ordinal)
        {
            "no-null-mx",
            "null-mx-without-a-aaaa",
            "null-mx-with-other-mx",
        };

    /// <summary>Each category with the names of its tests.</summary>
    public static IReadOnlyList<(
        string Category,
        IReadOnlyList<string> Tests
    )> Categories { get; } =
    [
        .. Hierarchy.Select(category =>
            (
                category.Name,
                (IReadOnlyList<string>)
                    [.. category.Children.SelectMany(s => s.Children).Select(test => test.Name)]
            )
        ),
    ];
}
