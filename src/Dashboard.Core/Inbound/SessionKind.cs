namespace Dashboard.Core.Inbound;

/// <summary>How far a session came, as far as it matters to a sender.</summary>
public enum SessionKind
{
    /// <summary>Nothing follows about TLS.</summary>
    Unreachable,

    /// <summary>SMTP works and TLS is not to be had: not offered, stripped or refused.</summary>
    NoStartTls,

    /// <summary>STARTTLS was accepted and no TLS session came of it.</summary>
    HandshakeFailed,

    /// <summary>TLS is established.</summary>
    Encrypted,

    /// <summary>TLS stood, and the session broke down behind it: no message could follow.</summary>
    BrokenAfterTls,
}
