namespace Dashboard.Probes.Outbound.Receiver.Smtp;

/// <summary>What the client said, or that it said nothing more.</summary>
/// <param name="Text">Null at the end of the connection, and for a line longer than is taken.</param>
/// <param name="IsEndless">It was so long that nobody waited for its end.</param>
internal readonly record struct SmtpLine(string? Text, bool TooLong, bool IsEndless = false)
{
    public bool IsEnd => Text is null && !TooLong;
}
