using System.Net.Security;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;

namespace Dashboard.Probes.Tests.Smtp;

/// <summary>Server sides of a handshake.</summary>
internal static class ServerTls
{
    /// <summary>The platform's.</summary>
    public static Func<Stream, CancellationToken, Task<Stream>> Platform(
        X509Certificate2 certificate,
        SslProtocols protocols = SslProtocols.Tls12 | SslProtocols.Tls13,
        Action<string>? serverName = null,
        TlsCipherSuite? suite = null
    ) =>
        async (stream, cancellation) =>
        {
            var tls = new SslStream(stream);
            await tls.AuthenticateAsServerAsync(
                (_, hello, _, _) =>
                {
                    serverName?.Invoke(hello.ServerName);
                    return ValueTask.FromResult(
                        new SslServerAuthenticationOptions
                        {
                            EnabledSslProtocols = protocols,
                            CipherSuitesPolicy =
                                !OperatingSystem.IsWindows() && suite is { } only
                                    ? new CipherSuitesPolicy([only])
                                    : null,
                            ServerCertificateContext = SslStreamCertificateContext.Create(
                                certificate,
                                additionalCertificates: null,
                                offline: true
                            ),
                        }
                    );
                },
                null,
                cancellation
            );
            return tls;
        };

    /// <summary>BouncyCastle's: any version, and several certificates to choose from.</summary>
    public static Func<Stream, CancellationToken, Task<Stream>> BouncyCastle(
        BouncyCastleServerOffer offer
    ) =>
        (stream, _) =>
            Task.Run(() =>
            {
                var protocol = new Org.BouncyCastle.Tls.TlsServerProtocol(stream);
                protocol.Accept(new BouncyCastleServer(offer));
                return protocol.Stream;
            });
}
