using System.Formats.Asn1;
using Ed25519Algorithm = Org.BouncyCastle.Math.EC.Rfc8032.Ed25519;
using Ed448Algorithm = Org.BouncyCastle.Math.EC.Rfc8032.Ed448;

namespace Dashboard.Core.Tls;

/// <summary>Signatures of Ed25519 and Ed448 in certificates (RFC 8410 section 6, RFC 8032), which the platform does not check.</summary>
internal static class EdDsaSignature
{
    public const string Ed25519 = "1.3.101.112";
    public const string Ed448 = "1.3.101.113";

    /// <exception cref="AsnContentException">The octets are no SubjectPublicKeyInfo.</exception>
    public static bool Verifies(CertificateFields signed, ReadOnlyMemory<byte> issuerSpki)
    {
        var info = new AsnReader(issuerSpki, AsnEncodingRules.BER).ReadSequence();
        // Key and signature have the same identifier (RFC 8410 section 3).
        if (info.ReadSequence().ReadObjectIdentifier() != signed.SignatureAlgorithm)
        {
            return false;
        }
        var key = info.ReadBitString(out _);
        var content = signed.TbsCertificate.ToArray();
        return signed.SignatureAlgorithm == Ed25519
            ? key.Length == Ed25519Algorithm.PublicKeySize
                && signed.Signature.Length == Ed25519Algorithm.SignatureSize
                && Ed25519Algorithm.Verify(signed.Signature, 0, key, 0, content, 0, content.Length)
            : key.Length == Ed448Algorithm.PublicKeySize
                && signed.Signature.Length == Ed448Algorithm.SignatureSize
                && Ed448Algorithm.Verify(
                    signed.Signature,
                    0,
                    key,
                    0,
                    [],
                    content,
                    0,
                    content.Length
                );
    }
}
