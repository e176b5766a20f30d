using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Dashboard.Lab.Certificates;

/// <summary>Signs certificates with SHA-1 (RFC 3279 section 2.2), as the generators of the platform do not.</summary>
internal sealed class Sha1Signatures(AsymmetricAlgorithm key) : X509SignatureGenerator
{
    protected override PublicKey BuildPublicKey() =>
        key is RSA rsa
            ? CreateForRSA(rsa, RSASignaturePadding.Pkcs1).PublicKey
            : CreateForECDsa((ECDsa)key).PublicKey;

    /// <summary>AlgorithmIdentifier of sha1WithRSAEncryption, which has NULL for parameters, or of ecdsa-with-SHA1.</summary>
    public override byte[] GetSignatureAlgorithmIdentifier(HashAlgorithmName hashAlgorithm) =>
        Convert.FromHexString(
            key is RSA ? "300D06092A864886F70D0101050500" : "300906072A8648CE3D0401"
        );

#pragma warning disable CA5350 // That it is weak is what it is for.
    public override byte[] SignData(byte[] data, HashAlgorithmName hashAlgorithm) =>
        key is RSA rsa
            ? rsa.SignData(data, HashAlgorithmName.SHA1, RSASignaturePadding.Pkcs1)
            : ((ECDsa)key).SignData(
                data,
                HashAlgorithmName.SHA1,
                DSASignatureFormat.Rfc3279DerSequence
            );
#pragma warning restore CA5350
}
