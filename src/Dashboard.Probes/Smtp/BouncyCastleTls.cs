using System.Net.Security;
using System.Net.Sockets;
using Dashboard.Core.Dns;
using Dashboard.Core.Tls;
using Org.BouncyCastle.Security;
using Org.BouncyCastle.Tls;
using Org.BouncyCastle.Tls.Crypto;
using Org.BouncyCastle.Tls.Crypto.Impl.BC;
using CipherSuite = Org.BouncyCastle.Tls.CipherSuite;

namespace Dashboard.Probes.Smtp;

/// <summary>
/// The handshake of BouncyCastle, for what the platform cannot offer: TLS 1.1 and 1.0, in TLS 1.3 one kind of certificate only, and
/// what OpenSSL at its usual security level refuses though senders with a lower one (Postfix) deliver with it, as ephemeral
/// Diffie-Hellman with 1024 bits.
/// </summary>
internal sealed class BouncyCastleTls : ITlsUpgrade
{
    private readonly ProtocolVersion[] versions;
    private readonly int[] suites;
    private readonly CertificateKeyType? keyType;

    private BouncyCastleTls(ProtocolVersion[] versions, int[] suites, CertificateKeyType? keyType)
    {
        this.versions = versions;
        this.suites = suites;
        this.keyType = keyType;
    }

    public const string NoSecureRenegotiation = "the server has no secure renegotiation (RFC 5746)";

    /// <summary>TLS 1.1 and 1.0, with what servers of that age have.</summary>
    public static BouncyCastleTls Legacy { get; } =
        new(
            ProtocolVersion.TLSv11.DownTo(ProtocolVersion.TLSv10),
            [
                CipherSuite.TLS_ECDHE_RSA_WITH_AES_256_CBC_SHA,
                CipherSuite.TLS_ECDHE_RSA_WITH_AES_128_CBC_SHA,
                CipherSuite.TLS_ECDHE_ECDSA_WITH_AES_256_CBC_SHA,
                CipherSuite.TLS_ECDHE_ECDSA_WITH_AES_128_CBC_SHA,
                CipherSuite.TLS_DHE_RSA_WITH_AES_256_CBC_SHA,
                CipherSuite.TLS_DHE_RSA_WITH_AES_128_CBC_SHA,
                CipherSuite.TLS_RSA_WITH_AES_256_CBC_SHA,
                CipherSuite.TLS_RSA_WITH_AES_128_CBC_SHA,
                CipherSuite.TLS_RSA_WITH_3DES_EDE_CBC_SHA,
            ],
            keyType: null
        );

    /// <summary>TLS 1.3 and 1.2 with all that senders take.</summary>
    public static BouncyCastleTls Lenient { get; } =
        new(
            ProtocolVersion.TLSv13.DownTo(ProtocolVersion.TLSv12),
            Numbers(CertificateSuites.All),
            keyType: null
        );

    /// <summary>TLS 1.2, and only suites that need this kind of certificate.</summary>
    public static BouncyCastleTls OnlyTls12(CertificateKeyType keyType) =>
        new([ProtocolVersion.TLSv12], Numbers(CertificateSuites.For(keyType)), keyType: null);

    /// <summary>TLS 1.3, and only signatures of this kind of key (RFC 8446 section 4.2.3).</summary>
    public static BouncyCastleTls Only(CertificateKeyType keyType) =>
        new(
            [ProtocolVersion.TLSv13],
            [
                CipherSuite.TLS_AES_256_GCM_SHA384,
                CipherSuite.TLS_CHACHA20_POLY1305_SHA256,
                CipherSuite.TLS_AES_128_GCM_SHA256,
            ],
            keyType
        );

    private static int[] Numbers(IReadOnlyList<TlsCipherSuite> suites) =>
        [.. suites.Select(suite => (int)suite)];

    public async Task<UpgradedConnection> UpgradeAsync(
        Socket socket,
        DomainName serverName,
        CancellationToken cancellation
    )
    {
        var client = new Client(this, serverName);
        var protocol = new TlsClientProtocol(new LastWordStream(new NetworkStream(socket)));
        // The library blocks; when time is up the connection is closed under it.
        await using var limit = cancellation.Register(socket.Dispose);
        try
        {
            await Task.Run(() => protocol.Connect(client), CancellationToken.None);
        }
        catch (Exception failed)
        {
            cancellation.ThrowIfCancellationRequested();
            throw TlsFault.From(failed, client.CertificateRequested);
        }
        return new UpgradedConnection(
            protocol.Stream,
            client.Handshake(),
            client.CertificateRequested
        );
    }

    private sealed class Client(BouncyCastleTls offer, DomainName serverName)
        : DefaultTlsClient(new BcTlsCrypto(new SecureRandom()))
    {
        private CertificateChain chain = CertificateChain.Empty;

        public TlsHandshake Handshake() =>
            new()
            {
                Version = Version(m_context.ServerVersion),
                CipherSuite = ((TlsCipherSuite)m_context.SecurityParameters.CipherSuite).ToString(),
                ServerName = serverName.Value,
                KeyType = chain.Certificates is [var leaf, ..]
                    ? leaf.KeyType
                    : CertificateKeyType.Other,
                Chain = chain,
            };

        public bool CertificateRequested { get; private set; }

        public override TlsAuthentication GetAuthentication() =>
            new Authentication(sent => chain = sent, () => CertificateRequested = true);

        /// <summary>Refused, as OpenSSL 3 does (RFC 5746 section 4.1); the words say that it is us.</summary>
        public override void NotifySecureRenegotiation(bool secureRenegotiation)
        {
            if (!secureRenegotiation)
            {
                throw new TlsFatalAlert(AlertDescription.handshake_failure, NoSecureRenegotiation);
            }
        }

        public override TlsDHGroupVerifier GetDHGroupVerifier() => new AnyGroup();

        // Says what is wrong with a certificate to nobody: the probe judges nothing.
        public override bool ShouldCheckSigAlgOfPeerCerts() => false;

        protected override ProtocolVersion[] GetSupportedVersions() => offer.versions;

        protected override int[] GetSupportedCipherSuites() => offer.suites;

        protected override IList<ServerName> GetSniServerNames() =>
            [
                new ServerName(
                    NameType.host_name,
                    System.Text.Encoding.ASCII.GetBytes(serverName.Value)
                ),
            ];

        protected override IList<SignatureAndHashAlgorithm> GetSupportedSignatureAlgorithms() =>
            offer.keyType is { } only
                ?
                [
                    .. base.GetSupportedSignatureAlgorithms()
                        .Where(algorithm =>
                            (algorithm.Signature == SignatureAlgorithm.ecdsa)
                            == (only == CertificateKeyType.Ecdsa)
                        )
                        .Where(algorithm =>
                            algorithm.Signature
                                is not SignatureAlgorithm.ed25519
                                    and not SignatureAlgorithm.ed448
                        ),
                ]
                : base.GetSupportedSignatureAlgorithms();

        private static TlsProtocolVersion Version(ProtocolVersion version) =>
            version.Equals(ProtocolVersion.TLSv13) ? TlsProtocolVersion.Tls13
            : version.Equals(ProtocolVersion.TLSv12) ? TlsProtocolVersion.Tls12
            : version.Equals(ProtocolVersion.TLSv11) ? TlsProtocolVersion.Tls11
            : version.Equals(ProtocolVersion.TLSv10) ? TlsProtocolVersion.Tls10
            : TlsProtocolVersion.Ssl3;
    }

    private sealed class AnyGroup : TlsDHGroupVerifier
    {
        /// <summary>In bits; what OpenSSL takes at its lower security level (1).</summary>
        private const int Smallest = 1024;

        public bool Accept(DHGroup group) => group.P.BitLength >= Smallest;
    }

    private sealed class Authentication(Action<CertificateChain> sent, Action requested)
        : TlsAuthentication
    {
        public TlsCredentials? GetClientCredentials(CertificateRequest certificateRequest)
        {
            requested();
            return null;
        }

        public void NotifyServerCertificate(TlsServerCertificate serverCertificate) =>
            sent(
                CertificateChain.AsSent([
                    .. serverCertificate
                        .Certificate.GetCertificateList()
                        .Select(certificate => certificate.GetEncoded()),
                ])
            );
    }
}
