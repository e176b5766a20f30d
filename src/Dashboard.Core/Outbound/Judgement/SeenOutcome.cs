using System.Text.Json.Serialization;

namespace Dashboard.Core.Outbound.Judgement;

/// <summary>The most telling thing seen of a sender at a probe.</summary>
public enum SeenOutcome
{
    Nothing,

    /// <summary>Questions in the DNS, none of them for TLSA.</summary>
    DnsQueries,
    TlsaQuery,

    /// <summary>A connection that shows nothing: no EHLO, a time-out, or an end of our own making.</summary>
    Connection,

    [JsonStringEnumMemberName("left-without-starttls")]
    LeftWithoutStartTls,

    [JsonStringEnumMemberName("left-after-refused-starttls")]
    LeftAfterRefusedStartTls,
    LeftAfterBrokenHandshake,
    LeftInHandshake,
    LeftAfterHandshake,
    MailOverTls,
    MailInClear,
}
