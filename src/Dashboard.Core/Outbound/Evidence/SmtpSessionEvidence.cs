using System.Net;
using System.Text.Json.Serialization;
using Dashboard.Core.Dns;
using Dashboard.Core.Outbound.Catalogue;
using Dashboard.Core.Tls;

namespace Dashboard.Core.Outbound.Evidence;

/// <summary>One connection to the receiver: all that was seen, nothing judged, and nothing of any message.</summary>
public sealed record SmtpSessionEvidence
{
    public required Guid Id { get; init; }

    public required DateTimeOffset StartedAt { get; init; }

    /// <summary>Null while it lasts.</summary>
    public DateTimeOffset? EndedAt { get; init; }

    public SessionEnd? End { get; init; }

    public required ListenerBehaviour Listener { get; init; }

    public required ReceiverCertificate Certificate { get; init; }

    public required IPAddress LocalAddress { get; init; }

    public required IPAddress SourceAddress { get; init; }

    /// <summary>What the PTR record of the source says (RFC 1035 section 3.5).</summary>
    public DomainName? SourceName { get; init; }

    /// <summary>The name in the PTR record leads back to the source address.</summary>
    public bool SourceNameConfirmed { get; init; }

    /// <summary>What the client called itself last, printable US-ASCII and cut to 255 octets (RFC 5321 section 4.1.1.1).</summary>
    public string? Ehlo { get; init; }

    /// <summary>Sent in the clear behind STARTTLS, and thrown away unread (RFC 3207 section 4.2).</summary>
    public int OctetsBehindStartTls { get; init; }

    /// <summary>Null where no TLS was started.</summary>
    public TlsEvidence? Tls { get; init; }

    /// <summary>The first ones; how many more there were is in <see cref="CommandsOmitted"/>.</summary>
    public IReadOnlyList<SmtpCommandEvidence> Commands { get; init; } = [];

    public int CommandsOmitted { get; init; }

    public IReadOnlyList<MailTransaction> Transactions { get; init; } = [];

    public bool Said(SmtpVerb verb) => Commands.Any(command => command.Verb == verb);
}

/// <summary>A command of a session, without its arguments.</summary>
/// <param name="OverTls">Said inside TLS.</param>
/// <param name="ReplyCode">What the receiver answered; null where the session ended first.</param>
public sealed record SmtpCommandEvidence(
    DateTimeOffset At,
    SmtpVerb Verb,
    bool OverTls,
    int? ReplyCode
);

/// <summary>The commands a client can say (RFC 5321 section 4.1.1, RFC 3207, RFC 4954, RFC 3030).</summary>
public enum SmtpVerb
{
    /// <summary>Anything else, garbage included; what it was is not kept.</summary>
    Unknown,
    Ehlo,
    Helo,

    [JsonStringEnumMemberName("starttls")]
    StartTls,
    Mail,
    Rcpt,
    Data,
    Bdat,
    Rset,
    Noop,
    Quit,
    Vrfy,
    Expn,
    Help,
    Auth,
    Turn,
}

/// <summary>
/// A MAIL command and what followed it (RFC 5321 section 3.3). A client that says MAIL has decided to use the channel: this, not
/// the handshake, tells a sender that verifies from one that does not. Which message it decided on, only a recipient tells: a bounce or
/// a call-out of another domain's can come to the same host.
/// </summary>
public sealed record MailTransaction
{
    public required DateTimeOffset At { get; init; }

    public required bool OverTls { get; init; }

    public int? ReplyCode { get; init; }

    /// <summary>It demands verified TLS of every host on its way (REQUIRETLS, RFC 8689).</summary>
    public bool RequiresTls { get; init; }

    /// <summary>
    /// Its header has the field <c>TLS-Required</c>, which asks for delivery also where TLSA records forbid it (RFC 8689 section 3). Null
    /// where the header was not read to its end: then nobody knows whether the sender only did as it was asked.
    /// </summary>
    public bool? TlsNotRequired { get; init; }

    public IReadOnlyList<RecipientEvidence> Recipients { get; init; } = [];

    /// <summary>When the whole message was taken and dropped; null where it was not.</summary>
    public DateTimeOffset? TakenAt { get; init; }

    [JsonIgnore]
    public bool NamesRecipient => Recipients.Count > 0;

    /// <summary>
    /// A message of the test for which the sender chose the channel itself: its header does not ask for less, or its envelope asks for more,
    /// which goes before (RFC 8689 section 4.2).
    /// </summary>
    [JsonIgnore]
    public bool IsOwnChoice => NamesRecipient && (RequiresTls || TlsNotRequired == false);

    /// <summary>A message of the test that asks for delivery without verification.</summary>
    [JsonIgnore]
    public bool IsAskedFor => NamesRecipient && !RequiresTls && TlsNotRequired == true;

    /// <summary>The same, and nobody knows: it left before its header was read.</summary>
    [JsonIgnore]
    public bool IsUnread => NamesRecipient && !RequiresTls && TlsNotRequired is null;

    /// <summary>It came in the clear to where only TLS is taken, and was answered 530 (RFC 3207 section 4).</summary>
    [JsonIgnore]
    public bool IsTurnedAwayInClear => !OverTls && !NamesRecipient && ReplyCode == 530;
}

/// <summary>Tells the messages of a test apart.</summary>
/// <param name="MailAt">Of its MAIL command.</param>
public readonly record struct MessageKey(Guid SessionId, DateTimeOffset MailAt);

/// <summary>A recipient that was named, reduced to what ties it to a test.</summary>
/// <param name="Token">Of the address; null where it is no address of a test, which is then not kept.</param>
/// <param name="Probe">Of the address.</param>
/// <param name="ReplyCode">
/// 250 where it was accepted. What must not be handed over has its final one, which follows once the header of the message is read.
/// </param>
public sealed record RecipientEvidence(
    DateTimeOffset At,
    TestToken? Token,
    OutboundProbeId? Probe,
    int ReplyCode
)
{
    public bool Accepted => ReplyCode is >= 200 and < 300;
}

public enum SessionEnd
{
    Quit,

    /// <summary>The client closed the connection without QUIT.</summary>
    ClosedByClient,
    Reset,

    /// <summary>A TLS alert of the client ended it.</summary>
    TlsAlert,

    /// <summary>The client fell silent.</summary>
    Timeout,

    /// <summary>The receiver closed it as the probe demands.</summary>
    ClosedByReceiver,

    /// <summary>A limit of the receiver, or its shutdown: says nothing of the client.</summary>
    ReceiverLimit,
}

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

/// <summary>How TLS ended against the will of one side.</summary>
public enum TlsFailure
{
    /// <summary>A fatal alert of the client.</summary>
    Alert,

    /// <summary>The client closed or reset the connection in the handshake.</summary>
    Aborted,

    /// <summary>The client was silent until the receiver's time ran out.</summary>
    Timeout,

    /// <summary>What the client said is no TLS, or nothing is shared with it.</summary>
    Protocol,

    /// <summary>The receiver closed the connection, as the probe demands.</summary>
    ClosedByReceiver,
}
