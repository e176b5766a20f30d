namespace Dashboard.Core.Tls;

/// <summary>A certificate at its place in the chain as sent, read for judging.</summary>
/// <param name="Depth">0 is the leaf.</param>
/// <param name="Fields">Null where the octets are no certificate.</param>
internal sealed record SentCertificate(
    int Depth,
    ReadOnlyMemory<byte> Der,
    CertificateFields? Fields
)
{
    public static IReadOnlyList<SentCertificate> Of(CertificateChain chain) =>
        [
            .. chain
                .Certificates.Take(CertificateChain.MostCertificates)
                .Select(
                    (certificate, depth) =>
                        new SentCertificate(
                            depth,
                            certificate.Der,
                            CertificateFields.TryParse(certificate.Der, out var fields, out _)
                                ? fields
                                : null
                        )
                ),
        ];
}
