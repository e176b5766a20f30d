using Dashboard.Core.Tls;

namespace Dashboard.Core.Smtp;

/// <summary>One session with one address of an MX host: all that was seen, nothing judged.</summary>
public sealed record StartTlsObservation
{
    public required DateTimeOffset StartedAt { get; init; }

    public TimeSpan Duration { get; init; }

    /// <summary>Time until the TCP connection stood; null where it never did.</summary>
    public TimeSpan? ConnectDuration { get; init; }

    public SmtpReply? Greeting { get; init; }

    public SmtpReply? Ehlo { get; init; }

    /// <summary>The answer to HELO, which is only said where EHLO was refused (RFC 5321 section 3.2).</summary>
    public SmtpReply? Helo { get; init; }

    /// <summary>The STARTTLS keyword is in the EHLO reply, in one of the forms of <see cref="StartTlsKeyword"/>.</summary>
    public bool StartTlsOffered { get; init; }

    public SmtpReply? StartTls { get; init; }

    /// <summary>
    /// Octets that came in the clear behind the reply to STARTTLS and were discarded (RFC 3207 sections 4.2 and 6); 0 where none.
    /// </summary>
    public int DiscardedOctets { get; init; }

    /// <summary>Null where no handshake was started or it did not complete.</summary>
    public TlsHandshake? Handshake { get; init; }

    /// <summary>The server sent CertificateRequest (RFC 5246 section 7.4.4, RFC 8446 section 4.3.2).</summary>
    public bool ClientCertificateRequested { get; init; }

    public SmtpReply? EhloAfterTls { get; init; }

    /// <summary>Null where the session went to its end.</summary>
    public SessionFault? Fault { get; init; }

    public IReadOnlyList<TranscriptLine> Transcript { get; init; } = [];
}

/// <summary>The steps of a session, in order.</summary>
public enum SmtpStage
{
    Connect,
    Greeting,
    Ehlo,
    StartTls,
    Handshake,
    EhloAfterTls,
    Quit,
}

/// <summary>A reply of an SMTP server, all its lines (RFC 5321 section 4.2).</summary>
/// <param name="Code">200 to 599.</param>
/// <param name="Lines">The text behind the code, line by line.</param>
public sealed record SmtpReply(int Code, IReadOnlyList<string> Lines)
{
    /// <summary>A line may have 512 octets with its code and end (RFC 5321 section 4.5.3.1.5).</summary>
    public const int LongestAllowed = 512;

    /// <summary>Octets of the longest line with its code and end, where that is longer than is allowed; else null.</summary>
    public int? LongestLine { get; init; }

    /// <summary>Lines that are not kept; null where all are.</summary>
    public int? OmittedLines { get; init; }
}

/// <summary>How a session ended before its time.</summary>
/// <param name="Stage">The step that did not complete.</param>
/// <param name="Kind">What happened.</param>
/// <param name="Detail">The words of the operating system or the TLS library, for the evidence; never for a decision.</param>
public sealed record SessionFault(SmtpStage Stage, SessionFaultKind Kind, string? Detail = null)
{
    /// <summary>
    /// The AlertDescription that the server sent (RFC 8446 section 6), 0 to 255; it may come after a handshake that was complete for
    /// the client. Null where none came.
    /// </summary>
    public int? Alert { get; init; }

    /// <summary>What our own side refused; null where the server ended it, or another fault did.</summary>
    public ClientRefusal? ClientRefusal { get; init; }

    /// <summary>How long we waited for the step; null where something else than time ended it.</summary>
    public TimeSpan? Waited { get; init; }

    /// <summary>What senders wait at the least for the greeting and for an answer (RFC 5321 section 4.5.3.2).</summary>
    public static TimeSpan SenderTimeout { get; } = TimeSpan.FromMinutes(5);

    /// <summary>We gave up sooner than senders do, so nothing follows for them.</summary>
    [System.Text.Json.Serialization.JsonIgnore]
    public bool IsOursAlone => Kind == SessionFaultKind.Timeout && !(Waited >= SenderTimeout);
}

/// <summary>What the client refuses of a server's TLS, though the server would go on.</summary>
public enum ClientRefusal
{
    /// <summary>TLS 1.2 without secure renegotiation (RFC 5746): refused by OpenSSL 3, taken by others.</summary>
    NoSecureRenegotiation,

    /// <summary>Any other rule of our own TLS library.</summary>
    Other,
}

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

    /// <summary>The reply code says no; it is in the observation.</summary>
    RefusedByReply,

    /// <summary>A TLS alert of the server.</summary>
    TlsAlert,

    /// <summary>The bytes after STARTTLS are not TLS, or no version or cipher is shared.</summary>
    TlsProtocol,

    /// <summary>Our own limit or shutdown ended the session; says nothing of the server.</summary>
    OwnLimit,
}

/// <summary>One line of a session.</summary>
/// <param name="At">Since the session began.</param>
/// <param name="Speaker">Who said it.</param>
/// <param name="Text">As said; octets outside printable US-ASCII are escaped as <c>\xNN</c>.</param>
public sealed record TranscriptLine(TimeSpan At, TranscriptSpeaker Speaker, string Text);

public enum TranscriptSpeaker
{
    /// <summary>The probe's own remark, such as "connected" or "TLS 1.3".</summary>
    Note,
    Client,
    Server,
}
