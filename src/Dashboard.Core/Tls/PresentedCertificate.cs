namespace Dashboard.Core.Tls;

/// <summary>A certificate as sent, with the fields a reader wants to see.</summary>
public sealed record PresentedCertificate
{
    /// <summary>The DER encoding, base64 in JSON.</summary>
    [System.Text.Json.Serialization.JsonPropertyName("der")]
    public required byte[] Der { get; init; }

    /// <summary>SHA-256 over <see cref="Der"/>.</summary>
    public required OctetString Sha256 { get; init; }

    /// <summary>SHA-256 over the SubjectPublicKeyInfo as it is in the certificate; empty where it cannot be parsed.</summary>
    public required OctetString SpkiSha256 { get; init; }

    public string Subject { get; init; } = string.Empty;

    public string Issuer { get; init; } = string.Empty;

    public DateTimeOffset? NotBefore { get; init; }

    public DateTimeOffset? NotAfter { get; init; }

    /// <summary>The dNSName entries of subjectAltName, as they stand (RFC 6125 section 6.4: presented identifiers).</summary>
    public IReadOnlyList<string> DnsNames { get; init; } = [];

    public string? CommonName { get; init; }

    public CertificateKeyType KeyType { get; init; }

    /// <summary>In bits; null where it is not known.</summary>
    public int? KeySize { get; init; }

    public string? SignatureAlgorithm { get; init; }

    /// <summary>Why the DER could not be parsed; null where it could.</summary>
    public string? Problem { get; init; }
}

/// <summary>The kind of public key in a server's certificate.</summary>
public enum CertificateKeyType
{
    Other,
    Rsa,
    Ecdsa,
    EdDsa,
}
