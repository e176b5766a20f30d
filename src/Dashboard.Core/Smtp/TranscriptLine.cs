namespace Dashboard.Core.Smtp;

/// <summary>One line of a session.</summary>
/// <param name="At">Since the session began.</param>
/// <param name="Speaker">Who said it.</param>
/// <param name="Text">As said; octets outside printable US-ASCII are escaped as <c>\xNN</c>.</param>
public sealed record TranscriptLine(TimeSpan At, TranscriptSpeaker Speaker, string Text);
