using System.Buffers.Binary;

namespace Dashboard.Core.Tls;

/// <summary>Reads the presentation language of TLS (RFC 8446 section 3) from the front of some octets.</summary>
internal ref struct WireSpan(ReadOnlySpan<byte> octets)
{
    private ReadOnlySpan<byte> rest = octets;

    public readonly bool IsEmpty => rest.IsEmpty;

    /// <exception cref="WireException">Too few octets, as for all that follow.</exception>
    public byte One() => Take(1)[0];

    public ushort Two() => BinaryPrimitives.ReadUInt16BigEndian(Take(2));

    public ReadOnlySpan<byte> Vector8() => Take(One());

    public ReadOnlySpan<byte> Vector16() => Take(Two());

    public ReadOnlySpan<byte> Vector24()
    {
        var length = Take(3);
        return Take((length[0] << 16) | (length[1] << 8) | length[2]);
    }

    public ReadOnlySpan<byte> Take(int length)
    {
        if (length > rest.Length)
        {
            throw new WireException("a length beyond the end of its message");
        }
        var taken = rest[..length];
        rest = rest[length..];
        return taken;
    }

    public readonly void End()
    {
        if (!rest.IsEmpty)
        {
            throw new WireException("octets behind the end of a message");
        }
    }
}

/// <summary>Octets that break the protocol; stays inside the reader.</summary>
internal sealed class WireException(string message) : Exception(message);
