using Dashboard.Core.Smtp;

namespace Dashboard.Probes.Smtp;

/// <summary>
/// Puts a reply together from octets as they come, in pieces of any size (RFC 5321 section 4.2). Takes bare LF for CRLF, as
/// senders do; of lines with different codes the last one counts, as it does for senders.
/// </summary>
internal sealed class SmtpReplyParser
{
    /// <summary>
    /// Octets kept of a line, four times what RFC 5321 section 4.5.3.1.5 allows; the rest of it is read and left out, as senders do.
    /// </summary>
    public const int MaximumLine = 2048;

    private const int UsualLine = 128;

    /// <summary>Lines kept; behind them only ones that offer STARTTLS.</summary>
    public const int MaximumLines = 128;

    /// <summary>Octets read of a reply: many times what any honest server says.</summary>
    public const int MaximumOctets = 512 * 1024;

    private const int MaximumLateKeywords = 4;

    /// <summary>
    /// Characters kept of a reply. Behind them each line is cut to <see cref="ShortLine"/>, which still holds any keyword of EHLO, so
    /// that a server that says a lot makes no evidence that fills a database.
    /// </summary>
    public const int MaximumText = 8192;

    public const int ShortLine = 40;

    /// <summary>Grows to <see cref="MaximumLine"/> for the few servers that need it.</summary>
    private byte[] line = new byte[UsualLine];
    private readonly List<string> lines = [];
    private int length;
    private int code;
    private int room = MaximumText;
    private int octetsOfLine;
    private int octetsOfReply;
    private int longest;
    private int omitted;
    private int lateKeywords;

    public SmtpReplyState State { get; private set; }

    /// <summary>Set when the reply is complete.</summary>
    public SmtpReply? Reply { get; private set; }

    /// <summary>Called for each line without its end, whether or not it is a line of a reply.</summary>
    public Action<string>? LineRead { get; init; }

    /// <summary>Takes octets up to the end of the reply.</summary>
    /// <returns>How many were taken; what lies behind is no part of this reply.</returns>
    public int Take(ReadOnlySpan<byte> octets)
    {
        var taken = 0;
        while (taken < octets.Length && State == SmtpReplyState.Unfinished)
        {
            var octet = octets[taken++];
            octetsOfLine++;
            if (++octetsOfReply > MaximumOctets)
            {
                End();
                State = SmtpReplyState.TooLong;
            }
            else if (octet == (byte)'\n')
            {
                EndLine();
            }
            else if (length < MaximumLine)
            {
                if (length == line.Length)
                {
                    Array.Resize(ref line, MaximumLine);
                }
                line[length++] = octet;
            }
        }
        return taken;
    }

    /// <summary>The server says no more: shows what there is of an unfinished line.</summary>
    public void End()
    {
        if (length > 0)
        {
            Tell();
            length = 0;
        }
    }

    private void EndLine()
    {
        if (length > 0 && line[length - 1] == (byte)'\r')
        {
            length--;
        }
        var read = line.AsSpan(0, length);
        if (lines.Count < MaximumLines)
        {
            Tell();
        }
        length = 0;
        longest = Math.Max(longest, octetsOfLine);
        octetsOfLine = 0;
        if (!TryCode(read, out code))
        {
            State = SmtpReplyState.Malformed;
            return;
        }
        Keep(read.Length > 4 ? SmtpText.Escape(read[4..]) : string.Empty);
        if (read.Length > 3 && read[3] == (byte)'-')
        {
            return;
        }
        Reply = new SmtpReply(code, lines)
        {
            LongestLine = longest > SmtpReply.LongestAllowed ? longest : null,
            OmittedLines = omitted > 0 ? omitted : null,
        };
        State = SmtpReplyState.Complete;
    }

    private void Keep(string text)
    {
        if (lines.Count < MaximumLines)
        {
            lines.Add(Kept(text));
        }
        else if (
            lateKeywords < MaximumLateKeywords
            && StartTlsKeyword.Of(new SmtpReply(code, [string.Empty, text])) != StartTlsForm.Absent
        )
        {
            lateKeywords++;
            lines.Add(text.Length <= ShortLine ? text : text[..ShortLine]);
        }
        else
        {
            omitted++;
        }
    }

    private string Kept(string text)
    {
        var limit = Math.Max(room, ShortLine);
        var kept = text.Length <= limit ? text : text[..limit];
        room -= kept.Length;
        return kept;
    }

    private void Tell() => LineRead?.Invoke(SmtpText.Escape(line.AsSpan(0, length)));

    /// <summary>Three digits, the first 2 to 5, and then a space, a hyphen or the end (RFC 5321 section 4.2).</summary>
    private static bool TryCode(ReadOnlySpan<byte> line, out int code)
    {
        code = 0;
        if (
            line.Length < 3
            || line[0] is < (byte)'2' or > (byte)'5'
            || !char.IsAsciiDigit((char)line[1])
            || !char.IsAsciiDigit((char)line[2])
            || (line.Length > 3 && line[3] is not ((byte)' ' or (byte)'-'))
        )
        {
            return false;
        }
        code = ((line[0] - '0') * 100) + ((line[1] - '0') * 10) + (line[2] - '0');
        return true;
    }
}
