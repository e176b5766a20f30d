using System.Buffers.Binary;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Dashboard.Core.Dns;

namespace Dashboard.Lab.Dns;

/// <summary>A signing key. All zones of one algorithm share one, as zones of one operator may.</summary>
/// <param name="Algorithm">Its algorithm.</param>
/// <param name="PublicKey">The key as in a DNSKEY record, base64.</param>
/// <param name="PrivateFile">Text of the <c>.private</c> file of ldns.</param>
internal sealed record ZoneKey(SigningAlgorithm Algorithm, string PublicKey, string PrivateFile)
{
    // Secure entry point: one key signs all (RFC 6781 section 3.1).
    private const ushort Flags = 257;
    private const byte Protocol = 3;

    public string DnskeyLine(DomainName zone) =>
        string.Create(
            CultureInfo.InvariantCulture,
            $"{LabZone.Absolute(zone)} IN DNSKEY {Flags} {Protocol} {Algorithm.Number()} {PublicKey}"
        );

    /// <summary>RFC 4034 appendix B.</summary>
    public ushort KeyTag(int algorithm)
    {
        var sum = 0u;
        var data = Rdata(algorithm);
        for (var i = 0; i < data.Length; i++)
        {
            sum += (i & 1) == 0 ? (uint)data[i] << 8 : data[i];
        }
        return (ushort)(sum + (sum >> 16));
    }

    /// <summary>The DS at the parent, with SHA-256 (RFC 4509); null for a zone without.</summary>
    public string? DsData(DomainName zone, Delegation delegation, int algorithm)
    {
        var digest = SHA256.HashData([.. Wire(zone), .. Rdata(algorithm)]);
        var tag = (int)KeyTag(algorithm);
        var type = 2;
        switch (delegation)
        {
            case Delegation.WithoutDs:
                return null;
            case Delegation.WrongDigest:
                digest[0] ^= 0xff;
                break;
            case Delegation.WrongKeyTag:
                tag ^= 1;
                break;
            case Delegation.UnknownDigestType:
                type = 200;
                break;
            case Delegation.Sha1Digest:
#pragma warning disable CA5350 // What is weak is what is shown.
                digest = SHA1.HashData([.. Wire(zone), .. Rdata(algorithm)]);
#pragma warning restore CA5350
                type = 1;
                break;
        }
        return string.Create(
            CultureInfo.InvariantCulture,
            $"{tag} {algorithm} {type} {Convert.ToHexStringLower(digest)}"
        );
    }

    private byte[] Rdata(int algorithm)
    {
        var key = Convert.FromBase64String(PublicKey);
        var data = new byte[4 + key.Length];
        BinaryPrimitives.WriteUInt16BigEndian(data, Flags);
        data[2] = Protocol;
        data[3] = (byte)algorithm;
        key.CopyTo(data, 4);
        return data;
    }

    private static IEnumerable<byte> Wire(DomainName name) =>
        name
            .Labels.SelectMany(label => Encoding.ASCII.GetBytes(label).Prepend((byte)label.Length))
            .Append((byte)0);
}
