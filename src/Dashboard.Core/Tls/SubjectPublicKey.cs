using System.Formats.Asn1;
using System.Numerics;

namespace Dashboard.Core.Tls;

/// <summary>What a SubjectPublicKeyInfo holds (RFC 5280 section 4.1.2.7, RFC 3279 section 2.3, RFC 5480, RFC 8410).</summary>
internal readonly record struct SubjectPublicKey(CertificateKeyType Type, int? Size)
{
    /// <exception cref="AsnContentException">The octets are no SubjectPublicKeyInfo.</exception>
    public static SubjectPublicKey Read(ReadOnlyMemory<byte> spki)
    {
        var reader = new AsnReader(spki, AsnEncodingRules.BER);
        var info = reader.ReadSequence();
        reader.ThrowIfNotEmpty();
        var algorithm = info.ReadSequence();
        var oid = algorithm.ReadObjectIdentifier();
        var key = info.ReadBitString(out _);
        info.ThrowIfNotEmpty();
        return oid switch
        {
            "1.2.840.113549.1.1.1" or "1.2.840.113549.1.1.10" => new(
                CertificateKeyType.Rsa,
                ModulusBits(key)
            ),
            "1.2.840.10045.2.1" => new(CertificateKeyType.Ecdsa, CurveBits(algorithm)),
            "1.3.101.112" => new(CertificateKeyType.EdDsa, 256),
            "1.3.101.113" => new(CertificateKeyType.EdDsa, 456),
            _ => new(CertificateKeyType.Other, null),
        };
    }

    private static int? ModulusBits(byte[] key)
    {
        try
        {
            var numbers = new AsnReader(key, AsnEncodingRules.BER).ReadSequence();
            var modulus = new BigInteger(
                numbers.ReadIntegerBytes().Span,
                isUnsigned: true,
                isBigEndian: true
            );
            return (int)modulus.GetBitLength();
        }
        catch (AsnContentException)
        {
            return null;
        }
    }

    private static int? CurveBits(AsnReader algorithm)
    {
        if (
            !algorithm.HasData
            || algorithm.PeekTag() != new Asn1Tag(UniversalTagNumber.ObjectIdentifier)
        )
        {
            return null;
        }
        return algorithm.ReadObjectIdentifier() switch
        {
            "1.2.840.10045.3.1.1" => 192,
            "1.3.132.0.33" => 224,
            "1.2.840.10045.3.1.7" or "1.3.36.3.3.2.8.1.1.7" or "1.3.132.0.10" => 256,
            "1.3.132.0.34" or "1.3.36.3.3.2.8.1.1.11" => 384,
            "1.3.36.3.3.2.8.1.1.13" => 512,
            "1.3.132.0.35" => 521,
            _ => null,
        };
    }
}
