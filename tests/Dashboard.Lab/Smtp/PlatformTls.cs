using System.Net.Security;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;
using Dashboard.Lab.Certificates;

namespace Dashboard.Lab.Smtp;

/// <summary>The server side of a handshake, with the TLS of the platform.</summary>
internal sealed class PlatformTls(TlsSetup setup) : ITlsServer
{
    private readonly Dictionary<ServerIdentity, SslStreamCertificateContext> contexts = new(
        ReferenceEqualityComparer.Instance
    );

    private readonly SslProtocols protocols = Protocols(setup.Versions);

    public async Task<Stream> AcceptAsync(Stream stream, CancellationToken cancellation)
    {
        var secure = new SslStream(stream, leaveInnerStreamOpen: true);
        try
        {
            await secure.AuthenticateAsServerAsync(
                (_, hello, _, _) => ValueTask.FromResult(Options(hello.ServerName)),
                null,
                cancellation
            );
            return secure;
        }
        catch
        {
            await secure.DisposeAsync();
            throw;
        }
    }

    private SslServerAuthenticationOptions Options(string? name)
    {
        var identity =
            name is not null && setup.ByName.TryGetValue(name, out var named)
                ? named
                : setup.Default
                    ?? throw new AuthenticationException("No certificate for this name.");
        return new SslServerAuthenticationOptions
        {
            ServerCertificateContext = Context(identity),
            EnabledSslProtocols = protocols,
            // A prober that resumes would not be shown the certificate again.
            AllowTlsResume = false,
        };
    }

    private SslStreamCertificateContext Context(ServerIdentity identity)
    {
        lock (contexts)
        {
            if (!contexts.TryGetValue(identity, out var context))
            {
                context = SslStreamCertificateContext.Create(
                    identity.Leaf.WithPrivateKey(),
                    [
                        .. identity.Above.Select(above =>
                            X509CertificateLoader.LoadCertificate(above.Der)
                        ),
                    ],
                    offline: true
                );
                contexts[identity] = context;
            }
            return context;
        }
    }

    private static SslProtocols Protocols(TlsVersions versions)
    {
        if (versions is TlsVersions.Only12)
        {
            return SslProtocols.Tls12;
        }
        if (versions is TlsVersions.Only13)
        {
            return SslProtocols.Tls13;
        }
        // What the system offers: TLS 1.2 and 1.3.
        return SslProtocols.None;
    }
}
