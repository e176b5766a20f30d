using System.Text.Json.Serialization;

namespace Dashboard.Core.Outbound.Catalogue;

/// <summary>How a listener of the receiver behaves before TLS stands. Each needs an address of its own.</summary>
public enum ListenerBehaviour
{
    /// <summary>Offers STARTTLS and completes it.</summary>
    [JsonStringEnumMemberName("normal")]
    Normal,

    /// <summary>Answers EHLO without the STARTTLS keyword, as behind a downgrade attack (RFC 7672 section 1.3.1).</summary>
    [JsonStringEnumMemberName("no-starttls")]
    NoStartTls,

    /// <summary>Offers STARTTLS and answers it with 454 (RFC 3207 section 4).</summary>
    [JsonStringEnumMemberName("starttls-454")]
    StartTlsUnavailable,

    /// <summary>Answers STARTTLS with 220 and closes the connection.</summary>
    [JsonStringEnumMemberName("close-after-220")]
    CloseAfterStartTls,

    /// <summary>Answers everything but EHLO, NOOP, QUIT and STARTTLS with 530 until TLS stands (RFC 3207 section 4).</summary>
    [JsonStringEnumMemberName("tls-only")]
    TlsOnly,
}
