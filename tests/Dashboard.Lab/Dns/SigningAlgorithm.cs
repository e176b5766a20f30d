namespace Dashboard.Lab.Dns;

/// <summary>The algorithms the lab's zones are signed with; the values are those of the DNSSEC registry.</summary>
public enum SigningAlgorithm
{
    RsaSha256 = 8,
    EcdsaP256Sha256 = 13,
    EcdsaP384Sha384 = 14,
    Ed25519 = 15,
}
