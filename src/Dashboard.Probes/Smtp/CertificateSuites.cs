using System.Net.Security;
using Dashboard.Core.Tls;

namespace Dashboard.Probes.Smtp;

/// <summary>
/// Cipher suites of TLS 1.2 by the kind of certificate they need: offering those of one kind only makes a server show that
/// certificate, or say that it has none (RFC 5246 section 7.4.2).
/// </summary>
internal static class CertificateSuites
{
    /// <summary>
    /// Of TLS 1.3 and 1.2, all with a certificate that a sender with OpenSSL offers (the list HIGH, as Postfix does). What the platform offers by itself depends on the system's
    /// OpenSSL settings and leaves out suites without ephemeral keys, which old servers have and senders deliver with.
    /// </summary>
    public static IReadOnlyList<TlsCipherSuite> All => [.. Tls13, .. Ecdsa, .. Rsa];

    public static IReadOnlyList<TlsCipherSuite> Tls13 { get; } =
    [
        TlsCipherSuite.TLS_AES_256_GCM_SHA384,
        TlsCipherSuite.TLS_CHACHA20_POLY1305_SHA256,
        TlsCipherSuite.TLS_AES_128_GCM_SHA256,
    ];

    public static IReadOnlyList<TlsCipherSuite> For(CertificateKeyType keyType) =>
        keyType == CertificateKeyType.Rsa ? Rsa : Ecdsa;

    private static readonly TlsCipherSuite[] Rsa =
    [
        TlsCipherSuite.TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384,
        TlsCipherSuite.TLS_ECDHE_RSA_WITH_CHACHA20_POLY1305_SHA256,
        TlsCipherSuite.TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256,
        TlsCipherSuite.TLS_DHE_RSA_WITH_AES_256_GCM_SHA384,
        TlsCipherSuite.TLS_DHE_RSA_WITH_CHACHA20_POLY1305_SHA256,
        TlsCipherSuite.TLS_DHE_RSA_WITH_AES_128_GCM_SHA256,
        TlsCipherSuite.TLS_ECDHE_RSA_WITH_ARIA_256_GCM_SHA384,
        TlsCipherSuite.TLS_ECDHE_RSA_WITH_ARIA_128_GCM_SHA256,
        TlsCipherSuite.TLS_DHE_RSA_WITH_AES_256_CCM,
        TlsCipherSuite.TLS_DHE_RSA_WITH_AES_128_CCM,
        TlsCipherSuite.TLS_DHE_RSA_WITH_ARIA_256_GCM_SHA384,
        TlsCipherSuite.TLS_DHE_RSA_WITH_ARIA_128_GCM_SHA256,
        TlsCipherSuite.TLS_ECDHE_RSA_WITH_AES_256_CBC_SHA384,
        TlsCipherSuite.TLS_ECDHE_RSA_WITH_AES_128_CBC_SHA256,
        TlsCipherSuite.TLS_ECDHE_RSA_WITH_AES_256_CBC_SHA,
        TlsCipherSuite.TLS_ECDHE_RSA_WITH_AES_128_CBC_SHA,
        TlsCipherSuite.TLS_ECDHE_RSA_WITH_CAMELLIA_256_CBC_SHA384,
        TlsCipherSuite.TLS_ECDHE_RSA_WITH_CAMELLIA_128_CBC_SHA256,
        TlsCipherSuite.TLS_DHE_RSA_WITH_AES_256_CBC_SHA256,
        TlsCipherSuite.TLS_DHE_RSA_WITH_AES_128_CBC_SHA256,
        TlsCipherSuite.TLS_DHE_RSA_WITH_AES_256_CBC_SHA,
        TlsCipherSuite.TLS_DHE_RSA_WITH_AES_128_CBC_SHA,
        TlsCipherSuite.TLS_DHE_RSA_WITH_CAMELLIA_256_CBC_SHA256,
        TlsCipherSuite.TLS_DHE_RSA_WITH_CAMELLIA_128_CBC_SHA256,
        TlsCipherSuite.TLS_DHE_RSA_WITH_CAMELLIA_256_CBC_SHA,
        TlsCipherSuite.TLS_DHE_RSA_WITH_CAMELLIA_128_CBC_SHA,
        TlsCipherSuite.TLS_RSA_WITH_AES_256_GCM_SHA384,
        TlsCipherSuite.TLS_RSA_WITH_AES_128_GCM_SHA256,
        TlsCipherSuite.TLS_RSA_WITH_AES_256_CCM,
        TlsCipherSuite.TLS_RSA_WITH_AES_128_CCM,
        TlsCipherSuite.TLS_RSA_WITH_ARIA_256_GCM_SHA384,
        TlsCipherSuite.TLS_RSA_WITH_ARIA_128_GCM_SHA256,
        TlsCipherSuite.TLS_RSA_WITH_AES_256_CBC_SHA256,
        TlsCipherSuite.TLS_RSA_WITH_AES_128_CBC_SHA256,
        TlsCipherSuite.TLS_RSA_WITH_AES_256_CBC_SHA,
        TlsCipherSuite.TLS_RSA_WITH_AES_128_CBC_SHA,
        TlsCipherSuite.TLS_RSA_WITH_CAMELLIA_256_CBC_SHA256,
        TlsCipherSuite.TLS_RSA_WITH_CAMELLIA_128_CBC_SHA256,
        TlsCipherSuite.TLS_RSA_WITH_CAMELLIA_256_CBC_SHA,
        TlsCipherSuite.TLS_RSA_WITH_CAMELLIA_128_CBC_SHA,
    ];

    private static readonly TlsCipherSuite[] Ecdsa =
    [
        TlsCipherSuite.TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384,
        TlsCipherSuite.TLS_ECDHE_ECDSA_WITH_CHACHA20_POLY1305_SHA256,
        TlsCipherSuite.TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256,
        TlsCipherSuite.TLS_ECDHE_ECDSA_WITH_AES_256_CCM,
        TlsCipherSuite.TLS_ECDHE_ECDSA_WITH_AES_128_CCM,
        TlsCipherSuite.TLS_ECDHE_ECDSA_WITH_ARIA_256_GCM_SHA384,
        TlsCipherSuite.TLS_ECDHE_ECDSA_WITH_ARIA_128_GCM_SHA256,
        TlsCipherSuite.TLS_ECDHE_ECDSA_WITH_AES_256_CBC_SHA384,
        TlsCipherSuite.TLS_ECDHE_ECDSA_WITH_AES_128_CBC_SHA256,
        TlsCipherSuite.TLS_ECDHE_ECDSA_WITH_AES_256_CBC_SHA,
        TlsCipherSuite.TLS_ECDHE_ECDSA_WITH_AES_128_CBC_SHA,
        TlsCipherSuite.TLS_ECDHE_ECDSA_WITH_CAMELLIA_256_CBC_SHA384,
        TlsCipherSuite.TLS_ECDHE_ECDSA_WITH_CAMELLIA_128_CBC_SHA256,
    ];
}
