using System.Formats.Asn1;
using System.Security.Cryptography;

namespace Dashboard.Core.Tls;

/// <summary>
/// Checks one certificate's signature with one public key (RFC 5280 section 6.1.3 (a)(1)). Not by the platform's chain builder,
/// which brings trust stores, downloads and the clock into it.
/// </summary>
internal static class CertificateSignature
{
    public static SignatureCheck Check(CertificateFields signed, ReadOnlyMemory<byte> issuerSpki)
    {
        try
        {
            return signed.SignatureAlgorithm switch
            {
                "1.2.840.113549.1.1.5" => Rsa(signed, issuerSpki, HashAlgorithmName.SHA1),
                "1.2.840.113549.1.1.11" => Rsa(signed, issuerSpki, HashAlgorithmName.SHA256),
                "1.2.840.113549.1.1.12" => Rsa(signed, issuerSpki, HashAlgorithmName.SHA384),
                "1.2.840.113549.1.1.13" => Rsa(signed, issuerSpki, HashAlgorithmName.SHA512),
                "1.2.840.113549.1.1.10" => RsaPss(signed, issuerSpki),
                "1.2.840.10045.4.1" => Ecdsa(signed, issuerSpki, HashAlgorithmName.SHA1),
                "1.2.840.10045.4.3.2" => Ecdsa(signed, issuerSpki, HashAlgorithmName.SHA256),
                "1.2.840.10045.4.3.3" => Ecdsa(signed, issuerSpki, HashAlgorithmName.SHA384),
                "1.2.840.10045.4.3.4" => Ecdsa(signed, issuerSpki, HashAlgorithmName.SHA512),
                EdDsaSignature.Ed25519 or EdDsaSignature.Ed448 => Of(
                    EdDsaSignature.Verifies(signed, issuerSpki)
                ),
                _ => SignatureCheck.Unsupported,
            };
        }
        catch (PlatformNotSupportedException)
        {
            return SignatureCheck.Unsupported;
        }
        // A key of another kind than the signature, or one that cannot be read.
        catch (Exception malformed)
            when (malformed is CryptographicException or AsnContentException)
        {
            return SignatureCheck.Invalid;
        }
    }

    public static bool IsWithSha1(CertificateFields signed) =>
        signed.SignatureAlgorithm switch
        {
            "1.2.840.113549.1.1.5" or "1.2.840.10045.4.1" => true,
            "1.2.840.113549.1.1.10" => PssParameters(signed).Hash == HashAlgorithmName.SHA1,
            _ => false,
        };

    private static SignatureCheck Rsa(
        CertificateFields signed,
        ReadOnlyMemory<byte> spki,
        HashAlgorithmName hash
    ) => Rsa(signed, spki, hash, RSASignaturePadding.Pkcs1);

    private static SignatureCheck Rsa(
        CertificateFields signed,
        ReadOnlyMemory<byte> spki,
        HashAlgorithmName hash,
        RSASignaturePadding padding
    )
    {
        using var key = RSA.Create();
        key.ImportSubjectPublicKeyInfo(spki.Span, out _);
        return Of(key.VerifyData(signed.TbsCertificate.Span, signed.Signature, hash, padding));
    }

    private static SignatureCheck Ecdsa(
        CertificateFields signed,
        ReadOnlyMemory<byte> spki,
        HashAlgorithmName hash
    )
    {
        using var key = ECDsa.Create();
        key.ImportSubjectPublicKeyInfo(spki.Span, out _);
        return Of(
            key.VerifyData(
                signed.TbsCertificate.Span,
                signed.Signature,
                hash,
                DSASignatureFormat.Rfc3279DerSequence
            )
        );
    }

    /// <summary>Only a salt as long as the hash, which is the one in use, can be checked.</summary>
    private static SignatureCheck RsaPss(CertificateFields signed, ReadOnlyMemory<byte> spki)
    {
        var (hash, octets, salt) = PssParameters(signed);
        return salt == octets
            ? Rsa(signed, spki, hash, RSASignaturePadding.Pss)
            : SignatureCheck.Unsupported;
    }

    /// <summary>The hash, its length and that of the salt; SHA-1 and 20 where nothing else is said (RFC 4055 section 3.1).</summary>
    private static (HashAlgorithmName Hash, int Octets, int Salt) PssParameters(
        CertificateFields signed
    )
    {
        var identifier = new AsnReader(
            signed.SignatureAlgorithmIdentifier,
            AsnEncodingRules.BER
        ).ReadSequence();
        identifier.ReadObjectIdentifier();
        var hash = HashAlgorithmName.SHA1;
        var octets = 20;
        var salt = 20;
        var parameters = identifier.ReadSequence();
        while (parameters.HasData)
        {
            var tag = parameters.PeekTag();
            var value = parameters.ReadSequence(tag);
            switch (tag.TagValue)
            {
                case 0:
                    (hash, octets) = value.ReadSequence().ReadObjectIdentifier() switch
                    {
                        "2.16.840.1.101.3.4.2.1" => (HashAlgorithmName.SHA256, 32),
                        "2.16.840.1.101.3.4.2.2" => (HashAlgorithmName.SHA384, 48),
                        "2.16.840.1.101.3.4.2.3" => (HashAlgorithmName.SHA512, 64),
                        _ => (default, 0),
                    };
                    break;
                case 2 when value.TryReadInt32(out var length):
                    salt = length;
                    break;
            }
        }
        return (hash, octets, salt);
    }

    private static SignatureCheck Of(bool verified) =>
        verified ? SignatureCheck.Valid : SignatureCheck.Invalid;
}
