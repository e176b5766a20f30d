namespace Dashboard.Core.Tests.Outbound;

/// <summary>How a session goes, in one word.</summary>
internal enum SessionShape
{
    /// <summary>Connected and gone, without EHLO.</summary>
    Peek,

    /// <summary>EHLO, QUIT.</summary>
    Leave,

    /// <summary>EHLO STARTTLS, refused or broken by the listener, gone.</summary>
    TryTlsAndLeave,

    /// <summary>A fatal alert in the handshake.</summary>
    AlertInHandshake,

    /// <summary>The handshake completes, QUIT inside TLS.</summary>
    TlsAndQuit,

    /// <summary>The handshake completes, an alert follows.</summary>
    TlsAndAlert,

    /// <summary>The handshake completes, and the client hangs.</summary>
    TlsAndHang,

    /// <summary>MAIL, RCPT, DATA over TLS.</summary>
    MailOverTls,

    /// <summary>The same with SNI.</summary>
    MailOverTlsWithSni,

    /// <summary>MAIL, RCPT in the clear.</summary>
    MailInClear,

    /// <summary>The handshake is complete and the session goes on.</summary>
    UnderWay,

    /// <summary>MAIL over TLS that is answered with an error, or is not followed by RCPT.</summary>
    MailAloneOverTls,

    /// <summary>The same in the clear.</summary>
    MailAloneInClear,
}
