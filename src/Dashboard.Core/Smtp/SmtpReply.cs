namespace Dashboard.Core.Smtp;

/// <summary>A reply of an SMTP server, all its lines (RFC 5321 section 4.2).</summary>
/// <param name="Code">200 to 599.</param>
/// <param name="Lines">The text behind the code, line by line.</param>
public sealed record SmtpReply(int Code, IReadOnlyList<string> Lines);
