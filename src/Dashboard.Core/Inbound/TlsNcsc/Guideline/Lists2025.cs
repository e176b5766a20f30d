using static Dashboard.Core.Inbound.TlsNcsc.GuidelineLevel;
using static Dashboard.Core.Inbound.TlsNcsc.GuidelineSubject;

namespace Dashboard.Core.Inbound.TlsNcsc;

/// <summary>
/// The lists of the TLS guidelines 2025-05 of NCSC-NL, as internet.nl applies them to mail from its release 1.11.0. What is not
/// named is insufficient.
/// </summary>
internal static class Lists2025
{
    public static IReadOnlyList<GuidelineRow> Rows { get; } =
    [
        new(GuidelineSubject.Version, Good, "3.3.1", ["TLSv1.3"]),
        new(GuidelineSubject.Version, Sufficient, "3.3.1", ["TLSv1.2"]),
        new(Suite, Good, "B", ["TLS_AES_256_GCM_SHA384", "TLS_CHACHA20_POLY1305_SHA256"]),
        new(
            Suite,
            Sufficient,
            "B",
            [
                "TLS_AES_128_GCM_SHA256",
                "TLS_AES_128_CCM_SHA256",
                "TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384",
                "TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256",
                "TLS_ECDHE_ECDSA_WITH_CHACHA20_POLY1305_SHA256",
                "TLS_ECDHE_ECDSA_WITH_AES_256_CCM",
                "TLS_ECDHE_ECDSA_WITH_AES_128_CCM",
                "TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384",
                "TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256",
                "TLS_ECDHE_RSA_WITH_CHACHA20_POLY1305_SHA256",
            ]
        ),
        new(
            Suite,
            PhaseOut,
            "B",
            [
                .. Each(
                    ["ECDHE_ECDSA", "ECDHE_RSA"],
                    [
                        "AES_128_CBC_SHA256",
                        "AES_256_CBC_SHA384",
                        "CAMELLIA_128_CBC_SHA256",
                        "CAMELLIA_256_CBC_SHA384",
                        "ARIA_128_CBC_SHA256",
                        "ARIA_256_CBC_SHA384",
                        "CAMELLIA_128_GCM_SHA256",
                        "CAMELLIA_256_GCM_SHA384",
                        "ARIA_128_GCM_SHA256",
                        "ARIA_256_GCM_SHA384",
                    ]
                ),
                .. Each(
                    ["DHE_RSA"],
                    [
                        // With 256 bits too this one has SHA-256 (RFC 5246 appendix A.5, RFC 5932 section 2).
                        "AES_128_CBC_SHA256",
                        "AES_256_CBC_SHA256",
                        "CAMELLIA_128_CBC_SHA256",
                        "CAMELLIA_256_CBC_SHA256",
                        "ARIA_128_CBC_SHA256",
                        "ARIA_256_CBC_SHA384",
                        "CAMELLIA_128_GCM_SHA256",
                        "CAMELLIA_256_GCM_SHA384",
                        "ARIA_128_GCM_SHA256",
                        "ARIA_256_GCM_SHA384",
                        "AES_128_GCM_SHA256",
                        "AES_256_GCM_SHA384",
                        "AES_128_CCM",
                        "AES_256_CCM",
                        "CHACHA20_POLY1305_SHA256",
                    ]
                ),
            ]
        ),
        new(Group, Good, "3.3.3", ["X25519MLKEM768", "SecP256r1MLKEM768", "SecP384r1MLKEM1024"]),
        new(
            Group,
            Sufficient,
            "3.3.3",
            [
                "secp256r1",
                "secp384r1",
                "secp521r1",
                "x25519",
                "x448",
                "brainpoolP256r1",
                "brainpoolP384r1",
                "brainpoolP512r1",
                "brainpoolP256r1tls13",
                "brainpoolP384r1tls13",
                "brainpoolP512r1tls13",
            ]
        ),
        new(
            Group,
            PhaseOut,
            "3.3.3",
            ["secp224r1", "ffdhe3072", "ffdhe4096", "ffdhe6144", "ffdhe8192"]
        ),
        new(Hash, Good, "3.3.5", ["sha256", "sha384", "sha512", "eddsa"]),
        new(Hash, PhaseOut, "3.3.5", ["sha224"]),
        new(
            CertificateKey,
            Sufficient,
            "3.3.2",
            [
                "rsa-3072",
                "secp256r1",
                "secp384r1",
                "secp521r1",
                "brainpoolP256r1",
                "brainpoolP384r1",
                "brainpoolP512r1",
                "ed25519",
                "ed448",
            ]
        ),
        new(CertificateKey, PhaseOut, "3.3.2", ["rsa-2048", "secp224r1"]),
        new(
            CertificateSignature,
            Sufficient,
            "3.3.5",
            [
                "rsa-sha256",
                "rsa-sha384",
                "rsa-sha512",
                // Its hashes are named, the scheme is not: the Forum view counts it as insufficient.
                "rsa-pss-sha256",
                "rsa-pss-sha384",
                "rsa-pss-sha512",
                "ecdsa-sha256",
                "ecdsa-sha384",
                "ecdsa-sha512",
                "eddsa",
            ]
        ),
        new(
            CertificateSignature,
            PhaseOut,
            "3.3.5",
            ["rsa-sha224", "rsa-pss-sha224", "ecdsa-sha224"]
        ),
    ];

    /// <summary>The suites of these exchanges with these ciphers.</summary>
    internal static IEnumerable<string> Each(string[] exchanges, string[] ciphers) =>
        from exchange in exchanges
        from cipher in ciphers
        select $"TLS_{exchange}_WITH_{cipher}";
}
