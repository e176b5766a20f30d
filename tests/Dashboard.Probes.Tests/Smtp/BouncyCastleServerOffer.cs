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
}
