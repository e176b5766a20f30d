using System.Buffers.Binary;

namespace Dashboard.Lab.Dns;

/// <summary>What the lab looks at in an answer's header (RFC 1035 section 4.1.1).</summary>
internal sealed record DnsHeader(int ResponseCode, bool AuthenticData, int Answers)
{
    public static DnsHeader? Read(ReadOnlySpan<byte> message) =>
        message.Length < 12
            ? null
            : new DnsHeader(
                message[3] & 0x0f,
                (message[3] & 0x20) != 0,
                BinaryPrimitives.ReadUInt16BigEndian(message[6..])
            );
}
