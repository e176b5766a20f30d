using System.Globalization;

namespace Dashboard.Core.Inbound.TlsNcsc;

/// <summary>
/// Every reason of STARTTLS by NCSC. The slugs are public; the texts of the interface are keyed by them. The level is a fact of
/// the reason where the list decides it.
/// </summary>
public static class TlsNcscReason
{
    public const string StartTlsMissing = "tls-starttls-missing";
    public const string VersionOld = "tls-version-old";
    public const string SuitesWeak = "tls-suites-weak";
    public const string OrderWrong = "tls-order-wrong";
    public const string GroupsWeak = "tls-groups-weak";
    public const string HybridMissing = "tls-hybrid-missing";
    public const string HashWeak = "tls-hash-weak";
    public const string CompressionOn = "tls-compression-on";
    public const string SecureRenegotiationMissing = "tls-reneg-secure-missing";
    public const string ClientRenegotiationOn = "tls-reneg-client-on";
    public const string ExtendedMasterSecretMissing = "tls-ems-missing";
    public const string EarlyDataOn = "tls-early-data-on";
    public const string CaaAbsent = "tls-caa-absent";
    public const string CaaSyntax = "tls-caa-syntax";
    public const string CaaWithoutIssue = "tls-caa-without-issue";
    public const string KeyWeak = "cert-key-weak";
    public const string SignatureWeak = "cert-signature-weak";
    public const string SignaturePss = "cert-signature-pss";
    public const string ChainUntrusted = "cert-chain-untrusted";
    public const string NameMismatch = "cert-name-mismatch";
    public const string NotMeasured = "tls-not-measured";

    /// <summary>Each with where it is in the guideline of each method; null where the list says that by itself.</summary>
    public static IReadOnlyList<TlsNcscReasonRule> All { get; } =
    [
        new(StartTlsMissing, TlsSubTest.Available, "2", "B1-1"),
        new(VersionOld, TlsSubTest.Version, "3.3.1", "B1-1"),
        new(SuitesWeak, TlsSubTest.Suites, "B", "B2-1"),
        new(OrderWrong, TlsSubTest.Order, "2", "B2-5"),
        new(GroupsWeak, TlsSubTest.Groups, "3.3.3", "B5-1"),
        new(HybridMissing, TlsSubTest.Groups, "3.3.3", "B5-1"),
        new(HashWeak, TlsSubTest.Hash, "3.3.5", "table 5"),
        new(CompressionOn, TlsSubTest.Compression, "3.4.1", "B7-1"),
        new(SecureRenegotiationMissing, TlsSubTest.SecureRenegotiation, "3.4.2", "B8-1"),
        new(ClientRenegotiationOn, TlsSubTest.ClientRenegotiation, "3.4.2", "B8-1"),
        new(ExtendedMasterSecretMissing, TlsSubTest.ExtendedMasterSecret, "4.1", "4.1"),
        new(EarlyDataOn, TlsSubTest.EarlyData, "3.4.4", "B9-1"),
        new(CaaAbsent, TlsSubTest.Caa, "4.4", "B3-4"),
        new(CaaSyntax, TlsSubTest.Caa, "4.4", "B3-4"),
        new(CaaWithoutIssue, TlsSubTest.Caa, "4.4", "B3-4"),
        new(KeyWeak, TlsSubTest.CertificateKey, "3.3.2", "B3-3"),
        new(SignatureWeak, TlsSubTest.CertificateSignature, "3.3.5", "B3-2"),
        new(SignaturePss, TlsSubTest.CertificateSignature, "3.3.5", "B3-2"),
        new(ChainUntrusted, TlsSubTest.CertificateChain, "4.4", "B3-4"),
        new(NameMismatch, TlsSubTest.CertificateName, "4.4", "B3-1"),
        new(NotMeasured, null, null, null),
    ];

    private static readonly Dictionary<string, TlsNcscReasonRule> BySlug = All.ToDictionary(rule =>
        rule.Slug
    );

    /// <param name="paragraph">Where another one than that of the rule fits.</param>
    /// <param name="facts">Without those that are null.</param>
    internal static VerdictReason Create(
        NcscMethod method,
        string slug,
        ReasonSeverity severity,
        string? paragraph,
        params ReadOnlySpan<(string Name, string? Value)> facts
    )
    {
        var rule = BySlug[slug];
        var known = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (var (name, value) in facts)
        {
            if (value is not null)
            {
                known.Add(name, value);
            }
        }
        return new VerdictReason
        {
            Slug = slug,
            Severity = severity,
            Rfc = Reference(
                method,
                paragraph ?? (method == NcscMethod.Ncsc2025 ? rule.In2025 : rule.In2021)
            ),
            Facts = known,
        };
    }

    private static string? Reference(NcscMethod method, string? paragraph) =>
        paragraph is null ? null
        : method == NcscMethod.Ncsc2021
            ? string.Create(CultureInfo.InvariantCulture, $"NCSC TLS 2.1, {paragraph}")
        : paragraph == "B" ? "NCSC TLS 2025-05, appendix B"
        : string.Create(CultureInfo.InvariantCulture, $"NCSC TLS 2025-05, paragraph {paragraph}");
}

/// <summary>What always holds of a reason.</summary>
/// <param name="SubTest">Null where it is about all of them.</param>
public sealed record TlsNcscReasonRule(
    string Slug,
    string? SubTest,
    string? In2025,
    string? In2021
);
