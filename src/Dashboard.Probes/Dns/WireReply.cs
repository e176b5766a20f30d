using Dashboard.Core.Dns;

namespace Dashboard.Probes.Dns;

/// <summary>
/// Reads a reply from its octets, for what DnsClient.NET cannot read or ask: TLSA records of fewer than three octets, labels that
/// look like A-labels and are none, and replies with checking disabled. Whatever the octets are, it returns a reply or says no.
/// </summary>
internal static class WireReply
{
    private const int Opt = 41;

    public static bool TryRead(
        ReadOnlySpan<byte> message,
        [System.Diagnostics.CodeAnalysis.NotNullWhen(true)] out DnsReply? reply
    )
    {
        reply = null;
        var reader = new WireReader(message);
        if (
            !reader.TryUInt16(out _)
            || !reader.TryUInt16(out var flags)
            || !reader.TryUInt16(out var questions)
            || !reader.TryUInt16(out var answers)
            || !reader.TryUInt16(out var authorities)
            || !reader.TryUInt16(out var additionals)
            || questions != 1
            || !reader.TryName(out var question)
            || !reader.TryUInt16(out var type)
            || !reader.TryUInt16(out _)
            || !TrySection(ref reader, answers, out var answered, out _)
            || !TrySection(ref reader, authorities, out var authoritative, out _)
            || !TrySection(ref reader, additionals, out _, out var opt)
        )
        {
            return false;
        }
        reply = new DnsReply
        {
            QuestionName = question,
            QuestionType = type,
            ResponseCode = (flags & 0xF) | (opt.UpperCode << 4),
            AuthenticData = (flags & 0x20) != 0,
            Answers = answered,
            Authorities = authoritative,
            ExtendedErrors = opt.Errors ?? [],
        };
        return true;
    }

    private static bool TrySection(
        ref WireReader reader,
        int count,
        out List<DnsReplyRecord> records,
        out (int UpperCode, IReadOnlyList<ExtendedDnsError>? Errors) opt
    )
    {
        records = [];
        opt = (0, null);
        for (var i = 0; i < count; i++)
        {
            if (
                !reader.TryName(out var owner)
                || !reader.TryUInt16(out var type)
                || !reader.TryUInt16(out _)
                || !reader.TryUInt32(out var ttl)
                || !reader.TryUInt16(out var length)
            )
            {
                return false;
            }
            var start = reader.Position;
            if (!reader.TryOctets(length, out var rdata))
            {
                return false;
            }
            if (type == Opt)
            {
                opt = ((int)(ttl >> 24), ExtendedErrorOptions.Read(rdata));
                continue;
            }
            var end = reader.Position;
            reader.Position = start;
            if (!WireRecord.TryRead(ref reader, type, rdata, out var data) || reader.Position > end)
            {
                return false;
            }
            reader.Position = end;
            records.Add(new DnsReplyRecord(owner, type, (int)Math.Min(ttl, int.MaxValue), data));
        }
        return true;
    }
}
