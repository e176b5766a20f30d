namespace Dashboard.Probes.Outbound.Receiver.Smtp;

/// <summary>A reply and what follows it.</summary>
/// <param name="Lines">Without the code.</param>
internal sealed record SmtpAnswer(int Code, SmtpNext Next, params IReadOnlyList<string> Lines)
{
    public SmtpAnswer(int code, params IReadOnlyList<string> lines)
        : this(code, SmtpNext.Command, lines) { }

    /// <summary>The client did something wrong; enough of these end the session.</summary>
    public bool IsMistake { get; init; }

    /// <summary>On the wire (RFC 5321 section 4.2.1).</summary>
    public string ToWire() =>
        string.Concat(
            Lines.Select((line, i) => $"{Code}{(i == Lines.Count - 1 ? ' ' : '-')}{line}\r\n")
        );
}
