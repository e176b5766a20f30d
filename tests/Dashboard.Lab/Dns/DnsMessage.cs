using System.Buffers.Binary;
using System.Text;
using Dashboard.Core.Dns;

namespace Dashboard.Lab.Dns;

/// <summary>As much of the wire format (RFC 1035 section 4.1) as a middlebox looks at.</summary>
internal static class DnsMessage
{
    private const int HeaderLength = 12;

    /// <summary>Null where the message holds no question that can be read.</summary>
    public static (DomainName Name, DnsRecordType Type)? ReadQuestion(ReadOnlySpan<byte> message)
    {
        var end = EndOfName(message);
        if (end < 0 || message.Length < end + 4)
        {
            return null;
        }
        var labels = new List<string>();
        for (var at = HeaderLength; message[at] != 0; at += message[at] + 1)
        {
            labels.Add(Encoding.ASCII.GetString(message.Slice(at + 1, message[at])));
        }
        return DomainName.TryParse(labels.Count == 0 ? "." : string.Join('.', labels), out var name)
            ? (name, (DnsRecordType)BinaryPrimitives.ReadUInt16BigEndian(message[end..]))
            : null;
    }

    /// <summary>Header and question alone, as an answer with this RCODE.</summary>
    public static byte[] Reply(ReadOnlySpan<byte> message, int responseCode)
    {
        var reply = message[..(EndOfName(message) + 4)].ToArray();
        reply[2] = (byte)(0x84 | (reply[2] & 0x01)); // QR, AA; RD as asked
        reply[3] = (byte)responseCode;
        reply.AsSpan(4, 8).Clear();
        reply[5] = 1;
        return reply;
    }

    /// <summary>The question without its OPT record, so that it is answered without signatures.</summary>
    public static byte[] WithoutDnssecOk(ReadOnlySpan<byte> message)
    {
        var question = message[..(EndOfName(message) + 4)].ToArray();
        question.AsSpan(6, 6).Clear();
        return question;
    }

    private static int EndOfName(ReadOnlySpan<byte> message)
    {
        var at = HeaderLength;
        while (at < message.Length && message[at] is > 0 and < 64)
        {
            at += message[at] + 1;
        }
        return at < message.Length && message[at] == 0 ? at + 1 : -1;
    }
}
