using System.Text.Json.Serialization;

namespace Dashboard.Core.Tls;

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
