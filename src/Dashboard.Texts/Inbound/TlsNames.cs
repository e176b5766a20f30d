using Dashboard.Core.Tls;

namespace Dashboard.Texts.Inbound;

/// <summary>Names of TLS parts as people write them.</summary>
internal static class TlsNames
{
    public static string Of(TlsProtocolVersion version) =>
        version switch
        {
            TlsProtocolVersion.Ssl3 => "SSL 3.0",
            TlsProtocolVersion.Tls10 => "TLS 1.0",
            TlsProtocolVersion.Tls11 => "TLS 1.1",
            TlsProtocolVersion.Tls12 => "TLS 1.2",
            _ => "TLS 1.3",
        };

    public static string Of(CertificateKeyType type) =>
        type switch
        {
            CertificateKeyType.Rsa => "RSA",
            CertificateKeyType.Ecdsa => "ECDSA",
            CertificateKeyType.EdDsa => "EdDSA",
            _ => "?",
        };
}
