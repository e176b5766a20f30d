using System.Formats.Asn1;
using System.Numerics;
using Dashboard.Core.Tls;

namespace Dashboard.Core.Inbound.TlsNcsc;

/// <summary>The words by which the lists name what has no name of its own on the wire: pure.</summary>
public static class GuidelineWords
{
    /// <summary>A Diffie-Hellman group that is not published, or not with its own generator.</summary>
    public const string OtherGroup = "dh-other";

    /// <summary>The same with 2048 bits or more and a generator that is not 2.</summary>
    public const string OtherGenerator = "dh-other-generator";

    /// <summary>A curve spelled out in numbers.</summary>
    public const string ExplicitCurve = "explicit-curve";

    public const string Unreadable = "unreadable";

    private const int EnoughBits = 2048;

    /// <summary>No honest server has more; what it computes for nobody finishes.</summary>
    private const int MostBits = 16_384;

    /// <summary>Null where the answer names no group.</summary>
    public static string? GroupOf(ServerHello hello)
    {
        ArgumentNullException.ThrowIfNull(hello);
        return hello.ExplicitCurve ? ExplicitCurve
            : hello.Dh is { } dh ? GroupOf(dh)
            : hello.Group?.Name;
    }

    public static string GroupOf(DhParameters dh)
    {
        ArgumentNullException.ThrowIfNull(dh);
        return dh.KnownName is { } known && known.StartsWith("ffdhe", StringComparison.Ordinal)
                ? known
            : dh is { Bits: >= EnoughBits and <= MostBits, Generator: not 2 } ? OtherGenerator
            : OtherGroup;
    }

    /// <summary>
    /// The key of a certificate: <c>rsa-3072</c> (or more), <c>rsa-2048</c> (2048 to 3071), <c>rsa-small</c>, the same of DSA, the
    /// name of a curve, <c>ed25519</c>, <c>ed448</c>, or <c>unreadable</c>.
    /// </summary>
    public static string KeyOf(PresentedCertificate certificate)
    {
        ArgumentNullException.ThrowIfNull(certificate);
        try
        {
            return CertificateFields.TryParse(certificate.Der, out var fields, out _)
                ? KeyOf(fields)
                : Unreadable;
        }
        catch (AsnContentException)
        {
            return Unreadable;
        }
    }

    private static string KeyOf(CertificateFields fields)
    {
        var info = new AsnReader(fields.SubjectPublicKeyInfo, AsnEncodingRules.BER).ReadSequence();
        var algorithm = info.ReadSequence();
        var oid = algorithm.ReadObjectIdentifier();
        return oid switch
        {
            "1.2.840.113549.1.1.1" or RsaPssParameters.Oid => Sized("rsa", fields.Key.Size),
            "1.2.840.10040.4.1" => Sized("dsa", DsaBits(algorithm)),
            "1.2.840.10045.2.1" => CurveOf(algorithm),
            "1.3.101.112" => "ed25519",
            "1.3.101.113" => "ed448",
            _ => Unreadable,
        };
    }

    private static string Sized(string algorithm, int? bits) =>
        bits switch
        {
            null => Unreadable,
            >= 3072 => $"{algorithm}-3072",
            >= EnoughBits => $"{algorithm}-2048",
            _ => $"{algorithm}-small",
        };

    /// <summary>Of p (RFC 3279 section 2.3.2).</summary>
    private static int? DsaBits(AsnReader algorithm) =>
        algorithm.HasData
            ? (int)
                new BigInteger(
                    algorithm.ReadSequence().ReadIntegerBytes().Span,
                    isUnsigned: true,
                    isBigEndian: true
                ).GetBitLength()
            : null;

    private static string CurveOf(AsnReader algorithm)
    {
        if (
            !algorithm.HasData
            || algorithm.PeekTag() != new Asn1Tag(UniversalTagNumber.ObjectIdentifier)
        )
        {
            return ExplicitCurve;
        }
        var oid = algorithm.ReadObjectIdentifier();
        return oid switch
        {
            "1.2.840.10045.3.1.1" => "secp192r1",
            "1.3.132.0.33" => "secp224r1",
            "1.2.840.10045.3.1.7" => "secp256r1",
            "1.3.132.0.34" => "secp384r1",
            "1.3.132.0.35" => "secp521r1",
            "1.3.132.0.10" => "secp256k1",
            "1.3.36.3.3.2.8.1.1.7" => "brainpoolP256r1",
            "1.3.36.3.3.2.8.1.1.11" => "brainpoolP384r1",
            "1.3.36.3.3.2.8.1.1.13" => "brainpoolP512r1",
            _ => oid,
        };
    }

    /// <summary>How a certificate is signed: <c>rsa-sha256</c>, <c>rsa-pss-sha256</c>, <c>ecdsa-sha384</c>, <c>eddsa</c> and so on.</summary>
    public static string SignatureOf(PresentedCertificate certificate)
    {
        ArgumentNullException.ThrowIfNull(certificate);
        try
        {
            return CertificateFields.TryParse(certificate.Der, out var fields, out _)
                ? SignatureOf(fields)
                : Unreadable;
        }
        catch (AsnContentException)
        {
            return Unreadable;
        }
    }

    private static string SignatureOf(CertificateFields fields) =>
        fields.SignatureAlgorithm switch
        {
            "1.2.840.113549.1.1.2" => "rsa-md2",
            "1.2.840.113549.1.1.4" => "rsa-md5",
            "1.2.840.113549.1.1.5" => "rsa-sha1",
            RsaPssParameters.Oid => PssWord(fields),
            "1.2.840.113549.1.1.11" => "rsa-sha256",
            "1.2.840.113549.1.1.12" => "rsa-sha384",
            "1.2.840.113549.1.1.13" => "rsa-sha512",
            "1.2.840.113549.1.1.14" => "rsa-sha224",
            "1.2.840.10040.4.3" => "dsa-sha1",
            "2.16.840.1.101.3.4.3.1" => "dsa-sha224",
            "2.16.840.1.101.3.4.3.2" => "dsa-sha256",
            "1.2.840.10045.4.1" => "ecdsa-sha1",
            "1.2.840.10045.4.3.1" => "ecdsa-sha224",
            "1.2.840.10045.4.3.2" => "ecdsa-sha256",
            "1.2.840.10045.4.3.3" => "ecdsa-sha384",
            "1.2.840.10045.4.3.4" => "ecdsa-sha512",
            "1.3.101.112" or "1.3.101.113" => "eddsa",
            var oid => oid,
        };

    private static string PssWord(CertificateFields fields)
    {
        var hash = RsaPssParameters.Read(fields.SignatureAlgorithmIdentifier).Hash.Name;
        return hash is null ? "rsa-pss-other" : $"rsa-pss-{hash.ToLowerInvariant()}";
    }

    /// <summary>RSASSA-PSS: missing from the list of internet.nl.</summary>
    public static bool IsPss(string signature)
    {
        ArgumentNullException.ThrowIfNull(signature);
        return signature.StartsWith("rsa-pss", StringComparison.Ordinal);
    }
}
