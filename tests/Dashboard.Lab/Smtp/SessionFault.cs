namespace Dashboard.Lab.Smtp;

/// <summary>How a server ends a session out of order, at some step.</summary>
internal enum SessionFault
{
    None,

    /// <summary>Says nothing more, and keeps the connection.</summary>
    Hang,
    Close,
    Reset,

    /// <summary>Sends what is no SMTP reply.</summary>
    Garbage,
}
