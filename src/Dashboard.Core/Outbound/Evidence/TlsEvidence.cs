using Dashboard.Core.Tls;

namespace Dashboard.Core.Outbound.Evidence;

/// <summary>What followed a 220 to STARTTLS.</summary>
public sealed record TlsEvidence
{
    public required DateTimeOffset StartedAt { get; init; }

    /// <summary>
    /// When the handshake was complete at the receiver; null where it never was. It proves nothing of the client's judgement,
    /// which follows it.
    /// </summary>
    public DateTimeOffset? CompletedAt { get; init; }

    /// <summary>The SNI as sent (RFC 7672 section 8.1); null where none was.</summary>
    public string? ServerName { get; init; }

    public TlsProtocolVersion? Version { get; init; }

    /// <summary>By its name in the IANA registry.</summary>
    public string? CipherSuite { get; init; }

    public TlsFailure? Failure { get; init; }

    public DateTimeOffset? FailedAt { get; init; }

    /// <summary>The alert's number (RFC 8446 section 6), where it is known.</summary>
    public int? Alert { get; init; }
}
