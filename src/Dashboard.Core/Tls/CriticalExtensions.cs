namespace Dashboard.Core.Tls;

/// <summary>Which critical extensions senders understand (RFC 5280 section 4.2): a path with another does not hold.</summary>
internal static class CriticalExtensions
{
    /// <summary>As OpenSSL 3.</summary>
    private static readonly HashSet<string> Understood =
    [
        "2.5.29.15", // keyUsage
        "2.5.29.17", // subjectAltName
        "2.5.29.19", // basicConstraints
        "2.5.29.30", // nameConstraints
        "2.5.29.31", // cRLDistributionPoints
        "2.5.29.32", // certificatePolicies
        "2.5.29.33", // policyMappings
        "2.5.29.36", // policyConstraints
        "2.5.29.37", // extKeyUsage
        "2.5.29.54", // inhibitAnyPolicy
        "1.3.6.1.5.5.7.1.7", // ipAddrBlocks
        "1.3.6.1.5.5.7.1.8", // autonomousSysIds
        "1.3.6.1.5.5.7.48.1.5", // ocsp-nocheck
        "2.16.840.1.113730.1.1", // Netscape's certificate type
    ];

    /// <summary>Of those, what GnuTLS and OpenSSL before 1.1.1 understand as well.</summary>
    private static readonly HashSet<string> UnderstoodByAll =
    [
        "2.5.29.15",
        "2.5.29.17",
        "2.5.29.19",
        "2.5.29.30",
        "2.5.29.37",
    ];

    /// <summary>The first that some sender in use does not understand; null where all do.</summary>
    public static string? NotUnderstoodByAll(CertificateExtensions extensions) =>
        extensions.Critical.FirstOrDefault(oid => !UnderstoodByAll.Contains(oid));

    /// <summary>The first that OpenSSL does not understand; null where it understands all.</summary>
    public static string? NotUnderstood(CertificateExtensions extensions) =>
        extensions.Critical.FirstOrDefault(oid => !Understood.Contains(oid));
}
