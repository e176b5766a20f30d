using System.Net.Security;
using System.Security.Cryptography.X509Certificates;
using Dashboard.Lab.Certificates;

namespace Dashboard.Lab.Smtp;

/// <summary>The server side of a handshake, with the platform's TLS.</summary>
internal sealed class TlsServer(TlsSetup setup)
{
    private readonly Dictionary<ServerIdentity, SslStreamCertificateContext> contexts = new(
        ReferenceEqualityComparer.Instance
    );

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
                    ?? throw new System.Security.Authentication.AuthenticationException(
                        "No certificate for this name."
                    );
        return new SslServerAuthenticationOptions
        {
            ServerCertificateContext = Context(identity),
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
}
