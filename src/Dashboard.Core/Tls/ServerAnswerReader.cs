using System.Buffers.Binary;

namespace Dashboard.Core.Tls;

/// <summary>
/// Reads a server's first answer from octets as they come, in pieces of any size: records (RFC 8446 section 5.1, RFC 5246 section
/// 6.2.1), fragments put together, warnings passed over. No cryptography; never throws, whatever the octets are.
/// </summary>
public sealed class ServerAnswerReader
{
    /// <summary>Of all records together. An honest answer with a long chain has some 6,000.</summary>
    public const int MostOctets = 64 * 1024;

    /// <summary>Records without content, which TLS allows and nobody sends in a first answer.</summary>
    public const int MostEmptyRecords = 32;

    public const int MostWarnings = 32;

    /// <summary>RFC 8446 section 5.1.</summary>
    private const int LongestRecord = 1 << 14;

    private const int HeaderLength = 5;

    private readonly byte[] octets = new byte[MostOctets];
    private readonly ServerMessages messages = new();
    private readonly List<byte> alerts = [];
    private int received;
    private int read;
    private int emptyRecords;
    private int warnings;

    /// <summary>Set as soon as nothing more is worth reading.</summary>
    public ServerAnswer? Answer { get; private set; }

    /// <summary>Octets behind the end of the answer are not looked at.</summary>
    public void Take(ReadOnlySpan<byte> more)
    {
        if (Answer is not null)
        {
            return;
        }
        var room = Math.Min(more.Length, MostOctets - received);
        more[..room].CopyTo(octets.AsSpan(received));
        received += room;
        try
        {
            while (Answer is null && ReadRecord()) { }
        }
        catch (WireException broken)
        {
            Finish(ServerAnswerKind.Malformed, problem: broken.Message);
        }
        if (Answer is null && received == MostOctets)
        {
            Finish(ServerAnswerKind.TooLong, problem: "more octets than an answer may have");
        }
    }

    /// <summary>Nothing more will come.</summary>
    public ServerAnswer End(ServerSilence silence)
    {
        if (Answer is null)
        {
            Finish(
                silence switch
                {
                    ServerSilence.Closed => ServerAnswerKind.Closed,
                    ServerSilence.Reset => ServerAnswerKind.Reset,
                    _ => ServerAnswerKind.TimedOut,
                }
            );
        }
        return Answer!;
    }

    /// <returns>Whether there was a whole record.</returns>
    private bool ReadRecord()
    {
        var ahead = octets.AsSpan(read, received - read);
        if (ahead.Length > 0 && !IsRecord(ahead))
        {
            return false;
        }
        if (ahead.Length < HeaderLength)
        {
            return false;
        }
        var length = BinaryPrimitives.ReadUInt16BigEndian(ahead[3..]);
        if (length > LongestRecord)
        {
            throw new WireException("a record longer than a record may be");
        }
        if (ahead.Length < HeaderLength + length)
        {
            return false;
        }
        read += HeaderLength + length;
        if (length == 0 && ++emptyRecords > MostEmptyRecords)
        {
            throw new WireException("too many empty records");
        }
        Handle(ahead[0], ahead.Slice(HeaderLength, length));
        return true;
    }

    /// <summary>Looks at the type and the first octet of the version, as soon as they are there.</summary>
    private bool IsRecord(ReadOnlySpan<byte> ahead)
    {
        if (ahead[0] is >= 20 and <= 23 && (ahead.Length < 2 || ahead[1] == 3))
        {
            return true;
        }
        if (read > 0)
        {
            throw new WireException("a record of no known type or version");
        }
        Finish(
            ServerAnswerKind.NotTls,
            problem: ahead[0] >= 0x80 ? "no record of TLS: perhaps SSL 2.0" : "no record of TLS"
        );
        return false;
    }

    private void Handle(byte type, ReadOnlySpan<byte> content)
    {
        switch (type)
        {
            case 21:
                foreach (var octet in content)
                {
                    alerts.Add(octet);
                    if (alerts.Count == 2 && Answer is null)
                    {
                        Hear(alerts[0], alerts[1]);
                        alerts.Clear();
                    }
                }
                break;
            case 22:
                messages.Take(content);
                if (messages.IsWhole)
                {
                    Finish(ServerAnswerKind.Hello);
                }
                break;
            default:
                throw new WireException("a record that has no place in a first answer");
        }
    }

    private void Hear(byte level, byte description)
    {
        switch (level)
        {
            case 1 when ++warnings <= MostWarnings:
                break;
            case 2:
                Finish(ServerAnswerKind.Alert, alert: description);
                break;
            default:
                throw new WireException(
                    level == 1 ? "too many warnings" : "an alert of no known level"
                );
        }
    }

    private void Finish(ServerAnswerKind kind, int? alert = null, string? problem = null) =>
        Answer = new ServerAnswer
        {
            Kind = kind,
            Hello = messages.Hello,
            Alert = alert,
            Octets = received,
            Problem = problem,
        };
}
