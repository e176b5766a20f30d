namespace Dashboard.Core.Tls;

/// <summary>What the DANE-TA records of a host make the end of a path.</summary>
/// <param name="Include">Whether a certificate is one of them, by its octets or its key.</param>
/// <param name="Certificates">Whole certificates in the DNS: matching type Full, selector Cert.</param>
/// <param name="Keys">Bare keys in the DNS: matching type Full, selector SPKI.</param>
internal sealed record TrustAnchors(
    Func<SentCertificate, bool> Include,
    IReadOnlyList<SentCertificate> Certificates,
    IReadOnlyList<ReadOnlyMemory<byte>> Keys
)
{
    /// <summary>Those that are sent alone: nothing of what is only in the DNS helps.</summary>
    public TrustAnchors WithoutDns => this with { Certificates = [], Keys = [] };
}
