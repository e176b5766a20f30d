using System.Buffers.Binary;
using System.Security.Cryptography;
using Dashboard.Core.Dns;

namespace Dashboard.Probes.Dns;

/// <summary>Writes a question as octets (RFC 1035 section 4.1, RFC 6891 section 6.1, RFC 4035 section 3.2.2).</summary>
internal static class WireQuery
{
    private const int RecursionDesired = 0x0100;
    private const int CheckingDisabled = 0x0010;

    /// <summary>The class IN (RFC 1035 section 3.2.4).</summary>
    public const int Internet = 1;

    /// <summary>The class CH, in which name servers tell of themselves (RFC 4892 section 2).</summary>
    public const int Chaos = 3;

    /// <param name="recursionDesired">Without it every resolver answers at once, if only to refuse.</param>
    public static byte[] Write(
        DomainName name,
        DnsRecordType type,
        bool checkingDisabled,
        bool recursionDesired = true,
        int recordClass = Internet
    )
    {
        var query = new List<byte>(64);
        Add(query, RandomNumberGenerator.GetInt32(0x10000));
        Add(
            query,
            (recursionDesired ? RecursionDesired : 0) | (checkingDisabled ? CheckingDisabled : 0)
        );
        Add(query, 1);
        Add(query, 0);
        Add(query, 0);
        Add(query, 1);
        query.AddRange(name.ToWire());
        Add(query, (int)type);
        Add(query, recordClass);
        // OPT: root name, type 41, size of our buffer, extended RCODE and version 0, DO, no options.
        query.Add(0);
        Add(query, 41);
        Add(query, DnsExchange.BufferSize);
        Add(query, 0);
        Add(query, 0x8000);
        Add(query, 0);
        return [.. query];
    }

    public static int Id(ReadOnlySpan<byte> message) =>
        BinaryPrimitives.ReadUInt16BigEndian(message);

    private static void Add(List<byte> query, int value)
    {
        query.Add((byte)(value >> 8));
        query.Add((byte)value);
    }
}
