namespace Dashboard.Probes.Smtp;

/// <summary>How far the reading of a reply is.</summary>
internal enum SmtpReplyState
{
    /// <summary>More lines are to come.</summary>
    Unfinished,

    Complete,

    /// <summary>A line is no line of a reply.</summary>
    Malformed,

    /// <summary>More lines or octets than a reply may have.</summary>
    TooLong,
}
