namespace Dashboard.Core.Inbound.TlsNcsc;

/// <summary>The sub-tests, by their public words, in the order reported.</summary>
public static class TlsSubTest
{
    public const string Available = "tls-available";
    public const string Version = "tls-version";
    public const string Suites = "tls-suites";
    public const string Order = "tls-order";
    public const string Groups = "tls-groups";
    public const string Hash = "tls-hash";
    public const string Compression = "tls-compression";
    public const string SecureRenegotiation = "tls-reneg-secure";
    public const string ClientRenegotiation = "tls-reneg-client";
    public const string ExtendedMasterSecret = "tls-ems";
    public const string EarlyData = "tls-early-data";
    public const string Caa = "tls-caa";
    public const string CertificateKey = "cert-key";
    public const string CertificateSignature = "cert-signature";
    public const string CertificateChain = "cert-chain";
    public const string CertificateName = "cert-name";

    public static IReadOnlyList<string> All { get; } =
    [
        Available,
        Version,
        Suites,
        Order,
        Groups,
        Hash,
        Compression,
        SecureRenegotiation,
        ClientRenegotiation,
        ExtendedMasterSecret,
        EarlyData,
        Caa,
        CertificateKey,
        CertificateSignature,
        CertificateChain,
        CertificateName,
    ];
}
