namespace Dashboard.Core.Smtp;

public enum SessionFaultKind
{
    ConnectionRefused,
    NetworkUnreachable,
    Timeout,

    /// <summary>The server closed the connection in order.</summary>
    Closed,
    Reset,

    /// <summary>What came is no SMTP reply (RFC 5321 section 4.2).</summary>
    MalformedReply,

    /// <summary>A reply of more lines or octets than the probe accepts.</summary>
    ReplyTooLong,

    /// <summary>The reply code says no; it stands in the observation.</summary>
    RefusedByReply,

    /// <summary>A TLS alert of the server.</summary>
    TlsAlert,

    /// <summary>The bytes after STARTTLS are not TLS, or no version or cipher is shared.</summary>
    TlsProtocol,

    /// <summary>Our own limit or shutdown ended the session; says nothing of the server.</summary>
    OwnLimit,
}
