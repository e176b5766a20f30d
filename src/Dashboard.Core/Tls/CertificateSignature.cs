using System.Formats.Asn1;
using System.Security.Cryptography;
using Org.BouncyCastle.Asn1.X509;
using Org.BouncyCastle.Crypto;
using Org.BouncyCastle.Crypto.Operators;
using Org.BouncyCastle.Security;

namespace Dashboard.Core.Tls;

/// <summary>
/// Checks one certificate's signature with one public key (RFC 5280 section 6.1.3 (a)(1)). Not by the platform's chain builder,
/// which brings trust stores, downloads and the clock into it.
/// </summary>
internal static class CertificateSignature
{
    private const string RsaSha1 = "1.2.840.113549.1.1.5";
    private const string RsaPss = "1.2.840.113549.1.1.10";
    private const string EcdsaSha1 = "1.2.840.10045.4.1";

    /// <summary>False too where it cannot be checked here, which is the same to a sender that cannot.</summary>
    public static bool IsValid(CertificateFields signed, ReadOnlyMemory<byte> issuerSpki)
    {
        try
        {
            // Behind this the libraries are not asked about keys of another kind, which they refuse by exceptions of any kind.
            if (!Fits(signed.SignatureAlgorithm, SubjectPublicKey.Read(issuerSpki).Algorithm))
            {
                return false;
            }
            return signed.SignatureAlgorithm switch
            {
                RsaSha1 => Rsa(signed, issuerSpki, HashAlgorithmName.SHA1),
                "1.2.840.113549.1.1.11" => Rsa(signed, issuerSpki, HashAlgorithmName.SHA256),
                "1.2.840.113549.1.1.12" => Rsa(signed, issuerSpki, HashAlgorithmName.SHA384),
                "1.2.840.113549.1.1.13" => Rsa(signed, issuerSpki, HashAlgorithmName.SHA512),
                EcdsaSha1 => Ecdsa(signed, issuerSpki, HashAlgorithmName.SHA1),
                "1.2.840.10045.4.3.2" => Ecdsa(signed, issuerSpki, HashAlgorithmName.SHA256),
                "1.2.840.10045.4.3.3" => Ecdsa(signed, issuerSpki, HashAlgorithmName.SHA384),
                "1.2.840.10045.4.3.4" => Ecdsa(signed, issuerSpki, HashAlgorithmName.SHA512),
                _ => Other(signed, issuerSpki),
            };
        }
        // A key that cannot be read, or an algorithm that is not implemented.
        catch (Exception unusable)
            when (unusable
                    is CryptographicException
                        or AsnContentException
                        or PlatformNotSupportedException
                        or GeneralSecurityException
                        or SecurityUtilityException
                        or CryptoException
                        or ArgumentException
                        or InvalidOperationException
                        or IOException
            )
        {
            return false;
        }
    }

    /// <summary>Whether a key of that kind can have made a signature of this kind; false for a kind that is not known.</summary>
    public static bool Fits(string signatureAlgorithm, string keyAlgorithm) =>
        KeyOf(signatureAlgorithm) is { } fitting
        && (
            fitting == keyAlgorithm
            || (signatureAlgorithm == RsaPss && keyAlgorithm == SubjectPublicKey.Rsa)
        );

    /// <summary>Of a kind that OpenSSL knows.</summary>
    public static bool IsKnown(CertificateFields signed) =>
        KeyOf(signed.SignatureAlgorithm) is not null;

    /// <summary>
    /// With SHA-1 or older any endpoint is recommended to abort the handshake (RFC 8446 section 4.4.2.4), and mail software in use
    /// does where the certificate is to be verified.
    /// </summary>
    public static bool IsWeak(CertificateFields signed) =>
        signed.SignatureAlgorithm switch
        {
            RsaSha1
            or EcdsaSha1
            or "1.2.840.113549.1.1.2"
            or "1.2.840.113549.1.1.3"
            or "1.2.840.113549.1.1.4"
            or "1.2.840.10040.4.3" => true,
            RsaPss => PssHash(signed)
                == Org.BouncyCastle.Asn1.Pkcs.RsassaPssParameters.DefaultHashAlgorithm.Algorithm.Id,
            _ => false,
        };

    private static string? KeyOf(string signatureAlgorithm) =>
        signatureAlgorithm switch
        {
            RsaPss => SubjectPublicKey.RsaPss,
            SubjectPublicKey.Ed25519 or SubjectPublicKey.Ed448 => signatureAlgorithm,
            EcdsaSha1 => SubjectPublicKey.EllipticCurve,
            "1.2.840.10040.4.3" => SubjectPublicKey.Dsa,
            _ when Last(signatureAlgorithm, "1.2.840.113549.1.1.")
                    is (>= 2 and <= 5)
                        or (>= 11 and <= 16) => SubjectPublicKey.Rsa,
            _ when Last(signatureAlgorithm, "1.2.840.10045.4.3.") is >= 1 and <= 4 =>
                SubjectPublicKey.EllipticCurve,
            // The signatures of NIST: DSA, then ECDSA and RSA with SHA-3.
            _ => Last(signatureAlgorithm, "2.16.840.1.101.3.4.3.") switch
            {
                >= 1 and <= 8 => SubjectPublicKey.Dsa,
                >= 9 and <= 12 => SubjectPublicKey.EllipticCurve,
                >= 13 and <= 16 => SubjectPublicKey.Rsa,
                _ => null,
            },
        };

    /// <summary>The number behind an arc; 0 where the identifier lies elsewhere.</summary>
    private static int Last(string oid, string arc) =>
        oid.StartsWith(arc, StringComparison.Ordinal)
        && int.TryParse(oid.AsSpan(arc.Length), out var last)
            ? last
            : 0;

    private static bool Rsa(
        CertificateFields signed,
        ReadOnlyMemory<byte> spki,
        HashAlgorithmName hash
    )
    {
        using var key = RSA.Create();
        key.ImportSubjectPublicKeyInfo(spki.Span, out _);
        return key.VerifyData(
            signed.TbsCertificate.Span,
            signed.Signature,
            hash,
            RSASignaturePadding.Pkcs1
        );
    }

    private static bool Ecdsa(
        CertificateFields signed,
        ReadOnlyMemory<byte> spki,
        HashAlgorithmName hash
    )
    {
        using var key = ECDsa.Create();
        key.ImportSubjectPublicKeyInfo(spki.Span, out _);
        return key.VerifyData(
            signed.TbsCertificate.Span,
            signed.Signature,
            hash,
            DSASignatureFormat.Rfc3279DerSequence
        );
    }

    /// <summary>What the platform does not check: EdDSA, SHA-224, SHA-3, and RSASSA-PSS with its parameters.</summary>
    private static bool Other(CertificateFields signed, ReadOnlyMemory<byte> spki)
    {
        var algorithm = AlgorithmIdentifier.GetInstance(
            signed.SignatureAlgorithmIdentifier.ToArray()
        );
        var calculator = new Asn1VerifierFactory(
            algorithm,
            PublicKeyFactory.CreateKey(spki.ToArray())
        ).CreateCalculator();
        calculator.Stream.Write(signed.TbsCertificate.Span);
        calculator.Stream.Dispose();
        return calculator.GetResult().IsVerified(signed.Signature);
    }

    private static string PssHash(CertificateFields signed)
    {
        try
        {
            var identifier = AlgorithmIdentifier.GetInstance(
                signed.SignatureAlgorithmIdentifier.ToArray()
            );
            return Org
                .BouncyCastle.Asn1.Pkcs.RsassaPssParameters.GetInstance(identifier.Parameters)
                .HashAlgorithm.Algorithm.Id;
        }
        catch (Exception malformed)
            when (malformed is ArgumentException or IOException or InvalidOperationException)
        {
            return string.Empty;
        }
    }
}
