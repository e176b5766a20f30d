using System.Buffers.Binary;
using Dashboard.Core.Tls;

namespace Dashboard.Lab.Tls;

/// <summary>What a client offers in its first message (RFC 8446 section 4.1.2), as far as an answer depends on it.</summary>
internal sealed record SeenHello
{
    /// <summary>The highest offered: 0x0304 for TLS 1.3.</summary>
    public required int Version { get; init; }

    public required IReadOnlySet<ushort> Suites { get; init; }

    public required IReadOnlyList<ushort> SuitesInOrder { get; init; }

    public required bool OffersCompression { get; init; }

    public IReadOnlySet<ushort> Groups { get; init; } = new HashSet<ushort>();

    public IReadOnlySet<ushort> Signatures { get; init; } = new HashSet<ushort>();

    public bool Offers(params IEnumerable<string> suites) =>
        suites.Any(suite => Suites.Contains(CipherSuite.Parse(suite).Number));

    public bool OffersGroup(params IEnumerable<string> groups) =>
        groups.Any(group => Groups.Contains(NamedGroup.Parse(group).Number));

    /// <summary>Of clients that speak properly and in one record, as all clients of the lab do; null for others.</summary>
    public static SeenHello? Of(ReadOnlySpan<byte> record)
    {
        // Record header, message header.
        if (record.Length < 9 || record[0] != 22 || record[5] != 1)
        {
            return null;
        }
        var rest = record[9..];
        var version = (int)BinaryPrimitives.ReadUInt16BigEndian(rest);
        rest = rest[34..];
        rest = rest[(1 + rest[0])..];
        var suites = Numbers(Vector(ref rest));
        var compression = rest.Slice(1, rest[0]);
        var compresses = compression.Contains((byte)1);
        rest = rest[(1 + rest[0])..];
        ushort[] groups = [];
        ushort[] signatures = [];
        if (!rest.IsEmpty)
        {
            var extensions = Vector(ref rest);
            while (!extensions.IsEmpty)
            {
                var type = BinaryPrimitives.ReadUInt16BigEndian(extensions);
                extensions = extensions[2..];
                var value = Vector(ref extensions);
                switch (type)
                {
                    case 10:
                        groups = Numbers(Vector(ref value));
                        break;
                    case 13:
                        signatures = Numbers(Vector(ref value));
                        break;
                    case 43:
                        version = Numbers(value[1..]).Max();
                        break;
                }
            }
        }
        return new SeenHello
        {
            Version = version,
            Suites = suites.ToHashSet(),
            SuitesInOrder = suites,
            OffersCompression = compresses,
            Groups = groups.ToHashSet(),
            Signatures = signatures.ToHashSet(),
        };
    }

    private static ReadOnlySpan<byte> Vector(ref ReadOnlySpan<byte> rest)
    {
        var length = BinaryPrimitives.ReadUInt16BigEndian(rest);
        var vector = rest.Slice(2, length);
        rest = rest[(2 + length)..];
        return vector;
    }

    private static ushort[] Numbers(ReadOnlySpan<byte> octets)
    {
        var numbers = new ushort[octets.Length / 2];
        for (var index = 0; index < numbers.Length; index++)
        {
            numbers[index] = BinaryPrimitives.ReadUInt16BigEndian(octets[(2 * index)..]);
        }
        return numbers;
    }
}
