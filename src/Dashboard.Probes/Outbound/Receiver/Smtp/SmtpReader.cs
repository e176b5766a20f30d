using System.Text;

namespace Dashboard.Probes.Outbound.Receiver.Smtp;

/// <summary>Reads lines and messages in bounded memory, from the bare connection and then from TLS on it.</summary>
internal sealed class SmtpReader(Stream stream, int lineLength)
{
    /// <summary>How many times what a line may have is read and thrown away before its end is waited for no more.</summary>
    private const int MostLinesDiscarded = 64;

    private readonly byte[] buffer = new byte[8 * 1024];
    private Stream stream = stream;
    private int start;
    private int end;

    /// <summary>
    /// Continues inside TLS. What came in the clear behind STARTTLS is thrown away, so that nobody on the way can put words into
    /// the client's mouth (RFC 3207 section 4.2).
    /// </summary>
    /// <returns>How many octets that were.</returns>
    public int ContinueOn(Stream encrypted)
    {
        stream = encrypted;
        return Discard();
    }

    public int Discard()
    {
        var waiting = end - start;
        start = end = 0;
        return waiting;
    }

    /// <summary>
    /// A command ends with CRLF; a bare LF is let pass here, where nothing can be hidden behind it (it cannot end a message).
    /// </summary>
    public async ValueTask<SmtpLine> ReadLineAsync(CancellationToken cancellation)
    {
        var line = new List<byte>(128);
        var tooLong = false;
        var thrownAway = 0;
        while (true)
        {
            if (start == end && !await FillAsync(cancellation))
            {
                return default;
            }
            var chunk = buffer.AsSpan(start, end - start);
            var feed = chunk.IndexOf((byte)'\n');
            var part = feed < 0 ? chunk : chunk[..feed];
            if (!tooLong && line.Count + part.Length <= lineLength)
            {
                line.AddRange(part);
            }
            else
            {
                tooLong = true;
                thrownAway += line.Count + part.Length;
                line.Clear();
            }
            start += feed < 0 ? chunk.Length : feed + 1;
            if (thrownAway > MostLinesDiscarded * lineLength)
            {
                return new SmtpLine(null, TooLong: true, IsEndless: true);
            }
            if (feed < 0)
            {
                continue;
            }
            if (tooLong)
            {
                return new SmtpLine(null, TooLong: true);
            }
            var octets = line.Count > 0 && line[^1] == '\r' ? line.Count - 1 : line.Count;
            return new SmtpLine(Encoding.UTF8.GetString([.. line.Take(octets)]), TooLong: false);
        }
    }

    /// <summary>Takes what is waiting of a message; false where the connection ended within it.</summary>
    public async ValueTask<bool> ReadMessageAsync(MessageSink sink, CancellationToken cancellation)
    {
        while (true)
        {
            if (start == end && !await FillAsync(cancellation))
            {
                return false;
            }
            start += sink.Take(buffer.AsSpan(start, end - start));
            if (sink.IsComplete || sink.IsFarTooLarge)
            {
                return true;
            }
        }
    }

    private async ValueTask<bool> FillAsync(CancellationToken cancellation)
    {
        start = 0;
        end = 0;
        end = await stream.ReadAsync(buffer, cancellation);
        return end > 0;
    }
}
