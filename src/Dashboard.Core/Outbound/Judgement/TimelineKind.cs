using System.Text.Json.Serialization;

namespace Dashboard.Core.Outbound.Judgement;

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
