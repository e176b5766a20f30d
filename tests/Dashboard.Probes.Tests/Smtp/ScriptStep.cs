namespace Dashboard.Probes.Tests.Smtp;

internal enum ScriptStepKind
{
    /// <summary>Sends the text as it stands.</summary>
    Send,

    /// <summary>Reads a line of the client that begins with the text.</summary>
    Hear,

    /// <summary>Reads whatever octets of the client come next.</summary>
    HearOctets,

    /// <summary>Does the server's side of a handshake.</summary>
    Tls,

    /// <summary>Says nothing more, and keeps the connection.</summary>
    Hang,

    /// <summary>Ends the connection with RST.</summary>
    Reset,

    /// <summary>Sends an octet every few milliseconds, without end.</summary>
    Drip,
}
