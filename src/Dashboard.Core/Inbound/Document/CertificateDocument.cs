using Dashboard.Core.Tls;

namespace Dashboard.Core.Inbound.Document;

/// <summary>A certificate in short; its octets stand in the observation.</summary>
public sealed record CertificateDocument
{
    public required string Subject { get; init; }

    public required string Issuer { get; init; }

    public DateTimeOffset? NotBefore { get; init; }

    public DateTimeOffset? NotAfter { get; init; }

    public required IReadOnlyList<string> DnsNames { get; init; }

    public required CertificateKeyType KeyType { get; init; }

    public int? KeySize { get; init; }

    public string? SignatureAlgorithm { get; init; }

    public required OctetString Sha256 { get; init; }

    public required OctetString SpkiSha256 { get; init; }

    public string? Problem { get; init; }

    internal static CertificateDocument Of(PresentedCertificate certificate) =>
        new()
        {
            Subject = certificate.Subject,
            Issuer = certificate.Issuer,
            NotBefore = certificate.NotBefore,
            NotAfter = certificate.NotAfter,
            DnsNames = certificate.DnsNames,
            KeyType = certificate.KeyType,
            KeySize = certificate.KeySize,
            SignatureAlgorithm = certificate.SignatureAlgorithm,
            Sha256 = certificate.Sha256,
            SpkiSha256 = certificate.SpkiSha256,
            Problem = certificate.Problem,
        };
}
