using Dashboard.Core.Tls;
using Org.BouncyCastle.Asn1;
using Org.BouncyCastle.Asn1.X509;
using Org.BouncyCastle.Crypto;
using Org.BouncyCastle.Crypto.Generators;
using Org.BouncyCastle.Crypto.Operators;
using Org.BouncyCastle.Crypto.Parameters;
using Org.BouncyCastle.Math;
using Org.BouncyCastle.Security;
using Org.BouncyCastle.X509;

namespace Dashboard.Core.Tests.Inbound.TlsNcsc;

/// <summary>Self-signed certificates with any key and signature, those that the platform does not make among them.</summary>
internal static class WeakCertificates
{
    private static readonly SecureRandom Random = new();

    public static byte[] RsaOf1024 { get; } = Signed(Rsa(1024), "SHA256WITHRSA");

    public static byte[] RsaWithSha1 { get; } = Signed(Rsa(3072), "SHA1WITHRSA");

    public static byte[] RsaWithPss { get; } = Signed(Rsa(3072), "SHA256WITHRSAANDMGF1");

    public static PresentedCertificate Read(AsymmetricCipherKeyPair keys, string algorithm) =>
        CertificateReader.Read(Signed(keys, algorithm));

    public static byte[] Signed(AsymmetricCipherKeyPair keys, string algorithm)
    {
        var name = new X509Name("CN=mx1.example.nl");
        var generator = new X509V3CertificateGenerator();
        generator.SetSerialNumber(BigInteger.ValueOf(7));
        generator.SetIssuerDN(name);
        generator.SetSubjectDN(name);
        generator.SetNotBefore(Pki.Instant.UtcDateTime.AddDays(-1));
        generator.SetNotAfter(Pki.Instant.UtcDateTime.AddDays(1));
        generator.SetPublicKey(keys.Public);
        return generator
            .Generate(new Asn1SignatureFactory(algorithm, keys.Private, Random))
            .GetEncoded();
    }

    /// <summary>With a key of any kind, or of none; signed by nobody.</summary>
    public static PresentedCertificate WithKey(
        string algorithm,
        Asn1Encodable? parameters,
        AlgorithmIdentifier? signature = null
    )
    {
        signature ??= new AlgorithmIdentifier(new DerObjectIdentifier("1.2.840.113549.1.1.11"));
        var name = new X509Name("CN=mx1.example.nl");
        var generator = new V3TbsCertificateGenerator();
        generator.SetSerialNumber(DerInteger.ValueOf(7));
        generator.SetSignature(signature);
        generator.SetIssuer(name);
        generator.SetSubject(name);
        generator.SetStartDate(new Time(Pki.Instant.UtcDateTime.AddDays(-1)));
        generator.SetEndDate(new Time(Pki.Instant.UtcDateTime.AddDays(1)));
        generator.SetSubjectPublicKeyInfo(
            new SubjectPublicKeyInfo(
                parameters is null
                    ? new AlgorithmIdentifier(new DerObjectIdentifier(algorithm))
                    : new AlgorithmIdentifier(new DerObjectIdentifier(algorithm), parameters),
                DerInteger.ValueOf(7)
            )
        );
        return CertificateReader.Read(
            new DerSequence(
                generator.GenerateTbsCertificate(),
                signature,
                new DerBitString(new byte[32])
            ).GetEncoded()
        );
    }

    public static AsymmetricCipherKeyPair Rsa(int bits) =>
        Made(new RsaKeyPairGenerator(), new KeyGenerationParameters(Random, bits));

    public static AsymmetricCipherKeyPair Curve(string name) =>
        Made(
            new ECKeyPairGenerator(),
            new ECKeyGenerationParameters(
                Org.BouncyCastle.Asn1.X9.ECNamedCurveTable.GetOid(name),
                Random
            )
        );

    /// <summary>With the curve spelled out in numbers.</summary>
    public static AsymmetricCipherKeyPair CurveInNumbers()
    {
        var curve = Org.BouncyCastle.Asn1.X9.ECNamedCurveTable.GetByName("secp256r1");
        return Made(
            new ECKeyPairGenerator(),
            new ECKeyGenerationParameters(
                new ECDomainParameters(curve.Curve, curve.G, curve.N, curve.H),
                Random
            )
        );
    }

    public static AsymmetricCipherKeyPair Ed25519() =>
        Made(new Ed25519KeyPairGenerator(), new Ed25519KeyGenerationParameters(Random));

    public static AsymmetricCipherKeyPair Ed448() =>
        Made(new Ed448KeyPairGenerator(), new Ed448KeyGenerationParameters(Random));

    /// <summary>Of 1024 bits: a group of more takes too long to find.</summary>
    public static AsymmetricCipherKeyPair Dsa()
    {
        var parameters = new DsaParametersGenerator();
        parameters.Init(1024, certainty: 20, Random);
        return Made(
            new DsaKeyPairGenerator(),
            new DsaKeyGenerationParameters(Random, parameters.GenerateParameters())
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
