using static Dashboard.Core.Inbound.TlsNcsc.GuidelineLevel;
using static Dashboard.Core.Inbound.TlsNcsc.GuidelineSubject;
using static Dashboard.Core.Inbound.TlsNcsc.Lists2025;

namespace Dashboard.Core.Inbound.TlsNcsc;

/// <summary>
/// The lists of the TLS guidelines 2.1 (January 2021) of NCSC-NL, as internet.nl applied them to mail up to its release 1.10. What
/// is not named is insufficient.
/// </summary>
internal static class Lists2021
{
    public static IReadOnlyList<GuidelineRow> Rows { get; } =
    [
        new(GuidelineSubject.Version, Good, "B1-1", ["TLSv1.3"]),
        new(GuidelineSubject.Version, Sufficient, "B1-1", ["TLSv1.2"]),
        new(GuidelineSubject.Version, PhaseOut, "B1-1", ["TLSv1.1", "TLSv1.0"]),
        new(
            Suite,
            Good,
            "B2-1",
            [
                "TLS_AES_256_GCM_SHA384",
                "TLS_CHACHA20_POLY1305_SHA256",
                "TLS_AES_128_GCM_SHA256",
                "TLS_AES_128_CCM_SHA256",
                .. Each(
                    ["ECDHE_ECDSA", "ECDHE_RSA"],
                    ["AES_128_GCM_SHA256", "AES_256_GCM_SHA384", "CHACHA20_POLY1305_SHA256"]
                ),
                .. Each(["ECDHE_ECDSA"], ["AES_128_CCM", "AES_256_CCM"]),
            ]
        ),
        new(
            Suite,
            Sufficient,
            "B2-1",
            [
                .. Each(
                    ["ECDHE_ECDSA", "ECDHE_RSA"],
                    [
                        "AES_128_CBC_SHA",
                        "AES_256_CBC_SHA",
                        "AES_128_CBC_SHA256",
                        "AES_256_CBC_SHA384",
                        "CAMELLIA_128_CBC_SHA256",
                        "CAMELLIA_256_CBC_SHA384",
                    ]
                ),
                .. Each(
                    ["DHE_RSA"],
                    [
                        "AES_128_CBC_SHA",
                        "AES_256_CBC_SHA",
                        "AES_128_CBC_SHA256",
                        "AES_256_CBC_SHA256",
                        "AES_128_GCM_SHA256",
                        "AES_256_GCM_SHA384",
                        "CHACHA20_POLY1305_SHA256",
                        "AES_128_CCM",
                        "AES_256_CCM",
                        "CAMELLIA_128_CBC_SHA",
                        "CAMELLIA_256_CBC_SHA",
                        "CAMELLIA_128_CBC_SHA256",
                        "CAMELLIA_256_CBC_SHA256",
                    ]
                ),
            ]
        ),
        new(
            Suite,
            PhaseOut,
            "B2-1",
            [
                .. Each(["ECDHE_ECDSA", "ECDHE_RSA", "DHE_RSA", "RSA"], ["3DES_EDE_CBC_SHA"]),
                .. Each(
                    ["RSA"],
                    [
                        "AES_128_GCM_SHA256",
                        "AES_256_GCM_SHA384",
                        "AES_128_CBC_SHA",
                        "AES_256_CBC_SHA",
                        "AES_128_CBC_SHA256",
                        "AES_256_CBC_SHA256",
                        // Key exchange with RSA made every suite phase-out in internet.nl's own reckoning (release 1.10.8).
                        "CAMELLIA_128_CBC_SHA",
                        "CAMELLIA_256_CBC_SHA",
                        "CAMELLIA_128_CBC_SHA256",
                        "CAMELLIA_256_CBC_SHA256",
                    ]
                ),
            ]
        ),
        new(Group, Good, "B5-1", ["secp256r1", "secp384r1", "secp521r1", "x25519", "x448"]),
        new(
            Group,
            Sufficient,
            "B6-1",
            [
                "ffdhe3072",
                "ffdhe4096",
                "ffdhe6144",
                "ffdhe8192",
                // Another prime passed only where internet.nl could not read the group: with a generator that is not 2.
                GuidelineWords.OtherGenerator,
            ]
        ),
        new(Group, PhaseOut, "B5-1", ["secp224r1"]),
        new(Group, PhaseOut, "B6-1", ["ffdhe2048"]),
        new(Hash, Good, "table 5", ["sha256", "sha384", "sha512", "eddsa"]),
        // "SHA-2 supported: no" is phase-out, whatever the hash is instead.
        new(Hash, PhaseOut, "table 5", ["sha224", "sha1", "md5"]),
        new(CertificateKey, Good, "B3-3", ["rsa-3072"]),
        new(CertificateKey, Good, "B5-1", ["secp256r1", "secp384r1"]),
        new(CertificateKey, Sufficient, "B3-3", ["rsa-2048", "dsa-3072", "dsa-2048"]),
        new(CertificateKey, PhaseOut, "B5-1", ["secp224r1"]),
        new(
            CertificateSignature,
            Good,
            "B3-2",
            [
                "rsa-sha256",
                "rsa-sha384",
                "rsa-sha512",
                "rsa-pss-sha256",
                "rsa-pss-sha384",
                "rsa-pss-sha512",
                "ecdsa-sha256",
                "ecdsa-sha384",
                "ecdsa-sha512",
                "dsa-sha256",
            ]
        ),
    ];
}
