using System.Net.Security;
using System.Text;
using Dashboard.Core.Tls;
using Dashboard.Probes.Outbound.Receiver.Certificates;
using Org.BouncyCastle.Crypto;
using Org.BouncyCastle.Security;
using Org.BouncyCastle.Tls;
using Org.BouncyCastle.Tls.Crypto;
using Org.BouncyCastle.Tls.Crypto.Impl.BC;
using CipherSuite = Org.BouncyCastle.Tls.CipherSuite;

namespace Dashboard.Probes.Outbound.Receiver.Tls;

/// <summary>
/// The server side of one handshake, by BouncyCastle: it tells the number of an alert, SNI and suite whatever the outcome, and
/// speaks TLS 1.0 to 1.3, since the test is about verifying and not about old versions.
/// </summary>
internal sealed class ReceiverTlsServer(Func<string?, ReceiverChain> choose)
    : DefaultTlsServer(new BcTlsCrypto(new SecureRandom()))
{
    private const int LongestServerName = 255;

    private ReceiverChain? chain;
    private AsymmetricKeyParameter? key;

    /// <summary>As the client sent it, what is not printable left out.</summary>
    public string? ServerName { get; private set; }

    public bool HelloSeen { get; private set; }

    public bool IsComplete { get; private set; }

    /// <summary>What the client sent last that is no close_notify.</summary>
    public int? AlertReceived { get; private set; }

    public TlsProtocolVersion? Version =>
        m_context?.SecurityParameters?.NegotiatedVersion switch
        {
            null => null,
            var v when v.Equals(ProtocolVersion.TLSv13) => TlsProtocolVersion.Tls13,
            var v when v.Equals(ProtocolVersion.TLSv12) => TlsProtocolVersion.Tls12,
            var v when v.Equals(ProtocolVersion.TLSv11) => TlsProtocolVersion.Tls11,
            var v when v.Equals(ProtocolVersion.TLSv10) => TlsProtocolVersion.Tls10,
            _ => null,
        };

    public string? CipherSuiteName =>
        m_selectedCipherSuite > 0 && Enum.IsDefined((TlsCipherSuite)(ushort)m_selectedCipherSuite)
            ? ((TlsCipherSuite)(ushort)m_selectedCipherSuite).ToString()
            : null;

    protected override ProtocolVersion[] GetSupportedVersions() =>
        ProtocolVersion.TLSv13.DownTo(ProtocolVersion.TLSv10);

    protected override int[] GetSupportedCipherSuites() =>
        TlsUtilities.GetSupportedCipherSuites(
            Crypto,
            [
                CipherSuite.TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384,
                CipherSuite.TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256,
                CipherSuite.TLS_ECDHE_ECDSA_WITH_CHACHA20_POLY1305_SHA256,
                CipherSuite.TLS_ECDHE_ECDSA_WITH_AES_256_CBC_SHA,
                CipherSuite.TLS_ECDHE_ECDSA_WITH_AES_128_CBC_SHA,
                .. base.GetSupportedCipherSuites(),
            ]
        );

    public override void ProcessClientExtensions(IDictionary<int, byte[]> clientExtensions)
    {
        HelloSeen = true;
        ServerName ??= NameIn(clientExtensions);
        chain = choose(ServerName);
        key = PrivateKeyFactory.CreateKey(chain.PrivateKey.ToArray());
        base.ProcessClientExtensions(clientExtensions);
    }

    /// <summary>A suite of TLS 1.2 and before says what kind of key it is for.</summary>
    protected override bool SelectCipherSuite(int cipherSuite)
    {
        if (!TlsUtilities.IsTlsV13(m_context))
        {
            var elliptic = key is Org.BouncyCastle.Crypto.Parameters.ECPrivateKeyParameters;
            var wanted = TlsUtilities.GetKeyExchangeAlgorithm(cipherSuite);
            if (elliptic != (wanted == KeyExchangeAlgorithm.ECDHE_ECDSA))
            {
                return false;
            }
        }
        return base.SelectCipherSuite(cipherSuite);
    }

    public override TlsCredentials GetCredentials()
    {
        if (
            !TlsUtilities.IsTlsV13(m_context)
            && m_context.SecurityParameters.KeyExchangeAlgorithm == KeyExchangeAlgorithm.RSA
        )
        {
            return new BcDefaultTlsCredentialedDecryptor(
                (BcTlsCrypto)Crypto,
                MakeCertificate(),
                key
            );
        }
        return new BcDefaultTlsCredentialedSigner(
            new TlsCryptoParameters(m_context),
            (BcTlsCrypto)Crypto,
            key,
            MakeCertificate(),
            SignatureChoice.For(m_context, key!)
        );
    }

    public override void NotifyHandshakeComplete()
    {
        base.NotifyHandshakeComplete();
        IsComplete = true;
    }

    public override void NotifyAlertReceived(short alertLevel, short alertDescription)
    {
        if (alertDescription != AlertDescription.close_notify)
        {
            AlertReceived = alertDescription;
        }
    }

    /// <summary>Senders that close without close_notify are distinguished by what they sent before.</summary>
    public override bool RequiresCloseNotify() => false;

    private Certificate MakeCertificate()
    {
        var certificates = chain!.Certificates.Select(der =>
            (TlsCertificate)new BcTlsCertificate((BcTlsCrypto)Crypto, der.ToArray())
        );
        return TlsUtilities.IsTlsV13(m_context)
            ? new Certificate(
                TlsUtilities.EmptyBytes,
                [.. certificates.Select(certificate => new CertificateEntry(certificate, null))]
            )
            : new Certificate([.. certificates]);
    }

    private static string? NameIn(IDictionary<int, byte[]>? extensions)
    {
        var names = extensions is null
            ? null
            : TlsExtensionsUtilities.GetServerNameExtensionClient(extensions);
        foreach (ServerName name in names ?? Array.Empty<ServerName>())
        {
            if (name.NameType == NameType.host_name)
            {
                var text = new string([
                    .. Encoding.Latin1.GetString(name.NameData).Where(c => c is > ' ' and <= '~'),
                ]);
                return text.Length <= LongestServerName ? text : text[..LongestServerName];
            }
        }
        return null;
    }
}
