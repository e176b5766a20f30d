using Org.BouncyCastle.Crypto;
using Org.BouncyCastle.Crypto.Parameters;
using Org.BouncyCastle.Tls;

namespace Dashboard.Probes.Outbound.Receiver.Tls;

/// <summary>What the server signs its handshake with: the first that the client offers and the key can do.</summary>
internal static class SignatureChoice
{
    private static readonly int[] RsaPss =
    [
        SignatureScheme.rsa_pss_rsae_sha256,
        SignatureScheme.rsa_pss_rsae_sha384,
        SignatureScheme.rsa_pss_rsae_sha512,
    ];

    private static readonly int[] RsaPkcs1 =
    [
        SignatureScheme.rsa_pkcs1_sha256,
        SignatureScheme.rsa_pkcs1_sha384,
        SignatureScheme.rsa_pkcs1_sha512,
        SignatureScheme.rsa_pkcs1_sha1,
    ];

    /// <returns>Null before TLS 1.2, which leaves no choice (RFC 4346 section 7.4.3).</returns>
    public static SignatureAndHashAlgorithm? For(
        TlsServerContext context,
        AsymmetricKeyParameter key
    )
    {
        if (!TlsUtilities.IsTlsV12(context) && !TlsUtilities.IsTlsV13(context))
        {
            return null;
        }
        var offered =
            context.SecurityParameters.ClientSigAlgs
            ?? TlsUtilities.GetDefaultSupportedSignatureAlgorithms(context);
        var able = Able(key, TlsUtilities.IsTlsV13(context));
        foreach (SignatureAndHashAlgorithm algorithm in offered)
        {
            if (able.Contains(SignatureScheme.From(algorithm)))
            {
                return algorithm;
            }
        }
        throw new TlsFatalAlert(AlertDescription.handshake_failure);
    }

    private static int[] Able(AsymmetricKeyParameter key, bool tls13)
    {
        if (key is ECPrivateKeyParameters elliptic)
        {
            return elliptic.Parameters.N.BitLength switch
            {
                <= 256 => [SignatureScheme.ecdsa_secp256r1_sha256],
                <= 384 => [SignatureScheme.ecdsa_secp384r1_sha384],
                _ => [SignatureScheme.ecdsa_secp521r1_sha512],
            };
        }
        return tls13 ? RsaPss : [.. RsaPkcs1, .. RsaPss];
    }
}
