namespace Dashboard.Probes.Outbound.Receiver.Smtp;

/// <summary>
/// Takes the octets after DATA up to a line with a dot alone (RFC 5321 section 4.5.2). Only CRLF ends a line here: a bare LF
/// cannot end a message, so that nothing is smuggled behind one.
/// </summary>
/// <param name="limit">Octets of a message.</param>
/// <param name="keep">Hold them in memory, dots unstuffed; else they are counted and dropped as they come, but for the header.</param>
internal sealed class MessageSink(int limit, bool keep)
{
    private readonly MemoryStream? kept = keep ? new MemoryStream() : null;
    private readonly MessageHeader header = new();
    private State state = State.LineStart;

    public long Octets { get; private set; }

    public bool IsComplete { get; private set; }

    public bool IsTooLarge => Octets > limit;

    /// <summary>A client that goes on for this long is not waited for.</summary>
    public bool IsFarTooLarge => Octets > 2L * limit;

    /// <inheritdoc cref="MessageHeader.TlsNotRequired"/>
    public bool? TlsNotRequired => header.TlsNotRequired(IsComplete);

    private enum State
    {
        LineStart,
        Text,
        Return,
        Dot,
        DotReturn,
    }

    /// <returns>How many octets belonged to the message and its end.</returns>
    public int Take(ReadOnlySpan<byte> octets)
    {
        for (var i = 0; i < octets.Length; i++)
        {
            if (Step(octets[i]))
            {
                IsComplete = true;
                return i + 1;
            }
            if (IsFarTooLarge)
            {
                return i + 1;
            }
        }
        return octets.Length;
    }

    /// <summary>What was kept; empty where it was too large.</summary>
    public byte[] ToArray() => kept is null || IsTooLarge ? [] : kept.ToArray();

    private bool Step(byte octet)
    {
        switch (state)
        {
            case State.LineStart when octet == '.':
                state = State.Dot;
                return false;
            case State.Dot when octet == '\r':
                state = State.DotReturn;
                return false;
            case State.DotReturn when octet == '\n':
                return true;
            case State.DotReturn:
                // A dot and a bare CR: the dot was stuffing, the CR is text.
                Put((byte)'\r');
                state = State.Return;
                return Step(octet);
            case State.Return when octet == '\n':
                Put(octet);
                state = State.LineStart;
                return false;
            default:
                Put(octet);
                state = octet == '\r' ? State.Return : State.Text;
                return false;
        }
    }

    private void Put(byte octet)
    {
        Octets++;
        header.Put(octet);
        if (!IsTooLarge)
        {
            kept?.WriteByte(octet);
        }
    }
}
