using System.Buffers.Binary;
using Dashboard.Core.Dns;

namespace Dashboard.Probes.Dns;

/// <summary>Reads a DNS message (RFC 1035 section 4.1) from its start to its end; says no instead of running over it.</summary>
internal ref struct WireReader(ReadOnlySpan<byte> message)
{
    /// <summary>More than any honest name has; stops chains of pointers.</summary>
    private const int MaximumPointers = 64;

    private readonly ReadOnlySpan<byte> message = message;

    public int Position { get; set; }

    public bool TryByte(out byte value)
    {
        value = 0;
        if (Position >= message.Length)
        {
            return false;
        }
        value = message[Position++];
        return true;
    }

    public bool TryUInt16(out int value)
    {
        value = 0;
        if (message.Length - Position < 2)
        {
            return false;
        }
        value = BinaryPrimitives.ReadUInt16BigEndian(message[Position..]);
        Position += 2;
        return true;
    }

    public bool TryUInt32(out uint value)
    {
        value = 0;
        if (message.Length - Position < 4)
        {
            return false;
        }
        value = BinaryPrimitives.ReadUInt32BigEndian(message[Position..]);
        Position += 4;
        return true;
    }

    public bool TryOctets(int length, out ReadOnlySpan<byte> octets)
    {
        octets = default;
        if (length < 0 || message.Length - Position < length)
        {
            return false;
        }
        octets = message.Slice(Position, length);
        Position += length;
        return true;
    }

    /// <summary>Follows compression pointers, which may only lead backwards (RFC 1035 section 4.1.4).</summary>
    public bool TryName([System.Diagnostics.CodeAnalysis.NotNullWhen(true)] out DomainName? name)
    {
        name = null;
        var labels = new List<byte[]>();
        var octets = 1;
        var at = Position;
        var end = -1;
        for (var pointers = 0; ; )
        {
            if (at >= message.Length)
            {
                return false;
            }
            var length = message[at];
            if (length == 0)
            {
                Position = end < 0 ? at + 1 : end;
                return DomainName.TryOf(labels, out name);
            }
            if (length >= 0xC0)
            {
                if (at + 1 >= message.Length || ++pointers > MaximumPointers)
                {
                    return false;
                }
                var target = ((length & 0x3F) << 8) | message[at + 1];
                if (target >= at)
                {
                    return false;
                }
                end = end < 0 ? at + 2 : end;
                at = target;
                continue;
            }
            octets += 1 + length;
            if (length > 63 || at + 1 + length > message.Length || octets > 255)
            {
                return false;
            }
            labels.Add(message.Slice(at + 1, length).ToArray());
            at += 1 + length;
        }
    }
}
