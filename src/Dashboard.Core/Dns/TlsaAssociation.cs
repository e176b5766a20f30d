using System.Security.Cryptography;
using Dashboard.Core.Tls;

namespace Dashboard.Core.Dns;

/// <summary>Certificate association data (RFC 6698 section 2.1.4).</summary>
public static class TlsaAssociation
{
    /// <summary>
    /// What a record of this selector and matching type holds for a certificate: the certificate or its SubjectPublicKeyInfo,
    /// whole or as a digest (RFC 6698 sections 2.1.2 and 2.1.3). Null where the key cannot be found in it.
    /// </summary>
    public static OctetString? Compute(
        Selector selector,
        MatchingType matchingType,
        ReadOnlySpan<byte> der
    )
    {
        switch (selector)
        {
            case Selector.Cert:
                return Digest(matchingType, der);
            case Selector.Spki:
                return CertificateFields.TryParse(der.ToArray(), out var fields, out _)
                    ? Digest(matchingType, fields.SubjectPublicKeyInfo.Span)
                    : null;
            default:
                return null;
        }
    }

    /// <summary>Those of the records whose data is that of a certificate of one of the chains; their usage is not looked at.</summary>
    public static IReadOnlySet<TlsaRecord> Matching(
        IReadOnlyList<TlsaRecord> records,
        IEnumerable<CertificateChain> chains
    )
    {
        ArgumentNullException.ThrowIfNull(records);
        ArgumentNullException.ThrowIfNull(chains);
        var sent = chains
            .SelectMany(chain => chain.Certificates)
            .DistinctBy(certificate => certificate.Sha256)
            .Select(certificate => new SentCertificate(
                null,
                certificate.Der,
                SentCertificate.Read(certificate.Der)
            ))
            .ToList();
        return records
            .Where(record => sent.Exists(certificate => Matches(record, certificate)))
            .ToHashSet();
    }

    /// <summary>Whether the record's data is that of the certificate; its usage is not looked at. Unknown fields match nothing.</summary>
    internal static bool Matches(TlsaRecord record, SentCertificate certificate) =>
        certificate.Association((Selector)record.Selector, (MatchingType)record.MatchingType)
        == record.AssociationData;

    internal static OctetString? Digest(MatchingType matchingType, ReadOnlySpan<byte> content) =>
        matchingType switch
        {
            MatchingType.Full => new OctetString(content),
            MatchingType.Sha256 => new OctetString(SHA256.HashData(content)),
            MatchingType.Sha512 => new OctetString(SHA512.HashData(content)),
            _ => null,
        };
}
