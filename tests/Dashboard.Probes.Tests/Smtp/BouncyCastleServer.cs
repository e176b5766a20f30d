using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Org.BouncyCastle.Security;
using Org.BouncyCastle.Tls;
using Org.BouncyCastle.Tls.Crypto;
using Org.BouncyCastle.Tls.Crypto.Impl.BC;

namespace Dashboard.Probes.Tests.Smtp;

/// <summary>A server that shows the certificate the client's signature algorithms and suites ask for, ECDSA first.</summary>
internal sealed class BouncyCastleServer(BouncyCastleServerOffer offer)
    : DefaultTlsServer(new BcTlsCrypto(new SecureRandom()))
{
    public override ProtocolVersion GetServerVersion()
    {
        try
        {
            return base.GetServerVersion();
        }
        catch (TlsFatalAlert alert)
            when (alert.AlertDescription == AlertDescription.protocol_version)
        {
            throw new TlsFatalAlert(offer.OtherVersionAlert);
        }
    }

    public override TlsDHConfig GetDHConfig() =>
        offer.SmallGroup ? new TlsDHConfig(DHStandardGroups.rfc2409_1024) : base.GetDHConfig();

    public override TlsCredentials GetCredentials()
    {
        if (m_context.ServerVersion.Equals(ProtocolVersion.TLSv13))
        {
            return Choose();
        }
        return base.GetCredentials();
    }

    protected override ProtocolVersion[] GetSupportedVersions() => offer.Versions;

    protected override int[] GetSupportedCipherSuites()
    {
        var suites = new List<int>();
        if (offer.Versions.Contains(ProtocolVersion.TLSv13))
        {
            suites.Add(CipherSuite.TLS_AES_128_GCM_SHA256);
        }
        if (offer.Ecdsa is not null)
        {
            suites.Add(CipherSuite.TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256);
            suites.Add(CipherSuite.TLS_ECDHE_ECDSA_WITH_AES_128_CBC_SHA);
        }
        if (offer.SmallGroup)
        {
            suites.Add(CipherSuite.TLS_DHE_RSA_WITH_AES_128_GCM_SHA256);
        }
        else if (offer.Rsa is not null)
        {
            suites.Add(CipherSuite.TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256);
            suites.Add(CipherSuite.TLS_ECDHE_RSA_WITH_AES_128_CBC_SHA);
        }
        return [.. suites];
    }

    protected override TlsCredentialedSigner GetECDsaSignerCredentials() =>
        Signer(offer.Ecdsa!, SignatureAlgorithm.ecdsa);

    protected override TlsCredentialedSigner GetRsaSignerCredentials() =>
        Signer(offer.Rsa!, SignatureAlgorithm.rsa);

    private BcDefaultTlsCredentialedSigner Choose()
    {
        var wanted = m_context.SecurityParameters.ClientSigAlgs;
        if (
            offer.Ecdsa is not null
            && wanted.Any(algorithm => algorithm.Signature == SignatureAlgorithm.ecdsa)
        )
        {
            return Signer(offer.Ecdsa, SignatureAlgorithm.ecdsa);
        }
        return
            offer.Rsa is not null
            && wanted.Any(algorithm =>
                algorithm.Signature == SignatureAlgorithm.rsa_pss_rsae_sha256
            )
            ? Signer(offer.Rsa, SignatureAlgorithm.rsa_pss_rsae_sha256)
            : throw new TlsFatalAlert(AlertDescription.handshake_failure);
    }

    private BcDefaultTlsCredentialedSigner Signer(X509Certificate2 certificate, short signature)
    {
        var crypto = (BcTlsCrypto)Crypto;
        using AsymmetricAlgorithm key =
            certificate.GetECDsaPrivateKey()
            ?? (AsymmetricAlgorithm)certificate.GetRSAPrivateKey()!;
        TlsCertificate[] chain =
        [
            .. offer
                .Above.Prepend(certificate)
                .Select(c => new BcTlsCertificate(crypto, c.RawData)),
        ];
        return new BcDefaultTlsCredentialedSigner(
            new TlsCryptoParameters(m_context),
            crypto,
            PrivateKeyFactory.CreateKey(key.ExportPkcs8PrivateKey()),
            m_context.ServerVersion.Equals(ProtocolVersion.TLSv13)
                ? new Certificate(
                    certificateRequestContext: [],
                    [.. chain.Select(c => new CertificateEntry(c, extensions: null))]
                )
                : new Certificate(chain),
            !TlsUtilities.IsTlsV12(m_context)
                ? null
                : m_context.SecurityParameters.ClientSigAlgs.First(algorithm =>
                    algorithm.Signature == signature
                )
        );
    }
}
