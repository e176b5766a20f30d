using System.Text.Json.Serialization;
using Dashboard.Core.Outbound.Attribution;

namespace Dashboard.Core.Outbound.Judgement;

/// <summary>A session in which the sender refused to go on.</summary>
internal sealed record Refusal(AttributedSession Attributed, RefusalKind Kind)
{
    public DateTimeOffset StartedAt => Attributed.Session.StartedAt;

    public DateTimeOffset EndedAt => Attributed.Session.EndedAt ?? DateTimeOffset.MaxValue;
}

/// <summary>How a sender refused.</summary>
public enum RefusalKind
{
    /// <summary>It asked the DNS and never connected.</summary>
    AtDns,

    /// <summary>It said MAIL in the clear, was answered to use TLS first, and left.</summary>
    [JsonStringEnumMemberName("before-tls")]
    BeforeTls,

    /// <summary>EHLO, no STARTTLS there, and it left.</summary>
    [JsonStringEnumMemberName("starttls-missing")]
    StartTlsMissing,

    /// <summary>STARTTLS was answered with 454, and it left.</summary>
    [JsonStringEnumMemberName("starttls-refused")]
    StartTlsRefused,

    /// <summary>The receiver broke the handshake off, and it did not come back in the clear.</summary>
    HandshakeBroken,

    /// <summary>It ended the handshake, with an alert or without.</summary>
    InHandshake,

    /// <summary>The handshake was complete, and it left without MAIL.</summary>
    AfterHandshake,
}
