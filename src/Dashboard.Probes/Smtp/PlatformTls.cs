using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;
using Dashboard.Core.Dns;
using Dashboard.Core.Tls;

namespace Dashboard.Probes.Smtp;

/// <summary>
/// The handshake that the verdict rests on: of OpenSSL, called directly where there is one of version 3, else through the platform's
/// stream.
/// </summary>
internal sealed class PlatformTls : ITlsUpgrade
{
    private readonly SslProtocols protocols;
    private readonly CipherSuitesPolicy? suites;

    private PlatformTls(SslProtocols protocols, CipherSuitesPolicy? suites)
    {
        this.protocols = protocols;
        this.suites = suites;
    }

    /// <summary>TLS 1.2 and 1.3, whatever certificate the server prefers.</summary>
    public static ITlsUpgrade Default { get; } =
        Limited(SslProtocols.Tls12 | SslProtocols.Tls13, CertificateSuites.All);

    /// <summary>TLS 1.2, and only suites that need this kind of certificate.</summary>
    public static ITlsUpgrade Only(CertificateKeyType keyType) =>
        keyType == CertificateKeyType.Rsa ? OnlyRsa : OnlyEcdsa;

    private static readonly ITlsUpgrade OnlyRsa = Limited(
        SslProtocols.Tls12,
        CertificateSuites.For(CertificateKeyType.Rsa)
    );
    private static readonly ITlsUpgrade OnlyEcdsa = Limited(
        SslProtocols.Tls12,
        CertificateSuites.For(CertificateKeyType.Ecdsa)
    );

    public async Task<UpgradedConnection> UpgradeAsync(
        Socket socket,
        DomainName serverName,
        CancellationToken cancellation
    )
    {
        var chain = CertificateChain.Empty;
        var requested = false;
        var tls = new SslStream(
            new LastWordStream(new NetworkStream(socket)),
            leaveInnerStreamOpen: false
        );
#pragma warning disable CA5359 // Any certificate is taken: it is evidence, and DANE judges it (RFC 7672 section 3).
        try
        {
            await tls.AuthenticateAsClientAsync(
                new SslClientAuthenticationOptions
                {
                    TargetHost = serverName.Value,
                    EnabledSslProtocols = protocols,
                    CipherSuitesPolicy = OperatingSystem.IsWindows() ? null : suites,
                    // A resumed session shows no certificates.
                    AllowTlsResume = false,
                    AllowRenegotiation = false,
                    CertificateChainPolicy = NoJudgement(),
                    // Asked once before the handshake without the server's certificate, and again where the server requests ours.
                    LocalCertificateSelectionCallback = (_, _, _, ofServer, _) =>
                    {
                        requested |= ofServer is not null;
                        return null!;
                    },
                    RemoteCertificateValidationCallback = (_, leaf, built, _) =>
                    {
                        chain = AsSent(leaf, built);
                        return true;
                    },
                },
                cancellation
            );
#pragma warning restore CA5359
            return new UpgradedConnection(
                tls,
                new TlsHandshake
                {
                    Version = Version(tls.SslProtocol),
                    CipherSuite = tls.NegotiatedCipherSuite.ToString(),
                    ServerName = serverName.Value,
                    KeyType = chain.Certificates is [var leaf, ..]
                        ? leaf.KeyType
                        : CertificateKeyType.Other,
                    Chain = chain,
                },
                requested
            );
        }
        catch (Exception failed)
        {
            await tls.DisposeAsync();
            throw TlsFault.From(failed, requested);
        }
    }

    /// <summary>The platform judges nothing and looks nothing up: DANE has its own rules (RFC 7672 section 3).</summary>
    private static X509ChainPolicy NoJudgement() =>
        new()
        {
            TrustMode = X509ChainTrustMode.CustomRootTrust,
            RevocationMode = X509RevocationMode.NoCheck,
            VerificationFlags = X509VerificationFlags.AllFlags,
            DisableCertificateDownloads = true,
        };

    /// <summary>The extra store holds what the server sent, in its order.</summary>
    private static CertificateChain AsSent(X509Certificate? leaf, X509Chain? chain)
    {
        var sent = new List<byte[]>();
        foreach (var certificate in chain?.ChainPolicy.ExtraStore ?? [])
        {
            sent.Add(certificate.RawData);
        }
        var first = leaf?.GetRawCertData();
        if (first is not null && (sent.Count == 0 || !sent[0].AsSpan().SequenceEqual(first)))
        {
            sent.Insert(0, first);
        }
        return CertificateChain.AsSent(sent);
    }

    private static TlsProtocolVersion Version(SslProtocols protocol) =>
        protocol == SslProtocols.Tls13 ? TlsProtocolVersion.Tls13 : TlsProtocolVersion.Tls12;

    private static ITlsUpgrade Limited(
        SslProtocols protocols,
        IReadOnlyList<TlsCipherSuite> suites
    ) =>
        OpenSslTls.TryCreate(
            (LibSsl.Tls12, protocols.HasFlag(SslProtocols.Tls13) ? LibSsl.Tls13 : LibSsl.Tls12),
            suites
        ) ?? (ITlsUpgrade)OfThePlatform(protocols, suites);

    /// <summary>Where there is no OpenSSL 3.</summary>
    internal static PlatformTls OfThePlatform(
        SslProtocols protocols,
        IReadOnlyList<TlsCipherSuite> suites
    ) => new(protocols, OperatingSystem.IsWindows() ? null : new CipherSuitesPolicy(suites));
}
