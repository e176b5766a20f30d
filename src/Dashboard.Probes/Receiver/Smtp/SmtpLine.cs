namespace Dashboard.Probes.Receiver.Smtp;

/// <summary>What the client said, or that it said nothing more.</summary>
/// <param name="Text">Null at the end of the connection, and for a line longer than is taken.</param>
internal readonly record struct SmtpLine(string? Text, bool TooLong)
{
    public bool IsEnd => Text is null && !TooLong;
}
