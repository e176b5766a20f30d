using System.Text.Json.Serialization;

namespace Dashboard.Core.Outbound.Catalogue;

/// <summary>What a probe proves of a sender when it behaves as expected; what is missing when it does not.</summary>
public enum Protection
{
    /// <summary>The path works, and who sends is known.</summary>
    Path,
    TlsWhereOffered,

    /// <summary>Does not insist on WebPKI where no TLSA record exists.</summary>
    NoPkixWithoutTlsa,
    DaneEe,
    DaneTa,
    AnyMatchSuffices,
    TlsaAlias,
    NoDaneOnInsecureHost,
    TlsWithUnusableTlsa,
    PkixUsages,
    CertificateAuthentication,
    StripResistance,

    [JsonStringEnumMemberName("no-fallback-after-refused-starttls")]
    NoFallbackAfterRefusedStartTls,
    NoFallbackAfterBrokenHandshake,
    NameChecks,
    TrustAnchorInChain,
    TlsaValidation,
    FailClosed,
    ResolverValidation,
    TlsaForcesTls,
    PerHostPolicy,
}
