namespace Dashboard.Core.Tls;

/// <summary>The certificates a server sent, leaf first, in the order sent (RFC 8446 section 4.4.2).</summary>
public sealed record CertificateChain(IReadOnlyList<PresentedCertificate> Certificates)
{
    public static CertificateChain Empty { get; } = new([]);
}
