using Dashboard.Core.Dns;

namespace Dashboard.Core.Inbound.TlsNcsc;

/// <summary>What to change; the slugs are public and the texts of the interface are keyed by them.</summary>
public static class TlsNcscAdvice
{
    public const string OfferStartTls = "tls-offer-starttls";
    public const string DisableOldVersions = "tls-disable-old-versions";
    public const string RestrictSuites = "tls-restrict-suites";
    public const string PreferStrongSuites = "tls-prefer-strong-suites";
    public const string RestrictGroups = "tls-restrict-groups";
    public const string SignWithSha2 = "tls-sign-with-sha2";
    public const string DisableCompression = "tls-disable-compression";
    public const string SecureRenegotiation = "tls-secure-renegotiation";
    public const string DisableClientRenegotiation = "tls-disable-client-renegotiation";
    public const string EnableExtendedMasterSecret = "tls-enable-ems";
    public const string DisableEarlyData = "tls-disable-early-data";
    public const string PublishCaa = "tls-publish-caa";
    public const string ReplaceKey = "tls-replace-key";
    public const string ReplaceSignature = "tls-replace-signature";
    public const string RenameCertificate = "tls-rename-certificate";

    /// <summary>Which reason asks for what; those that are only worth knowing ask for nothing.</summary>
    public static IReadOnlyDictionary<string, string> ByReason { get; } =
        new Dictionary<string, string>
        {
            [TlsNcscReason.StartTlsMissing] = OfferStartTls,
            [TlsNcscReason.VersionOld] = DisableOldVersions,
            [TlsNcscReason.SuitesWeak] = RestrictSuites,
            [TlsNcscReason.OrderWrong] = PreferStrongSuites,
            [TlsNcscReason.GroupsWeak] = RestrictGroups,
            [TlsNcscReason.HashWeak] = SignWithSha2,
            [TlsNcscReason.CompressionOn] = DisableCompression,
            [TlsNcscReason.SecureRenegotiationMissing] = SecureRenegotiation,
            [TlsNcscReason.ClientRenegotiationOn] = DisableClientRenegotiation,
            [TlsNcscReason.ExtendedMasterSecretMissing] = EnableExtendedMasterSecret,
            [TlsNcscReason.EarlyDataOn] = DisableEarlyData,
            [TlsNcscReason.CaaAbsent] = PublishCaa,
            [TlsNcscReason.CaaSyntax] = PublishCaa,
            [TlsNcscReason.CaaWithoutIssue] = PublishCaa,
            [TlsNcscReason.KeyWeak] = ReplaceKey,
            [TlsNcscReason.SignatureWeak] = ReplaceSignature,
            [TlsNcscReason.NameMismatch] = RenameCertificate,
        };

    /// <summary>Once a host, worst first.</summary>
    internal static IReadOnlyList<Advice> Of(IReadOnlyList<VerdictReason> reasons) =>
        [
            .. reasons
                .Where(reason => reason.Severity > ReasonSeverity.Note)
                .Where(reason => ByReason.ContainsKey(reason.Slug))
                .Select(reason => new Advice
                {
                    Slug = ByReason[reason.Slug],
                    Actor =
                        ByReason[reason.Slug] == PublishCaa
                            ? AdviceActor.HostDns
                            : AdviceActor.MailServer,
                    Host = reason.Host,
                })
                .DistinctBy(advice => (advice.Slug, advice.Host)),
        ];
}
