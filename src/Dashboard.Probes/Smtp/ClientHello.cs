using System.Buffers.Binary;
using System.Net.Security;
using System.Security.Cryptography;
using System.Text;
using Dashboard.Core.Dns;

namespace Dashboard.Probes.Smtp;

/// <summary>Writes the first message of a TLS 1.2 handshake (RFC 5246 section 7.4.1.2), in a record of its own.</summary>
internal static class ClientHello
{
    public static byte[] Write(DomainName serverName, IReadOnlyList<TlsCipherSuite> suites)
    {
        var hello = new List<byte>(256) { 0x03, 0x03 };
        hello.AddRange(RandomNumberGenerator.GetBytes(32));
        hello.Add(0); // no session to resume
        AddVector(hello, [.. suites.SelectMany(suite => Two((int)suite))]);
        hello.AddRange([1, 0]); // no compression
        AddVector(hello, Extensions(serverName));
        byte[] handshake = [1, 0, .. Two(hello.Count), .. hello];
        return [0x16, 0x03, 0x01, .. Two(handshake.Length), .. handshake];
    }

    private static byte[] Extensions(DomainName serverName)
    {
        var name = Encoding.ASCII.GetBytes(serverName.Value);
        var extensions = new List<byte>();
        // server_name (RFC 6066 section 3)
        Add(extensions, 0, [.. Two(name.Length + 3), 0, .. Two(name.Length), .. name]);
        // supported_groups (RFC 8422 section 5.1.1): x25519, secp256r1, secp384r1, secp521r1
        Add(extensions, 10, [0, 8, 0, 29, 0, 23, 0, 24, 0, 25]);
        // ec_point_formats (RFC 8422 section 5.1.2): uncompressed
        Add(extensions, 11, [1, 0]);
        // signature_algorithms (RFC 5246 section 7.4.1.4.1, RFC 8446 section 4.2.3): ECDSA, RSA-PSS, RSA
        Add(
            extensions,
            13,
            [0, 22, 4, 3, 5, 3, 6, 3, 8, 4, 8, 5, 8, 6, 4, 1, 5, 1, 6, 1, 2, 3, 2, 1]
        );
        // extended_master_secret (RFC 7627 section 5.1)
        Add(extensions, 23, []);
        // renegotiation_info (RFC 5746 section 3.4)
        Add(extensions, 0xFF01, [0]);
        return [.. extensions];
    }

    private static void Add(List<byte> extensions, int type, byte[] data)
    {
        extensions.AddRange(Two(type));
        AddVector(extensions, data);
    }

    private static void AddVector(List<byte> to, byte[] octets)
    {
        to.AddRange(Two(octets.Length));
        to.AddRange(octets);
    }

    private static byte[] Two(int value)
    {
        var octets = new byte[2];
        BinaryPrimitives.WriteUInt16BigEndian(octets, (ushort)value);
        return octets;
    }
}
