namespace Dashboard.Core.Tls;

/// <summary>What a DANE-TA record can make the end of a path.</summary>
internal abstract record TrustAnchor
{
    private TrustAnchor() { }

    /// <summary>A certificate of the chain as sent, at a depth above the leaf.</summary>
    public sealed record Sent(int Depth) : TrustAnchor;

    /// <summary>A whole certificate in the DNS: matching type Full, selector Cert.</summary>
    public sealed record Certificate(CertificateFields Fields) : TrustAnchor;

    /// <summary>A bare key in the DNS: matching type Full, selector SPKI.</summary>
    public sealed record Key(ReadOnlyMemory<byte> SubjectPublicKeyInfo) : TrustAnchor;
}
