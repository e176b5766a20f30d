namespace Dashboard.Probes.Outbound.Receiver.Smtp;

/// <summary>What the session does after a reply.</summary>
internal enum SmtpNext
{
    Command,
    Message,
    Tls,

    /// <summary>Read the ClientHello and close, as the listener's probe demands.</summary>
    BreakTls,

    /// <summary>The client said QUIT.</summary>
    Quit,

    /// <summary>A limit was reached.</summary>
    Close,
}
