using System.Formats.Asn1;
using System.Numerics;
using Dashboard.Core.Tls;

namespace Dashboard.Core.Tests.Tls;

public sealed class SubjectPublicKeyTests
{
    private static byte[] Info(string algorithm, Action<AsnWriter>? parameters, byte[] key)
    {
        var writer = new AsnWriter(AsnEncodingRules.DER);
        using (writer.PushSequence())
        {
            using (writer.PushSequence())
            {
                writer.WriteObjectIdentifier(algorithm);
                parameters?.Invoke(writer);
            }
            writer.WriteBitString(key);
        }
        return writer.Encode();
    }

    private static byte[] RsaKey(BigInteger modulus)
    {
        var writer = new AsnWriter(AsnEncodingRules.DER);
        using (writer.PushSequence())
        {
            writer.WriteInteger(modulus);
            writer.WriteInteger(65537);
        }
        return writer.Encode();
    }

    /// <summary>RFC 5480 section 2.1.1.1, RFC 5639 section 4.1, SEC 2.</summary>
    [Theory]
    [InlineData("secp192r1", "1.2.840.10045.3.1.1", 192)]
    [InlineData("secp224r1", "1.3.132.0.33", 224)]
    [InlineData("secp256r1", "1.2.840.10045.3.1.7", 256)]
    [InlineData("secp384r1", "1.3.132.0.34", 384)]
    [InlineData("secp521r1", "1.3.132.0.35", 521)]
    [InlineData("secp256k1", "1.3.132.0.10", 256)]
    [InlineData("brainpoolP256r1", "1.3.36.3.3.2.8.1.1.7", 256)]
    [InlineData("brainpoolP384r1", "1.3.36.3.3.2.8.1.1.11", 384)]
    [InlineData("brainpoolP512r1", "1.3.36.3.3.2.8.1.1.13", 512)]
    [InlineData("another", "1.3.132.0.1", null)]
    public void Size_of_a_key_on_a_curve_is_that_of_the_curve(string curve, string oid, int? size)
    {
        var key = SubjectPublicKey.Read(
            Info(SubjectPublicKey.EllipticCurve, w => w.WriteObjectIdentifier(oid), [4, 1, 2])
        );

        key.Type.ShouldBe(CertificateKeyType.Ecdsa, curve);
        key.Size.ShouldBe(size, curve);
        if (size is not null)
        {
            Org.BouncyCastle.Asn1.X9.ECNamedCurveTable.GetByName(curve)
                .Curve.FieldSize.ShouldBe(size.Value);
        }
    }

    [Fact]
    public void Curve_that_is_not_named_has_no_size()
    {
        Size(null).ShouldBeNull();
        Size(w => w.WriteNull()).ShouldBeNull();
        Size(w =>
            {
                using (w.PushSequence())
                {
                    w.WriteInteger(1);
                }
            })
            .ShouldBeNull();

        static int? Size(Action<AsnWriter>? parameters) =>
            SubjectPublicKey.Read(Info(SubjectPublicKey.EllipticCurve, parameters, [4])).Size;
    }

    [Theory]
    [InlineData(SubjectPublicKey.Rsa)]
    [InlineData(SubjectPublicKey.RsaPss)]
    public void Size_of_an_rsa_key_is_that_of_its_modulus(string algorithm)
    {
        foreach (var bits in new[] { 1, 1023, 1024, 2047, 2048 })
        {
            var key = SubjectPublicKey.Read(
                Info(algorithm, w => w.WriteNull(), RsaKey(BigInteger.One << (bits - 1)))
            );
            (key.Type, key.Size, key.Algorithm).ShouldBe(
                (CertificateKeyType.Rsa, (int?)bits, algorithm)
            );
        }
    }

    [Theory]
    [InlineData(1023, true)]
    [InlineData(1024, false)]
    public void Size_of_a_dsa_key_is_that_of_its_prime(int bits, bool weak)
    {
        var key = SubjectPublicKey.Read(
            Info(
                SubjectPublicKey.Dsa,
                w => w.WriteEncodedValue(RsaKey(BigInteger.One << (bits - 1))),
                [1]
            )
        );

        (key.Type, key.Size, key.IsWeak).ShouldBe((CertificateKeyType.Other, (int?)bits, weak));
    }

    [Fact]
    public void Rsa_key_that_cannot_be_read_has_no_size()
    {
        var key = SubjectPublicKey.Read(Info(SubjectPublicKey.Rsa, null, [1, 2, 3]));

        (key.Type, key.Size, key.IsWeak).ShouldBe((CertificateKeyType.Rsa, (int?)null, false));
    }

    [Theory]
    [InlineData(SubjectPublicKey.Ed25519, CertificateKeyType.EdDsa, 256)]
    [InlineData(SubjectPublicKey.Ed448, CertificateKeyType.EdDsa, 456)]
    [InlineData(SubjectPublicKey.Dsa, CertificateKeyType.Other, null)]
    [InlineData("1.2.3.4", CertificateKeyType.Other, null)]
    public void Other_keys_are_told_by_their_algorithm(
        string algorithm,
        CertificateKeyType type,
        int? size
    ) =>
        SubjectPublicKey
            .Read(Info(algorithm, null, [1]))
            .ShouldBe(new SubjectPublicKey(type, size, algorithm));

    [Theory]
    [InlineData("a key behind the key")]
    [InlineData("octets behind it all")]
    public void What_is_more_than_a_key_is_none(string what)
    {
        var inside = what == "a key behind the key";
        var writer = new AsnWriter(AsnEncodingRules.DER);
        using (writer.PushSequence())
        {
            using (writer.PushSequence())
            {
                writer.WriteObjectIdentifier(SubjectPublicKey.Ed25519);
            }
            writer.WriteBitString([1]);
            if (inside)
            {
                writer.WriteBitString([1]);
            }
        }
        byte[] octets = inside ? writer.Encode() : [.. writer.Encode(), 5, 0];

        Should.Throw<AsnContentException>(() => SubjectPublicKey.Read(octets), what);
    }

    /// <summary>NIST SP 800-57 part 1 section 5.6.1.1: 80 bits of security.</summary>
    [Theory]
    [InlineData(CertificateKeyType.Rsa, SubjectPublicKey.Rsa, 1023, true)]
    [InlineData(CertificateKeyType.Rsa, SubjectPublicKey.Rsa, 1024, false)]
    [InlineData(CertificateKeyType.Ecdsa, SubjectPublicKey.EllipticCurve, 159, true)]
    [InlineData(CertificateKeyType.Ecdsa, SubjectPublicKey.EllipticCurve, 160, false)]
    [InlineData(CertificateKeyType.Ecdsa, SubjectPublicKey.EllipticCurve, null, false)]
    [InlineData(CertificateKeyType.Other, SubjectPublicKey.Dsa, 1023, true)]
    [InlineData(CertificateKeyType.Other, SubjectPublicKey.Dsa, 1024, false)]
    [InlineData(CertificateKeyType.Other, "1.2.3.4", 1, false)]
    [InlineData(CertificateKeyType.EdDsa, SubjectPublicKey.Ed25519, 256, false)]
    public void Key_is_weak_below_80_bits_of_security(
        CertificateKeyType type,
        string algorithm,
        int? size,
        bool weak
    ) => new SubjectPublicKey(type, size, algorithm).IsWeak.ShouldBe(weak);
}
