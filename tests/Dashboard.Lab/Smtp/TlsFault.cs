namespace Dashboard.Lab.Smtp;

/// <summary>What a server does instead of a TLS handshake.</summary>
internal enum TlsFault
{
    None,
    Hang,
    Close,
    Reset,

    /// <summary>Octets that are no TLS record.</summary>
    Garbage,

    /// <summary>Goes on in the clear, as if STARTTLS had not been said.</summary>
    GoOnInTheClear,

    /// <summary>A fatal alert, handshake_failure.</summary>
    Alert,

    /// <summary>Starts TLS 1.2 without secure renegotiation (RFC 5746).</summary>
    NoSecureRenegotiation,
}
