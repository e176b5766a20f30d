using System.Security.Cryptography;
using Org.BouncyCastle.Asn1.Pkcs;
using Org.BouncyCastle.Asn1.Sec;
using Org.BouncyCastle.Asn1.TeleTrust;
using Org.BouncyCastle.Asn1.X509;
using Org.BouncyCastle.Crypto;
using Org.BouncyCastle.Crypto.Generators;
using Org.BouncyCastle.Crypto.Operators;
using Org.BouncyCastle.Crypto.Parameters;
using Org.BouncyCastle.Math;
using Org.BouncyCastle.Pkcs;
using Org.BouncyCastle.Security;
using Org.BouncyCastle.X509;

namespace Dashboard.Lab.Certificates;

/// <summary>Self-signed certificates of servers with keys and signatures that the platform does not make, by BouncyCastle.</summary>
internal static class RareCertificates
{
    /// <returns>The certificate and its key as PEM.</returns>
    public static string Create(CertificateSpec spec)
    {
        var random = new SecureRandom();
        var pair = KeyPair(spec.Key, random);
        var name = new X509Name($"CN={spec.Subject}");
        var generator = new X509V3CertificateGenerator();
        generator.SetSerialNumber(BigInteger.ProbablePrime(120, random));
        generator.SetIssuerDN(name);
        generator.SetSubjectDN(name);
        generator.SetNotBefore(spec.From);
        generator.SetNotAfter(spec.To);
        generator.SetPublicKey(pair.Public);
        generator.AddExtension(
            X509Extensions.SubjectAlternativeName,
            false,
            new GeneralNames([
                .. spec.DnsNames.Select(dns => new GeneralName(GeneralName.DnsName, dns)),
            ])
        );
        var certificate = generator.Generate(
            new Asn1SignatureFactory(spec.Signature ?? Usual(spec.Key), pair.Private, random)
        );
        return PemEncoding.WriteString("CERTIFICATE", certificate.GetEncoded())
            + "\n"
            + PemEncoding.WriteString("PRIVATE KEY", Pkcs8(pair.Private))
            + "\n";
    }

    /// <summary>Without the public key, which older libraries do not expect there (RFC 5208, not RFC 5958).</summary>
    private static byte[] Pkcs8(AsymmetricKeyParameter key)
    {
        var info = PrivateKeyInfoFactory.CreatePrivateKeyInfo(key);
        return new PrivateKeyInfo(info.PrivateKeyAlgorithm, info.ParsePrivateKey()).GetEncoded();
    }

    private static AsymmetricCipherKeyPair KeyPair(KeyKind kind, SecureRandom random) =>
        kind switch
        {
            KeyKind.Rsa1024 => Rsa(1024, random),
            KeyKind.Rsa2048 => Rsa(2048, random),
            KeyKind.Rsa3072 => Rsa(3072, random),
            KeyKind.EcdsaP224 => Curve(SecObjectIdentifiers.SecP224r1, random),
            KeyKind.EcdsaP256 => Curve(SecObjectIdentifiers.SecP256r1, random),
            KeyKind.EcdsaP384 => Curve(SecObjectIdentifiers.SecP384r1, random),
            KeyKind.EcdsaP521 => Curve(SecObjectIdentifiers.SecP521r1, random),
            KeyKind.EcdsaBrainpool256 => Curve(TeleTrusTObjectIdentifiers.BrainpoolP256R1, random),
            KeyKind.Ed25519 => Made(
                new Ed25519KeyPairGenerator(),
                new Ed25519KeyGenerationParameters(random)
            ),
            KeyKind.Ed448 => Made(
                new Ed448KeyPairGenerator(),
                new Ed448KeyGenerationParameters(random)
            ),
            _ => Dsa(random),
        };

    private static string Usual(KeyKind kind) =>
        kind switch
        {
            KeyKind.Rsa1024 or KeyKind.Rsa2048 or KeyKind.Rsa3072 => "SHA256withRSA",
            KeyKind.Ed25519 => "Ed25519",
            KeyKind.Ed448 => "Ed448",
            KeyKind.Dsa2048 => "SHA256withDSA",
            _ => "SHA256withECDSA",
        };

    private static AsymmetricCipherKeyPair Rsa(int bits, SecureRandom random) =>
        Made(
            new RsaKeyPairGenerator(),
            new RsaKeyGenerationParameters(BigInteger.ValueOf(0x10001), random, bits, 80)
        );

    private static AsymmetricCipherKeyPair Curve(
        Org.BouncyCastle.Asn1.DerObjectIdentifier curve,
        SecureRandom random
    ) => Made(new ECKeyPairGenerator(), new ECKeyGenerationParameters(curve, random));

    private static AsymmetricCipherKeyPair Dsa(SecureRandom random)
    {
        var parameters = new DsaParametersGenerator(
            new Org.BouncyCastle.Crypto.Digests.Sha256Digest()
        );
        parameters.Init(new DsaParameterGenerationParameters(2048, 256, 80, random));
        return Made(
            new DsaKeyPairGenerator(),
            new DsaKeyGenerationParameters(random, parameters.GenerateParameters())
        );
    }

    private static AsymmetricCipherKeyPair Made(
        IAsymmetricCipherKeyPairGenerator generator,
        KeyGenerationParameters parameters
    )
    {
        generator.Init(parameters);
        return generator.GenerateKeyPair();
    }
}
