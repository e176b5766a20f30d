using System.Text.Json.Serialization;

namespace Dashboard.Core.Outbound.Catalogue;

/// <summary>The probes of the sending test. The slugs are public: they stand in addresses, host names and the JSON.</summary>
public enum OutboundProbeId
{
    [JsonStringEnumMemberName("control")]
    Control,

    [JsonStringEnumMemberName("tls-only")]
    TlsOnly,

    [JsonStringEnumMemberName("pkix-bad")]
    PkixBad,

    [JsonStringEnumMemberName("ee-good")]
    EeGood,

    [JsonStringEnumMemberName("ta-good")]
    TaGood,

    [JsonStringEnumMemberName("rollover")]
    Rollover,

    [JsonStringEnumMemberName("tlsa-cname")]
    TlsaCname,

    [JsonStringEnumMemberName("insecure-host")]
    InsecureHost,

    [JsonStringEnumMemberName("unusable")]
    Unusable,

    [JsonStringEnumMemberName("pkix-usage")]
    PkixUsage,

    [JsonStringEnumMemberName("mismatch")]
    Mismatch,

    [JsonStringEnumMemberName("stripped")]
    Stripped,

    [JsonStringEnumMemberName("starttls-454")]
    StartTls454,

    [JsonStringEnumMemberName("handshake-close")]
    HandshakeClose,

    [JsonStringEnumMemberName("ta-name")]
    TaName,

    [JsonStringEnumMemberName("ta-missing")]
    TaMissing,

    [JsonStringEnumMemberName("tlsa-bogus")]
    TlsaBogus,

    [JsonStringEnumMemberName("tlsa-servfail")]
    TlsaServfail,

    [JsonStringEnumMemberName("mx-bogus")]
    MxBogus,

    [JsonStringEnumMemberName("unusable-stripped")]
    UnusableStripped,

    [JsonStringEnumMemberName("mx-pair")]
    MxPair,
}
