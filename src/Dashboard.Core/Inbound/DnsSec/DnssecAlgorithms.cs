using Dashboard.Core.Dns;

namespace Dashboard.Core.Inbound.DnsSec;

/// <summary>
/// What the IANA registries of DNSSEC algorithms and digests say of use in zones, as of 28 November 2026: RFC 9904 moved the
/// table there, RFC 9905 and RFC 9906 changed it.
/// </summary>
internal static class DnssecAlgorithms
{
    private static readonly HashSet<DnssecAlgorithm> Deprecated =
    [
        DnssecAlgorithm.RsaMd5,
        DnssecAlgorithm.Dsa,
        DnssecAlgorithm.RsaSha1,
        DnssecAlgorithm.DsaNsec3,
        DnssecAlgorithm.RsaSha1Nsec3,
        DnssecAlgorithm.EccGost,
    ];

    /// <summary>Those that validators must or should support.</summary>
    private static readonly HashSet<DnssecAlgorithm> Validated =
    [
        DnssecAlgorithm.RsaSha1,
        DnssecAlgorithm.RsaSha1Nsec3,
        DnssecAlgorithm.RsaSha256,
        DnssecAlgorithm.RsaSha512,
        DnssecAlgorithm.EcdsaP256,
        DnssecAlgorithm.EcdsaP384,
        DnssecAlgorithm.Ed25519,
        DnssecAlgorithm.Ed448,
    ];

    /// <summary>Zones must not be signed with it.</summary>
    public static bool IsDeprecated(int algorithm) =>
        Deprecated.Contains((DnssecAlgorithm)algorithm);

    public static bool IsNotRecommended(int algorithm) =>
        algorithm == (int)DnssecAlgorithm.RsaSha512;

    public static bool IsRsa(int algorithm) =>
        (DnssecAlgorithm)algorithm
            is DnssecAlgorithm.RsaMd5
                or DnssecAlgorithm.RsaSha1
                or DnssecAlgorithm.RsaSha1Nsec3
                or DnssecAlgorithm.RsaSha256
                or DnssecAlgorithm.RsaSha512;

    public static bool IsDeprecatedDigest(int digest) =>
        (DsDigest)digest is DsDigest.Sha1 or DsDigest.Gost;

    /// <summary>No validator need see more than an unsigned delegation in it; some see none where all rests on SHA-1.</summary>
    public static bool MayPassForUnsigned(DsRecord ds) =>
        IsDeprecated(ds.Algorithm) || IsDeprecatedDigest(ds.DigestType) || !IsSupported(ds);

    public static bool IsSupported(DsRecord ds) =>
        Validated.Contains((DnssecAlgorithm)ds.Algorithm)
        && (DsDigest)ds.DigestType is DsDigest.Sha1 or DsDigest.Sha256 or DsDigest.Sha384;
}
