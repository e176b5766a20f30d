using Dashboard.Core.Dns;
using Dashboard.Core.Inbound.TlsNcsc;
using Dashboard.Core.Tls;

namespace Dashboard.Probes.Smtp;

internal static partial class ClientHello
{
    /// <summary>
    /// Of any version and offer, in a record of its own. In TLS 1.3 without a key share, so that the server names suite and group in a
    /// HelloRetryRequest (RFC 8446 section 4.2.8) and no key is ever computed.
    /// </summary>
    public static byte[] Of(DomainName serverName, ClientOffer offer)
    {
        // SSL 3.0 has no extensions (RFC 6101 section 5.6.1.2).
        byte[] extensions =
            offer.Version == TlsProtocolVersion.Ssl3
                ? []
                : [.. ServerName(serverName), .. Extensions(offer), .. RenegotiationInfo()];
        var minor = (byte)(offer.Version == TlsProtocolVersion.Ssl3 ? 0 : 1);
        return [0x16, 0x03, minor, .. Vector(Message(offer, extensions))];
    }

    /// <summary>
    /// The message that asks for a second handshake inside a session (RFC 5746 section 3.5), without a record.
    /// </summary>
    /// <param name="verifyData">Of the client's Finished message in the first one.</param>
    public static byte[] Again(ClientOffer offer, byte[] verifyData) =>
        Message(
            offer,
            [.. Extensions(offer), .. Extension(0xFF01, [(byte)verifyData.Length, .. verifyData])]
        );

    private static byte[] Message(ClientOffer offer, byte[] extensions)
    {
        byte[] compression = offer.OffersCompression ? [2, 1, 0] : [1, 0];
        byte[] hello =
        [
            0x03,
            // TLS 1.3 is asked for by its extension alone (RFC 8446 section 4.1.2).
            (byte)Math.Min((int)offer.Version, (int)TlsProtocolVersion.Tls12),
            .. System.Security.Cryptography.RandomNumberGenerator.GetBytes(32),
            0, // no session to resume
            .. Vector([.. offer.Suites.SelectMany(suite => Two(suite.Number))]),
            .. compression,
            .. extensions.Length == 0 ? [] : Vector(extensions),
        ];
        return [1, 0, .. Vector(hello)];
    }

    private static byte[] Extensions(ClientOffer offer) =>
        [
            .. offer.Groups.Count == 0 ? [] : Groups(offer.Groups),
            .. offer.Version == TlsProtocolVersion.Tls13 || offer.Groups.Count == 0
                ? []
                : PointFormats(),
            .. offer.Signatures.Count == 0 ? [] : SignatureAlgorithms(Numbers(offer.Signatures)),
            // signature_algorithms_cert (RFC 8446 section 4.2.3)
            .. offer.CertificateSignatures.Count == 0
                ? []
                : Extension(50, Vector(Numbers(offer.CertificateSignatures))),
            .. offer.Version == TlsProtocolVersion.Tls13
                // supported_versions (RFC 8446 section 4.2.1), and a key_share without keys (section 4.2.8)
                ? [.. Extension(43, [2, 3, 4]), .. Extension(51, Vector([]))]
                : ExtendedMasterSecret(),
        ];

    private static byte[] Groups(IReadOnlyList<NamedGroup> groups) =>
        Extension(10, Vector([.. groups.SelectMany(group => Two(group.Number))]));

    private static byte[] Numbers(IReadOnlyList<SignatureScheme> schemes) =>
        [.. schemes.SelectMany(scheme => Two(scheme.Number))];
}
