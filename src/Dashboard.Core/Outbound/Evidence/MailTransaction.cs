namespace Dashboard.Core.Outbound.Evidence;

/// <summary>
/// A MAIL command and what followed it (RFC 5321 section 3.3). A client that says MAIL has decided to use the channel: this, not
/// the handshake, tells a sender that verifies from one that does not.
/// </summary>
public sealed record MailTransaction
{
    public required DateTimeOffset At { get; init; }

    public required bool OverTls { get; init; }

    public int? ReplyCode { get; init; }

    public IReadOnlyList<RecipientEvidence> Recipients { get; init; } = [];

    /// <summary>When the whole message was taken and dropped; null where it was not.</summary>
    public DateTimeOffset? TakenAt { get; init; }
}
