namespace Dashboard.Core.Dns;

/// <summary>Algorithms of keys and signatures, by their number in the IANA registry (RFC 9904 section 2).</summary>
public enum DnssecAlgorithm
{
    RsaMd5 = 1,
    Dsa = 3,
    RsaSha1 = 5,
    DsaNsec3 = 6,
    RsaSha1Nsec3 = 7,
    RsaSha256 = 8,
    RsaSha512 = 10,
    EccGost = 12,
    EcdsaP256 = 13,
    EcdsaP384 = 14,
    Ed25519 = 15,
    Ed448 = 16,
}

/// <summary>Digests of DS records, by their number in the IANA registry.</summary>
public enum DsDigest
{
    Sha1 = 1,
    Sha256 = 2,
    Gost = 3,
    Sha384 = 4,
}
