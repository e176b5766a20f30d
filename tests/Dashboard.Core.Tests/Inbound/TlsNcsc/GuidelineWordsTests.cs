using Dashboard.Core.Inbound.TlsNcsc;
using Dashboard.Core.Tls;

namespace Dashboard.Core.Tests.Inbound.TlsNcsc;

public sealed class GuidelineWordsTests
{
    [Theory]
    [InlineData("secp192r1")]
    [InlineData("secp224r1")]
    [InlineData("secp256r1")]
    [InlineData("secp384r1")]
    [InlineData("secp521r1")]
    [InlineData("secp256k1")]
    [InlineData("brainpoolP256r1")]
    [InlineData("brainpoolP384r1")]
    [InlineData("brainpoolP512r1")]
    public void Curve_of_a_key_is_named(string curve) =>
        Key(WeakCertificates.Curve(curve), "SHA256WITHECDSA").ShouldBe(curve);

    [Fact]
    public void Curve_in_numbers_is_no_named_one() =>
        Key(WeakCertificates.CurveInNumbers(), "SHA256WITHECDSA").ShouldBe("explicit-curve");

    [Fact]
    public void Edwards_keys_are_named()
    {
        Key(WeakCertificates.Ed25519(), "Ed25519").ShouldBe("ed25519");
        Key(WeakCertificates.Ed448(), "Ed448").ShouldBe("ed448");
    }

    [Theory]
    [InlineData(1024, "rsa-small")]
    [InlineData(2046, "rsa-small")]
    [InlineData(2048, "rsa-2048")]
    [InlineData(3070, "rsa-2048")]
    [InlineData(3072, "rsa-3072")]
    public void Size_of_an_rsa_key_is_in_its_word(int bits, string expected) =>
        Key(WeakCertificates.Rsa(bits), "SHA256WITHRSA").ShouldBe(expected);

    [Fact]
    public void Size_of_a_dsa_key_is_in_its_word() =>
        Key(WeakCertificates.Dsa(), "SHA256WITHDSA").ShouldBe("dsa-small");

    [Theory]
    [InlineData("MD5WITHRSA", "rsa-md5")]
    [InlineData("SHA1WITHRSA", "rsa-sha1")]
    [InlineData("SHA224WITHRSA", "rsa-sha224")]
    [InlineData("SHA256WITHRSA", "rsa-sha256")]
    [InlineData("SHA384WITHRSA", "rsa-sha384")]
    [InlineData("SHA512WITHRSA", "rsa-sha512")]
    [InlineData("SHA1WITHRSAANDMGF1", "rsa-pss-sha1")]
    [InlineData("SHA224WITHRSAANDMGF1", "rsa-pss-sha224")]
    [InlineData("SHA256WITHRSAANDMGF1", "rsa-pss-sha256")]
    [InlineData("SHA384WITHRSAANDMGF1", "rsa-pss-sha384")]
    [InlineData("SHA512WITHRSAANDMGF1", "rsa-pss-sha512")]
    public void Signature_with_rsa_is_named(string algorithm, string expected)
    {
        var word = GuidelineWords.SignatureOf(WeakCertificates.Read(Rsa2048, algorithm));
        word.ShouldBe(expected);
        GuidelineWords.IsPss(word).ShouldBe(algorithm.EndsWith("MGF1", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("SHA1WITHECDSA", "ecdsa-sha1")]
    [InlineData("SHA224WITHECDSA", "ecdsa-sha224")]
    [InlineData("SHA256WITHECDSA", "ecdsa-sha256")]
    [InlineData("SHA384WITHECDSA", "ecdsa-sha384")]
    [InlineData("SHA512WITHECDSA", "ecdsa-sha512")]
    public void Signature_with_ecdsa_is_named(string algorithm, string expected) =>
        GuidelineWords
            .SignatureOf(WeakCertificates.Read(WeakCertificates.Curve("secp256r1"), algorithm))
            .ShouldBe(expected);

    [Fact]
    public void Other_signatures_are_named()
    {
        GuidelineWords
            .SignatureOf(WeakCertificates.Read(WeakCertificates.Ed25519(), "Ed25519"))
            .ShouldBe("eddsa");
        GuidelineWords
            .SignatureOf(WeakCertificates.Read(WeakCertificates.Ed448(), "Ed448"))
            .ShouldBe("eddsa");
    }

    /// <summary>RFC 3279 section 2.3.2: p is the first number of the parameters.</summary>
    [Theory]
    [InlineData(2041, "dsa-small")]
    [InlineData(2048, "dsa-2048")]
    [InlineData(3072, "dsa-3072")]
    public void Size_of_a_dsa_key_is_that_of_p(int bits, string expected)
    {
        var p = Org.BouncyCastle.Math.BigInteger.One.ShiftLeft(bits).Subtract(Two);
        GuidelineWords
            .KeyOf(
                WeakCertificates.WithKey(
                    Dsa,
                    new Org.BouncyCastle.Asn1.DerSequence(
                        new Org.BouncyCastle.Asn1.DerInteger(p),
                        Org.BouncyCastle.Asn1.DerInteger.ValueOf(7),
                        Org.BouncyCastle.Asn1.DerInteger.ValueOf(7)
                    )
                )
            )
            .ShouldBe(expected);
    }

    [Fact]
    public void Dsa_key_without_parameters_is_unreadable()
    {
        GuidelineWords.KeyOf(WeakCertificates.WithKey(Dsa, null)).ShouldBe("unreadable");
        GuidelineWords
            .KeyOf(WeakCertificates.WithKey(Dsa, Org.BouncyCastle.Asn1.DerNull.Instance))
            .ShouldBe("unreadable");
    }

    /// <summary>RFC 4055 section 3.1: a sequence with the hash in the first of its parts.</summary>
    [Fact]
    public void Signature_of_Pss_with_other_parameters_is_no_known_one()
    {
        var otherHash = new Org.BouncyCastle.Asn1.DerSequence(
            new Org.BouncyCastle.Asn1.DerTaggedObject(
                true,
                0,
                new Org.BouncyCastle.Asn1.X509.AlgorithmIdentifier(new("2.16.840.1.101.3.4.2.8"))
            )
        );
        Signature(otherHash).ShouldBe("rsa-pss-other");
        Signature(Org.BouncyCastle.Asn1.DerNull.Instance).ShouldBe("unreadable");
        Signature(new Org.BouncyCastle.Asn1.DerSequence()).ShouldBe("rsa-pss-sha1");

        static string Signature(Org.BouncyCastle.Asn1.Asn1Encodable parameters) =>
            GuidelineWords.SignatureOf(
                WeakCertificates.WithKey(
                    Dsa,
                    null,
                    new Org.BouncyCastle.Asn1.X509.AlgorithmIdentifier(
                        new("1.2.840.113549.1.1.10"),
                        parameters
                    )
                )
            );
    }

    [Theory]
    [InlineData(true, "x25519", 1024, "explicit-curve")]
    [InlineData(false, "x25519", 1024, "dh-other")]
    [InlineData(false, "x25519", null, "x25519")]
    [InlineData(false, null, null, null)]
    public void Group_of_an_answer_is_named(
        bool inNumbers,
        string? group,
        int? bits,
        string? expected
    ) =>
        GuidelineWords
            .GroupOf(
                new ServerHello
                {
                    Version = TlsProtocolVersion.Tls12,
                    Suite = CipherSuite.Parse("TLS_RSA_WITH_AES_128_CBC_SHA"),
                    Compression = 0,
                    ExplicitCurve = inNumbers,
                    Group = group is null ? null : NamedGroup.Parse(group),
                    Dh = bits is null
                        ? null
                        : new DhParameters
                        {
                            Bits = bits.Value,
                            Generator = 2,
                            PrimeSha256 = new OctetString([1]),
                        },
                }
            )
            .ShouldBe(expected);

    [Fact]
    public void What_is_no_certificate_is_unreadable()
    {
        GuidelineWords.KeyOf(CertificateReader.Read([1, 2, 3])).ShouldBe("unreadable");
        GuidelineWords.SignatureOf(CertificateReader.Read([1, 2, 3])).ShouldBe("unreadable");
    }

    [Theory]
    [InlineData(1024, 2, "dh-other")]
    [InlineData(2048, 2, "dh-other")]
    [InlineData(2047, 5, "dh-other")]
    [InlineData(2048, 5, "dh-other-generator")]
    [InlineData(2048, null, "dh-other-generator")]
    [InlineData(16_384, 5, "dh-other-generator")]
    [InlineData(16_385, 5, "dh-other")]
    public void Group_without_a_published_name_is_told_by_generator_and_size(
        int bits,
        int? generator,
        string expected
    ) =>
        GuidelineWords
            .GroupOf(
                new DhParameters
                {
                    Bits = bits,
                    Generator = generator,
                    PrimeSha256 = new OctetString([1]),
                }
            )
            .ShouldBe(expected);

    [Fact]
    public void Group_of_another_rfc_is_no_better_than_one_of_ones_own() =>
        GuidelineWords
            .GroupOf(
                new DhParameters
                {
                    Bits = 2048,
                    Generator = 2,
                    PrimeSha256 = new OctetString([1]),
                    KnownName = "modp2048",
                }
            )
            .ShouldBe("dh-other");

    private const string Dsa = "1.2.840.10040.4.1";

    private static readonly Org.BouncyCastle.Math.BigInteger Two = Org.BouncyCastle
        .Math
        .BigInteger
        .Two;

    private static readonly Org.BouncyCastle.Crypto.AsymmetricCipherKeyPair Rsa2048 =
        WeakCertificates.Rsa(2048);

    private static string Key(
        Org.BouncyCastle.Crypto.AsymmetricCipherKeyPair keys,
        string algorithm
    ) => GuidelineWords.KeyOf(WeakCertificates.Read(keys, algorithm));
}
