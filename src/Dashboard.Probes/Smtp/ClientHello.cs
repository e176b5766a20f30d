using System.Buffers.Binary;
using System.Net.Security;
using System.Security.Cryptography;
using System.Text;
using Dashboard.Core.Dns;
using Dashboard.Core.Tls;

namespace Dashboard.Probes.Smtp;

/// <summary>
/// Writes the first message of a handshake that makes a server show one kind of certificate, in a record of its own.
/// </summary>
internal static partial class ClientHello
{
    private const int X25519 = 29;

    /// <summary>In TLS 1.2 the suites tell the kind (RFC 5246 section 7.4.1.2).</summary>
    public static byte[] Tls12(DomainName serverName, IReadOnlyList<CertificateKeyType> keyTypes) =>
        Write(
            [.. keyTypes.SelectMany(CertificateSuites.For)],
            [
                .. ServerName(serverName),
                .. Groups(),
                .. PointFormats(),
                .. SignatureAlgorithms([.. Ecdsa, .. Rsa, 2, 3, 2, 1]),
                .. ExtendedMasterSecret(),
                .. RenegotiationInfo(),
            ]
        );

    /// <summary>
    /// In TLS 1.3 the signature algorithms do (RFC 8446 section 4.2.3). TLS 1.2 is offered beside it with the suites of the same
    /// kind, so that a server which falls back to that is asked the same.
    /// </summary>
    public static byte[] Tls13And12(
        DomainName serverName,
        IReadOnlyList<CertificateKeyType> keyTypes
    )
    {
        // Any octets are a public key of this group (RFC 7748 section 5); the handshake never gets to need the private one.
        var share = RandomNumberGenerator.GetBytes(32);
        return Write(
            [.. CertificateSuites.Tls13, .. keyTypes.SelectMany(CertificateSuites.For)],
            [
                .. ServerName(serverName),
                .. Groups(),
                .. PointFormats(),
                .. SignatureAlgorithms([
                    .. keyTypes.SelectMany(type => type == CertificateKeyType.Rsa ? Rsa : Ecdsa),
                ]),
                // signature_algorithms_cert (RFC 8446 section 4.2.3): which authority signed the certificate does not matter
                .. Extension(50, Vector([.. Ecdsa, .. Rsa, .. OnlyInCertificates])),
                .. ExtendedMasterSecret(),
                .. RenegotiationInfo(),
                // supported_versions (RFC 8446 section 4.2.1)
                .. Extension(43, [4, 3, 4, 3, 3]),
                // key_share (RFC 8446 section 4.2.8)
                .. Extension(51, Vector([.. Two(X25519), .. Vector(share)])),
            ]
        );
    }

    /// <summary>RFC 8446 section 4.2.3: with SHA-256, SHA-384 and SHA-512.</summary>
    private static readonly byte[] Ecdsa = [4, 3, 5, 3, 6, 3];

    /// <summary>RFC 8446 section 4.2.3: RSASSA-PSS, then RSASSA-PKCS1-v1_5 for certificates and for TLS 1.2.</summary>
    private static readonly byte[] Rsa = [8, 4, 8, 5, 8, 6, 4, 1, 5, 1, 6, 1];

    /// <summary>
    /// RFC 8446 section 4.2.3 and RFC 5246 section 7.4.1.4.1: ed25519, ed448, RSASSA-PSS with keys for that alone, SHA-224 and SHA-1.
    /// </summary>
    private static readonly byte[] OnlyInCertificates =
    [
        .. new byte[] { 8, 7, 8, 8, 8, 9, 8, 10, 8, 11 },
        .. new byte[] { 3, 3, 3, 1, 2, 3, 2, 1 },
    ];

    private static byte[] Write(IReadOnlyList<TlsCipherSuite> suites, byte[] extensions)
    {
        byte[] hello =
        [
            0x03,
            0x03,
            .. RandomNumberGenerator.GetBytes(32),
            0, // no session to resume
            .. Vector([.. suites.SelectMany(suite => Two((int)suite))]),
            1,
            0, // no compression
            .. Vector(extensions),
        ];
        return [0x16, 0x03, 0x01, .. Vector([1, 0, .. Vector(hello)])];
    }

    /// <summary>server_name (RFC 6066 section 3)</summary>
    private static byte[] ServerName(DomainName name) =>
        Extension(0, Vector([0, .. Vector(Encoding.ASCII.GetBytes(name.Value))]));

    /// <summary>supported_groups (RFC 8422 section 5.1.1): x25519, secp256r1, secp384r1, secp521r1</summary>
    private static byte[] Groups() => Extension(10, Vector([0, X25519, 0, 23, 0, 24, 0, 25]));

    /// <summary>ec_point_formats (RFC 8422 section 5.1.2): uncompressed</summary>
    private static byte[] PointFormats() => Extension(11, [1, 0]);

    /// <summary>extended_master_secret (RFC 7627 section 5.1)</summary>
    private static byte[] ExtendedMasterSecret() => Extension(23, []);

    /// <summary>renegotiation_info (RFC 5746 section 3.4)</summary>
    private static byte[] RenegotiationInfo() => Extension(0xFF01, [0]);

    /// <summary>signature_algorithms (RFC 5246 section 7.4.1.4.1, RFC 8446 section 4.2.3)</summary>
    private static byte[] SignatureAlgorithms(byte[] algorithms) =>
        Extension(13, Vector(algorithms));

    private static byte[] Extension(int type, byte[] data) => [.. Two(type), .. Vector(data)];

    /// <summary>Behind its length.</summary>
    private static byte[] Vector(byte[] octets) => [.. Two(octets.Length), .. octets];

    private static byte[] Two(int value)
    {
        var octets = new byte[2];
        BinaryPrimitives.WriteUInt16BigEndian(octets, (ushort)value);
        return octets;
    }
}
