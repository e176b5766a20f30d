using System.Text.Json.Serialization;

namespace Dashboard.Core.Outbound.Judgement;

/// <summary>Something about a sender that the verdict alone does not say.</summary>
public enum SenderTrait
{
    /// <summary>It refused where STARTTLS is missing, DANE or not.</summary>
    [JsonStringEnumMemberName("requires-tls")]
    RequiresTls,

    /// <summary>It refused a certificate that only WebPKI rules object to, so other refusals prove less.</summary>
    [JsonStringEnumMemberName("verifies-pkix")]
    VerifiesPkix,

    /// <summary>It refused where no TLSA record exists (RFC 7672 section 6).</summary>
    RequiresDane,

    /// <summary>It asked for TLSA records.</summary>
    AsksForTlsa,
}
