using Dashboard.Core.Tests.Inbound;
using Org.BouncyCastle.Asn1.X509;
using Org.BouncyCastle.Crypto;
using Org.BouncyCastle.Crypto.Operators;
using Org.BouncyCastle.Math;
using Org.BouncyCastle.Security;
using Org.BouncyCastle.X509;

namespace Dashboard.Core.Tests.Tls;

/// <summary>A root and a leaf below it, with signatures that the platform does not make.</summary>
internal sealed record ForeignChain(byte[] Root, byte[] Leaf)
{
    public const string RootName = "Foreign Root";

    /// <param name="ofLeaf">The algorithm of the signature over the leaf, as <c>SHA1withRSA</c>.</param>
    /// <param name="ofRoot">Of the root's own, with the same kind of key.</param>
    public static ForeignChain Of(string ofLeaf, string ofRoot)
    {
        var isRsa = ofRoot.EndsWith("RSA", StringComparison.Ordinal);
        var (root, leaf) = isRsa ? RsaKeys : (Key(ofRoot), Key(ofRoot));
        return new ForeignChain(
            Make(ofRoot, root.Private, root.Public, RootName, authority: true),
            Make(ofLeaf, root.Private, leaf.Public, "mx1.example.nl", authority: false)
        );
    }

    /// <summary>Of the root and the leaf; they are dear, and which ones they are does not matter.</summary>
    private static readonly (AsymmetricCipherKeyPair Root, AsymmetricCipherKeyPair Leaf) RsaKeys = (
        Key("RSA"),
        Key("RSA")
    );

    private static AsymmetricCipherKeyPair Key(string kind)
    {
        var generator = GeneratorUtilities.GetKeyPairGenerator(kind);
        generator.Init(new KeyGenerationParameters(new SecureRandom(), 2048));
        return generator.GenerateKeyPair();
    }

    private static byte[] Make(
        string algorithm,
        AsymmetricKeyParameter signer,
        AsymmetricKeyParameter key,
        string subject,
        bool authority
    )
    {
        var certificate = new X509V3CertificateGenerator();
        certificate.SetSerialNumber(BigInteger.One);
        certificate.SetIssuerDN(new X509Name($"CN={RootName}"));
        certificate.SetSubjectDN(new X509Name($"CN={subject}"));
        certificate.SetNotBefore(Pki.Instant.AddDays(-1).UtcDateTime);
        certificate.SetNotAfter(Pki.Instant.AddDays(90).UtcDateTime);
        certificate.SetPublicKey(key);
        if (authority)
        {
            certificate.AddExtension(
                X509Extensions.BasicConstraints,
                true,
                new BasicConstraints(true)
            );
        }
        return certificate.Generate(new Asn1SignatureFactory(algorithm, signer)).GetEncoded();
    }
}
