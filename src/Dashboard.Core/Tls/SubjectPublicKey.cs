using System.Formats.Asn1;
using System.Numerics;

namespace Dashboard.Core.Tls;

/// <summary>What a SubjectPublicKeyInfo holds (RFC 5280 section 4.1.2.7, RFC 3279 section 2.3, RFC 5480, RFC 8410).</summary>
/// <param name="Algorithm">Its object identifier.</param>
internal readonly record struct SubjectPublicKey(
    CertificateKeyType Type,
    int? Size,
    string Algorithm
)
{
    public const string Rsa = "1.2.840.113549.1.1.1";
    public const string RsaPss = "1.2.840.113549.1.1.10";
    public const string EllipticCurve = "1.2.840.10045.2.1";
    public const string Dsa = "1.2.840.10040.4.1";
    public const string Ed25519 = "1.3.101.112";
    public const string Ed448 = "1.3.101.113";

    /// <summary>Below 80 bits of security, the least that senders take of an authority (OpenSSL's security level 1).</summary>
    public bool IsWeak =>
        Type switch
        {
            CertificateKeyType.Rsa => Size < 1024,
            CertificateKeyType.Ecdsa => Size < 160,
            _ => Algorithm == Dsa && Size < 1024,
        };

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
            Rsa or RsaPss => new(CertificateKeyType.Rsa, ModulusBits(key), oid),
            EllipticCurve => new(CertificateKeyType.Ecdsa, CurveBits(algorithm), oid),
            Ed25519 => new(CertificateKeyType.EdDsa, 256, oid),
            Ed448 => new(CertificateKeyType.EdDsa, 456, oid),
            Dsa => new(CertificateKeyType.Other, FirstNumberBits(algorithm), oid), // p (RFC 3279 section 2.3.2)
            _ => new(CertificateKeyType.Other, null, oid),
        };
    }

    private static int? ModulusBits(byte[] key) =>
        FirstNumberBits(new AsnReader(key, AsnEncodingRules.BER));

    /// <summary>The length of the first number of a sequence; null where there is none.</summary>
    private static int? FirstNumberBits(AsnReader numbers)
    {
        try
        {
            var first = new BigInteger(
                numbers.ReadSequence().ReadIntegerBytes().Span,
                isUnsigned: true,
                isBigEndian: true
            );
            return (int)first.GetBitLength();
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
