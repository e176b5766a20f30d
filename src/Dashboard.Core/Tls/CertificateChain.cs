using System.Security.Cryptography;

namespace Dashboard.Core.Tls;

/// <summary>The certificates a server sent, leaf first, in the order sent (RFC 8446 section 4.4.2).</summary>
public sealed record CertificateChain(IReadOnlyList<PresentedCertificate> Certificates)
{
    /// <summary>Many times what an honest server sends; the rest could only cost time and room.</summary>
    public const int MostCertificates = 200;

    /// <summary>In all of them together: OpenSSL, and with it most senders, ends the handshake where there are more.</summary>
    public const int MostOctets = 100 * 1024;

    public static CertificateChain Empty { get; } = new([]);

    /// <summary>Certificates behind these that are not kept; null where all are.</summary>
    public int? Omitted { get; init; }

    /// <summary>
    /// Reads what a server sent and keeps its beginning. A certificate that is left out matches nothing, so no verdict gets better
    /// by it; a leaf that is too large stays as one that cannot be read.
    /// </summary>
    public static CertificateChain AsSent(IReadOnlyList<byte[]> sent)
    {
        ArgumentNullException.ThrowIfNull(sent);
        var octets = 0;
        List<PresentedCertificate> kept =
        [
            .. sent.Take(MostCertificates)
                .TakeWhile(der => (octets += der.Length) <= MostOctets)
                .Select(der => CertificateReader.Read(der)),
        ];
        if (kept.Count == 0 && sent.Count > 0)
        {
            kept.Add(TooLarge(sent[0]));
        }
        return new CertificateChain(kept)
        {
            Omitted = kept.Count < sent.Count ? sent.Count - kept.Count : null,
        };
    }

    private static PresentedCertificate TooLarge(byte[] der) =>
        new()
        {
            Der = [],
            Sha256 = new OctetString(SHA256.HashData(der)),
            SpkiSha256 = default,
            Problem = "larger than is kept",
        };
}
