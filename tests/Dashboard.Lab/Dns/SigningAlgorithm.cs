namespace Dashboard.Lab.Dns;

/// <summary>The algorithms the lab's zones are signed with; the values are those of the DNSSEC registry.</summary>
public enum SigningAlgorithm
{
    RsaSha1 = 5,
    RsaSha1Nsec3 = 7,
    RsaSha256 = 8,
    RsaSha512 = 10,
    EcdsaP256Sha256 = 13,
    EcdsaP384Sha384 = 14,
    Ed25519 = 15,

    /// <summary><see cref="RsaSha256"/> with a key of 1024 bits.</summary>
    RsaSha256Short = 1008,
}

internal static class SigningAlgorithms
{
    /// <summary>In the registry.</summary>
    public static int Number(this SigningAlgorithm algorithm) => (int)algorithm % 1000;

    public static int Bits(this SigningAlgorithm algorithm) =>
        algorithm == SigningAlgorithm.RsaSha256Short ? 1024 : 2048;
}
