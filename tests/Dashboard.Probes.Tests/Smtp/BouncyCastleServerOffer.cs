using System.Security.Cryptography.X509Certificates;
using Org.BouncyCastle.Tls;

namespace Dashboard.Probes.Tests.Smtp;

internal sealed record BouncyCastleServerOffer(
    ProtocolVersion[] Versions,
    X509Certificate2? Ecdsa,
    X509Certificate2? Rsa
)
{
    /// <summary>Sent behind the certificate.</summary>
    public IReadOnlyList<X509Certificate2> Above { get; init; } = [];

    /// <summary>In TLS 1.2 with RSA, only ephemeral Diffie-Hellman in a group of 1024 bits.</summary>
    public bool SmallGroup { get; init; }

    /// <summary>The alert for a client that has none of the versions; 70 is the right one (RFC 8446 section 6.2).</summary>
    public short OtherVersionAlert { get; init; } = AlertDescription.protocol_version;
}
