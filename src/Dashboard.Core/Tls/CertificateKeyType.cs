namespace Dashboard.Core.Tls;

/// <summary>The kind of public key in a server's certificate.</summary>
public enum CertificateKeyType
{
    Other,
    Rsa,
    Ecdsa,
    EdDsa,
}
