using System.Text;
using Dashboard.Lab.Certificates;
using Org.BouncyCastle.Security;
using Org.BouncyCastle.Tls;
using Org.BouncyCastle.Tls.Crypto;
using Org.BouncyCastle.Tls.Crypto.Impl.BC;

namespace Dashboard.Lab.Smtp;

/// <summary>The choices of one handshake.</summary>
internal sealed class OwnTlsPeer(TlsSetup setup)
    : DefaultTlsServer(new BcTlsCrypto(new SecureRandom()))
{
    private static readonly int[] Tls13Suites = [CipherSuite.TLS_AES_128_GCM_SHA256];

    private static readonly int[] EcdsaSuites =
    [
        CipherSuite.TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256,
        CipherSuite.TLS_ECDHE_ECDSA_WITH_AES_128_CBC_SHA,
    ];

    private static readonly int[] RsaSuites =
    [
        CipherSuite.TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256,
        CipherSuite.TLS_ECDHE_RSA_WITH_AES_128_CBC_SHA,
    ];

    private string? name;

    public override void ProcessClientExtensions(IDictionary<int, byte[]> clientExtensions)
    {
        base.ProcessClientExtensions(clientExtensions);
        name = TlsExtensionsUtilities
            .GetServerNameExtensionClient(clientExtensions)
            ?.Where(entry => entry.NameType == NameType.host_name)
            .Select(entry => Encoding.ASCII.GetString(entry.NameData))
            .FirstOrDefault();
    }

    public override CertificateRequest? GetCertificateRequest() =>
        !setup.RequiresClientCertificate && !setup.RequestsClientCertificate ? null
        : TlsUtilities.IsTlsV13(m_context)
            ? new CertificateRequest(
                TlsUtilities.EmptyBytes,
                TlsUtilities.GetDefaultSupportedSignatureAlgorithms(m_context),
                null,
                null
            )
        : new CertificateRequest(
            [ClientCertificateType.ecdsa_sign, ClientCertificateType.rsa_sign],
            TlsUtilities.GetDefaultSupportedSignatureAlgorithms(m_context),
            null
        );

    public override void NotifyClientCertificate(Certificate clientCertificate)
    {
        if (setup.RequiresClientCertificate && clientCertificate.IsEmpty)
        {
            throw new TlsFatalAlert(
                TlsUtilities.IsTlsV13(m_context)
                    ? AlertDescription.certificate_required
                    : AlertDescription.handshake_failure
            );
        }
    }

    public override TlsCredentials GetCredentials()
    {
        if (!TlsUtilities.IsTlsV13(m_context))
        {
            return base.GetCredentials();
        }
        var offered = m_context.SecurityParameters.ClientSigAlgs;
        foreach (var kind in new[] { KeyKind.EcdsaP256, KeyKind.Rsa2048 })
        {
            var scheme = SignatureScheme.GetSignatureAndHashAlgorithm(
                kind == KeyKind.Rsa2048
                    ? SignatureScheme.rsa_pss_rsae_sha256
                    : SignatureScheme.ecdsa_secp256r1_sha256
            );
            if (Identity(kind) is { } identity && offered.Contains(scheme))
            {
                return Signer(identity, scheme);
            }
        }
        throw new TlsFatalAlert(AlertDescription.handshake_failure);
    }

    protected override TlsCredentialedSigner GetECDsaSignerCredentials() =>
        Signer(KeyKind.EcdsaP256, SignatureAlgorithm.ecdsa);

    protected override TlsCredentialedSigner GetRsaSignerCredentials() =>
        Signer(KeyKind.Rsa2048, SignatureAlgorithm.rsa);

    protected override ProtocolVersion[] GetSupportedVersions() =>
        setup.Versions switch
        {
            TlsVersions.OnlySsl3 => ProtocolVersion.SSLv3.Only(),
            TlsVersions.Only10 => ProtocolVersion.TLSv10.Only(),
            TlsVersions.Only11 => ProtocolVersion.TLSv11.Only(),
            TlsVersions.Only12 => ProtocolVersion.TLSv12.Only(),
            TlsVersions.Only13 => ProtocolVersion.TLSv13.Only(),
            _ => ProtocolVersion.TLSv13.DownTo(ProtocolVersion.TLSv12),
        };

    public override int[] GetSupportedGroups() =>
        setup.Groups is { } groups ? [.. groups] : base.GetSupportedGroups();

    protected override TlsCredentialedDecryptor GetRsaEncryptionCredentials()
    {
        var identity = setup.Default ?? throw new TlsFatalAlert(AlertDescription.handshake_failure);
        return new BcDefaultTlsCredentialedDecryptor(
            (BcTlsCrypto)Crypto,
            new Certificate([Crypto.CreateCertificate(identity.Leaf.Der)]),
            PrivateKeyFactory.CreateKey(identity.Leaf.Pkcs8)
        );
    }

    protected override int[] GetSupportedCipherSuites() =>
        // Older than elliptic curves.
        setup.Versions == TlsVersions.OnlySsl3
            ? [CipherSuite.TLS_RSA_WITH_AES_128_CBC_SHA]
            : TlsUtilities.GetSupportedCipherSuites(
                Crypto,
                [
                    .. Tls13Suites,
                    .. Has(KeyKind.EcdsaP256) ? EcdsaSuites : [],
                    .. Has(KeyKind.Rsa2048) ? RsaSuites : [],
                ]
            );

    private bool Has(KeyKind kind) => IsOf(kind, setup.Default) || IsOf(kind, setup.OtherKeyType);

    /// <summary>An RSA key of any length is one of RSA.</summary>
    private static bool IsOf(KeyKind kind, ServerIdentity? identity) =>
        identity?.Leaf.Key is { } key && (key == KeyKind.Rsa1024 ? KeyKind.Rsa2048 : key) == kind;

    /// <summary>Null where the server has no certificate of this kind.</summary>
    private ServerIdentity? Identity(KeyKind kind)
    {
        if (IsOf(kind, setup.OtherKeyType))
        {
            return setup.OtherKeyType;
        }
        var first =
            name is not null && setup.ByName.TryGetValue(name, out var named)
                ? named
                : setup.Default;
        return IsOf(kind, first) ? first : null;
    }

    private BcDefaultTlsCredentialedSigner Signer(KeyKind kind, short signatureAlgorithm)
    {
        var identity =
            Identity(kind) ?? throw new TlsFatalAlert(AlertDescription.handshake_failure);
        return Signer(
            identity,
            TlsUtilities.IsTlsV12(m_context) ? Scheme(signatureAlgorithm) : null
        );
    }

    /// <summary>RSASSA-PSS where the client has it (RFC 8446 section 4.2.3 allows it in TLS 1.2 too), else PKCS #1.</summary>
    private SignatureAndHashAlgorithm Scheme(short signatureAlgorithm)
    {
        if (setup.IgnoresHashes)
        {
            return SignatureAndHashAlgorithm.GetInstance(HashAlgorithm.sha256, signatureAlgorithm);
        }
        var offered = m_context.SecurityParameters.ClientSigAlgs;
        var pss = SignatureScheme.GetSignatureAndHashAlgorithm(SignatureScheme.rsa_pss_rsae_sha256);
        return signatureAlgorithm == SignatureAlgorithm.rsa && offered.Contains(pss)
            ? pss
            : TlsUtilities.ChooseSignatureAndHashAlgorithm(m_context, offered, signatureAlgorithm);
    }

    private BcDefaultTlsCredentialedSigner Signer(
        ServerIdentity identity,
        SignatureAndHashAlgorithm? scheme
    )
    {
        TlsCertificate[] chain =
        [
            Crypto.CreateCertificate(identity.Leaf.Der),
            .. identity.Above.Select(above => Crypto.CreateCertificate(above.Der)),
        ];
        var certificate = TlsUtilities.IsTlsV13(m_context)
            ? new Certificate(
                TlsUtilities.EmptyBytes,
                [.. chain.Select(entry => new CertificateEntry(entry, null))]
            )
            : new Certificate(chain);
        return new BcDefaultTlsCredentialedSigner(
            new TlsCryptoParameters(m_context),
            (BcTlsCrypto)Crypto,
            PrivateKeyFactory.CreateKey(identity.Leaf.Pkcs8),
            certificate,
            scheme
        );
    }
}
