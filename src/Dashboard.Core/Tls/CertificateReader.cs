using System.Security.Cryptography;

namespace Dashboard.Core.Tls;

/// <summary>Reads a certificate as sent. What is no certificate is still kept, with what is wrong with it.</summary>
public static class CertificateReader
{
    /// <summary>Never throws; <see cref="PresentedCertificate.Problem"/> says why the octets could not be read.</summary>
    public static PresentedCertificate Read(ReadOnlySpan<byte> der)
    {
        var octets = der.ToArray();
        var digest = new OctetString(SHA256.HashData(octets));
        if (!CertificateFields.TryParse(octets, out var fields, out var problem))
        {
            return new PresentedCertificate
            {
                Der = octets,
                Sha256 = digest,
                SpkiSha256 = default,
                Problem = problem,
            };
        }
        return new PresentedCertificate
        {
            Der = octets,
            Sha256 = digest,
            SpkiSha256 = new OctetString(SHA256.HashData(fields.SubjectPublicKeyInfo.Span)),
            Subject = DistinguishedName.ToText(fields.Subject),
            Issuer = DistinguishedName.ToText(fields.Issuer),
            NotBefore = fields.NotBefore,
            NotAfter = fields.NotAfter,
            DnsNames = fields.DnsNames,
            CommonName = DistinguishedName.CommonNames(fields.Subject) is [.., var last]
                ? last
                : null,
            KeyType = fields.Key.Type,
            KeySize = fields.Key.Size,
            SignatureAlgorithm = SignatureAlgorithmName.Of(fields.SignatureAlgorithm),
        };
    }
}
