using System.Buffers.Binary;

namespace Dashboard.Core.Dns;

/// <summary>How a zone hashes the names in its denials (RFC 5155 section 4).</summary>
/// <param name="Iterations">Additional ones, 0 to 65535.</param>
/// <param name="Salt">Empty where there is none.</param>
public sealed record Nsec3ParamRecord(int HashAlgorithm, int Iterations, OctetString Salt)
{
    /// <summary>Null where the RDATA is not of this form.</summary>
    public static Nsec3ParamRecord? Read(ReadOnlySpan<byte> rdata) =>
        rdata.Length < 5 || rdata.Length != 5 + rdata[4]
            ? null
            : new Nsec3ParamRecord(
                rdata[0],
                BinaryPrimitives.ReadUInt16BigEndian(rdata[2..]),
                new OctetString(rdata[5..])
            );
}
