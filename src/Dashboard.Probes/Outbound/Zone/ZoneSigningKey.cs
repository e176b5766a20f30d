using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using Dashboard.Core;
using Dashboard.Core.Dns;

namespace Dashboard.Probes.Outbound.Zone;

/// <summary>A combined signing key with algorithm 13, ECDSA P-256 with SHA-256 (RFC 6605).</summary>
public sealed class ZoneSigningKey
{
    public const int Flags = 257; // zone key and secure entry point, RFC 4034 section 2.1.1

    private const int Algorithm = 13;

    private const int CoordinateOctets = 32;

    private readonly byte[] secret;

    private ZoneSigningKey(byte[] secret, OctetString publicKey)
    {
        this.secret = secret;
        PublicKey = publicKey;
    }

    /// <summary>The two coordinates of the point (RFC 6605 section 4).</summary>
    public OctetString PublicKey { get; }

    public static ZoneSigningKey Create()
    {
        using var ecdsa = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        return From(ecdsa);
    }

    /// <summary>From what <see cref="ToPrivateKeyFormat"/> wrote.</summary>
    /// <exception cref="FormatException">It is no such key.</exception>
    public static ZoneSigningKey FromPrivateKeyFormat(string text)
    {
        var line = text.Split('\n')
            .FirstOrDefault(l => l.StartsWith("PrivateKey:", StringComparison.Ordinal));
        if (
            line is null
            || !text.Contains(
                $"Algorithm: {Algorithm}".ToString(
                    System.Globalization.CultureInfo.InvariantCulture
                ),
                StringComparison.Ordinal
            )
        )
        {
            throw new FormatException("Not a private key of algorithm 13.");
        }
        using var ecdsa = ECDsa.Create(
            new ECParameters
            {
                Curve = ECCurve.NamedCurves.nistP256,
                D = Convert.FromBase64String(line["PrivateKey:".Length..].Trim()),
            }
        );
        return From(ecdsa);
    }

    /// <summary>The private-key format 1.2 of BIND, which PowerDNS keeps its keys in.</summary>
    public string ToPrivateKeyFormat() =>
        $"Private-key-format: v1.2\nAlgorithm: 13 (ECDSAP256SHA256)\nPrivateKey: {Convert.ToBase64String(secret)}\n";

    /// <summary>The DS record for the parent zone, digest type 2 (RFC 4509).</summary>
    public DsRecord Ds(DomainName owner)
    {
        var rdata = Rdata();
        return new DsRecord(
            KeyTag(rdata),
            Algorithm,
            DigestType: 2,
            new OctetString(SHA256.HashData([.. Wire(owner), .. rdata]))
        );
    }

    /// <summary>A DS record that names this key and fits no key: a validating resolver finds the zone bogus (RFC 4035 section 5.2).</summary>
    public DsRecord WrongDs(DomainName owner) =>
        Ds(owner) with
        {
            Digest = new OctetString(SHA256.HashData(Encoding.ASCII.GetBytes("wrong " + owner))),
        };

    private static ZoneSigningKey From(ECDsa ecdsa)
    {
        var parameters = ecdsa.ExportParameters(includePrivateParameters: true);
        return new ZoneSigningKey(
            parameters.D!,
            new OctetString([.. Padded(parameters.Q.X!), .. Padded(parameters.Q.Y!)])
        );
    }

    private static byte[] Padded(byte[] coordinate) =>
        [.. new byte[CoordinateOctets - coordinate.Length], .. coordinate];

    private byte[] Rdata() => [Flags >> 8, Flags & 0xff, 3, Algorithm, .. PublicKey.Span];

    /// <summary>RFC 4034 appendix B.</summary>
    private static int KeyTag(byte[] rdata)
    {
        uint sum = 0;
        for (var i = 0; i < rdata.Length; i += 2)
        {
            sum += BinaryPrimitives.ReadUInt16BigEndian(rdata.AsSpan(i));
        }
        return (int)((sum + (sum >> 16)) & 0xffff);
    }

    private static byte[] Wire(DomainName name) =>
        [
            .. name.Labels.SelectMany(label =>
                Encoding.ASCII.GetBytes(label).Prepend((byte)label.Length)
            ),
            0,
        ];
}
