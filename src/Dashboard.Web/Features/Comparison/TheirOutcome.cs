using System.Text.Json;
using Dashboard.Core.Adoption;

namespace Dashboard.Web.Features.Comparison;

/// <summary>What internet.nl's tests of one standard came to together.</summary>
public enum TheirWord
{
    Passed,
    Failed,

    /// <summary>The test could not be completed, by either side.</summary>
    Error,
    NotTested,
}

/// <summary>One standard of one domain, as internet.nl saw it.</summary>
/// <param name="Tests">The tests that decide, with their verdicts, such as <c>mail_starttls_dane_valid: bad</c>.</param>
public sealed record TheirOutcome(TheirWord Word, IReadOnlyList<string> Tests)
{
    private const string NotRun = "not_tested";

    /// <summary>Which of their tests are about which of our standards. Others have none here.</summary>
    private static readonly (FigureStandard Standard, string[] Tests)[] TestsOf =
    [
        (FigureStandard.StartTls, ["mail_starttls_tls_available"]),
        (FigureStandard.Dane, ["mail_starttls_dane_exist", "mail_starttls_dane_valid"]),
        (FigureStandard.DnssecDomain, ["mail_dnssec_mailto_exist", "mail_dnssec_mailto_valid"]),
        (FigureStandard.DnssecMx, ["mail_dnssec_mx_exist", "mail_dnssec_mx_valid"]),
        (
            FigureStandard.TlsNcsc,
            [
                "mail_starttls_tls_version",
                "mail_starttls_tls_ciphers",
                "mail_starttls_tls_cipherorder",
                "mail_starttls_tls_keyexchange",
                "mail_starttls_tls_keyexchangehash",
                "mail_starttls_tls_compress",
                "mail_starttls_tls_secreneg",
                "mail_starttls_tls_extendedmastersecret",
                "mail_starttls_cert_pubkey",
                "mail_starttls_cert_sig",
                "mail_starttls_cert_domain",
            ]
        ),
        (FigureStandard.Spf, ["mail_auth_spf_exist", "mail_auth_spf_policy"]),
        (FigureStandard.Dkim, ["mail_auth_dkim_exist"]),
        (FigureStandard.Dmarc, ["mail_auth_dmarc_exist", "mail_auth_dmarc_policy"]),
        (FigureStandard.Ipv6Mx, ["mail_ipv6_mx_address", "mail_ipv6_mx_reach"]),
    ];

    /// <param name="tests">The object <c>tests</c> of a domain. What is not as described counts as not tested.</param>
    public static IReadOnlyDictionary<FigureStandard, TheirOutcome> Read(JsonElement tests) =>
        TestsOf.ToDictionary(each => each.Standard, each => Read(tests, each.Tests));

    private static TheirOutcome Read(JsonElement tests, string[] names)
    {
        var read = names
            .Select(name => (Name: name, Test: Of(tests, name)))
            .Where(each => each.Test.Status is not NotRun)
            .ToList();
        var word =
            read.Exists(each => each.Test.Status == "error") ? TheirWord.Error
            : read.Exists(each => each.Test.Status == "failed") ? TheirWord.Failed
            : read.Count > 0 ? TheirWord.Passed
            : TheirWord.NotTested;
        var deciding = word switch
        {
            TheirWord.Error => "error",
            TheirWord.Failed => "failed",
            _ => null,
        };
        return new(
            word,
            [
                .. read.Where(each => deciding is null || each.Test.Status == deciding)
                    .Select(each => $"{each.Name}: {each.Test.Verdict}"),
            ]
        );
    }

    private static (string Status, string Verdict) Of(JsonElement tests, string name) =>
        tests.ValueKind == JsonValueKind.Object
        && tests.TryGetProperty(name, out var test)
        && test.ValueKind == JsonValueKind.Object
        && Text(test, "status")
            is { } status
                and ("passed" or "failed" or "warning" or "info" or "error" or NotRun)
            ? (status, Core.PrintableText.Of(Cut(Text(test, "verdict") ?? "")))
            : (NotRun, "");

    private static string? Text(JsonElement of, string name) =>
        of.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String
            ? value.GetString()
            : null;

    private static string Cut(string text) => text.Length <= 60 ? text : text[..60];
}
