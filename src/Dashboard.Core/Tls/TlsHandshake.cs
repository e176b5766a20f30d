using System.Text.Json.Serialization;

namespace Dashboard.Core.Tls;

/// <summary>A completed handshake.</summary>
public sealed record TlsHandshake
{
    public required TlsProtocolVersion Version { get; init; }

    /// <summary>The cipher suite by its name in the IANA registry.</summary>
    public required string CipherSuite { get; init; }

    /// <summary>The name sent as SNI (RFC 7672 section 8.1: the TLSA base domain).</summary>
    public string? ServerName { get; init; }

    /// <summary>The key exchange group, where it is known.</summary>
    public string? Group { get; init; }

    public CertificateKeyType KeyType { get; init; }

    /// <summary>As sent, in the order sent; empty where the server sent none.</summary>
    public required CertificateChain Chain { get; init; }

    public TimeSpan Duration { get; init; }
}

public enum TlsProtocolVersion
{
    [JsonStringEnumMemberName("SSLv3")]
    Ssl3,

    [JsonStringEnumMemberName("TLSv1.0")]
    Tls10,

    [JsonStringEnumMemberName("TLSv1.1")]
    Tls11,

    [JsonStringEnumMemberName("TLSv1.2")]
    Tls12,

    [JsonStringEnumMemberName("TLSv1.3")]
    Tls13,
}
