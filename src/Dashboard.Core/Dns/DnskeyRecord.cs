using System.Buffers.Binary;

namespace Dashboard.Core.Dns;

/// <summary>A DNSKEY record (RFC 4034 section 2) without its key.</summary>
/// <param name="Flags">As they stand in the record.</param>
/// <param name="Algorithm">DNSSEC algorithm number.</param>
/// <param name="KeyTag">RFC 4034 appendix B.</param>
/// <param name="Bits">Size of the key; null for algorithms whose keys are not read here, or where it is malformed.</param>
public sealed record DnskeyRecord(int Flags, int Algorithm, int KeyTag, int? Bits)
{
    private const int ZoneKey = 0x0100;
    private const int Revoked = 0x0080;

    /// <summary>Signs data of the zone, and is not revoked (RFC 4034 section 2.1.1, RFC 5011 section 3).</summary>
    [System.Text.Json.Serialization.JsonIgnore]
    public bool Signs => (Flags & ZoneKey) != 0 && (Flags & Revoked) == 0;

    /// <summary>Null where the RDATA is too short to be one.</summary>
    public static DnskeyRecord? Read(ReadOnlySpan<byte> rdata) =>
        rdata.Length < 4
            ? null
            : new DnskeyRecord(
                BinaryPrimitives.ReadUInt16BigEndian(rdata),
                rdata[3],
                KeyTagOf(rdata),
                BitsOf(rdata[3], rdata[4..])
            );

    private static int? BitsOf(byte algorithm, ReadOnlySpan<byte> key) =>
        (DnssecAlgorithm)algorithm switch
        {
            DnssecAlgorithm.RsaMd5
            or DnssecAlgorithm.RsaSha1
            or DnssecAlgorithm.RsaSha1Nsec3
            or DnssecAlgorithm.RsaSha256
            or DnssecAlgorithm.RsaSha512 => RsaBits(key),
            DnssecAlgorithm.EcdsaP256 or DnssecAlgorithm.Ed25519 => 256,
            DnssecAlgorithm.EcdsaP384 => 384,
            DnssecAlgorithm.Ed448 => 456,
            _ => null,
        };

    /// <summary>The exponent is before the modulus, with its length in one octet, or three (RFC 3110 section 2).</summary>
    private static int? RsaBits(ReadOnlySpan<byte> key)
    {
        if (key.IsEmpty)
        {
            return null;
        }
        var (length, start) =
            key[0] != 0 ? (key[0], 1)
            : key is [_, var high, var low, ..] ? ((high << 8) | low, 3)
            : (0, 0);
        if (length == 0 || start + length >= key.Length)
        {
            return null;
        }
        var modulus = key[(start + length)..].TrimStart((byte)0);
        return modulus.IsEmpty ? null : (8 * modulus.Length) - (byte.LeadingZeroCount(modulus[0]));
    }

    private static int KeyTagOf(ReadOnlySpan<byte> rdata)
    {
        if (rdata[3] == (byte)DnssecAlgorithm.RsaMd5)
        {
            return rdata.Length < 7 ? 0 : BinaryPrimitives.ReadUInt16BigEndian(rdata[^3..]);
        }
        var sum = 0u;
        for (var i = 0; i < rdata.Length; i++)
        {
            sum += (i & 1) == 0 ? (uint)rdata[i] << 8 : rdata[i];
        }
        return (int)((sum + ((sum >> 16) & 0xFFFF)) & 0xFFFF);
    }
}
