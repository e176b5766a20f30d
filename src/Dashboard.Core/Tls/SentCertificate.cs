using Dashboard.Core.Dns;

namespace Dashboard.Core.Tls;

/// <summary>A certificate that can stand on a path, read for judging.</summary>
/// <param name="depth">Its place in the chain as sent, 0 the leaf; null for one that is in the DNS.</param>
/// <param name="fields">Null where the octets are no certificate.</param>
internal sealed class SentCertificate(
    int? depth,
    ReadOnlyMemory<byte> der,
    CertificateFields? fields
)
{
    private readonly Dictionary<(Selector, MatchingType), OctetString?> associations = [];

    public int? Depth { get; } = depth;

    public ReadOnlyMemory<byte> Der { get; } = der;

    public CertificateFields? Fields { get; } = fields;

    public static IReadOnlyList<SentCertificate> Of(CertificateChain chain) =>
        [
            .. chain.Certificates.Select(
                (certificate, depth) =>
                    new SentCertificate(depth, certificate.Der, Read(certificate.Der))
            ),
        ];

    public static CertificateFields? Read(ReadOnlyMemory<byte> der) =>
        CertificateFields.TryParse(der, out var fields, out _) ? fields : null;

    /// <summary>The association data of this certificate; computed once. Null where there is none of that kind.</summary>
    public OctetString? Association(Selector selector, MatchingType matchingType)
    {
        var kind = (selector, matchingType);
        if (!associations.TryGetValue(kind, out var data))
        {
            var content = selector switch
            {
                Selector.Cert => Der,
                Selector.Spki => Fields?.SubjectPublicKeyInfo ?? default,
                _ => default,
            };
            data = content.IsEmpty ? null : TlsaAssociation.Digest(matchingType, content.Span);
            associations.Add(kind, data);
        }
        return data;
    }
}
