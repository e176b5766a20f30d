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

    /// <summary>The STARTTLS keyword stands in the EHLO reply, in any case (RFC 3207 section 4, RFC 5321 section 2.4).</summary>
    public bool StartTlsOffered { get; init; }

    public SmtpReply? StartTls { get; init; }

    /// <summary>
    /// Octets that came in the clear behind the reply to STARTTLS and were discarded (RFC 3207 sections 4.2 and 6); 0 where none.
    /// </summary>
    public int DiscardedOctets { get; init; }

    /// <summary>Null where no handshake was begun or it did not complete.</summary>
    public TlsHandshake? Handshake { get; init; }

    public SmtpReply? EhloAfterTls { get; init; }

    /// <summary>Null where the session went to its end.</summary>
    public SessionFault? Fault { get; init; }

    public IReadOnlyList<TranscriptLine> Transcript { get; init; } = [];
}
