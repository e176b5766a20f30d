using System.Text.Json.Serialization;

namespace Dashboard.Core.Outbound.Judgement;

/// <summary>A line of the evidence of a probe.</summary>
/// <param name="Facts">What a sentence about it needs, by name: "name", "type", "resolver", "source", "code" and so on.</param>
public sealed record TimelineEntry(
    DateTimeOffset At,
    TimelineKind Kind,
    IReadOnlyDictionary<string, string> Facts
);

public enum TimelineKind
{
    DnsQuery,
    Connected,
    Ehlo,

    [JsonStringEnumMemberName("starttls")]
    StartTls,

    [JsonStringEnumMemberName("starttls-refused")]
    StartTlsRefused,
    HandshakeCompleted,
    HandshakeFailed,
    MailOverTls,
    MailInClear,
    RecipientAccepted,
    RecipientRefused,
    MessageTaken,
    SessionEnded,
    Healed,
}
