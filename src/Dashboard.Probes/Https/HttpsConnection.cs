using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using Dashboard.Core;
using Dashboard.Core.Dns;
using Dashboard.Core.Inbound.MtaSts;
using Dashboard.Core.Tls;
using Dashboard.Probes.Inbound.MtaSts;

namespace Dashboard.Probes.Https;

/// <summary>
/// A TLS connection to one address of a host that a stranger named (RFC 8461 section 3.3): TLS 1.2 or 1.3, a certificate of a public
/// authority with the host among its DNS names; a common name does not count.
/// </summary>
internal sealed class HttpsConnection : IAsyncDisposable
{
    private readonly Socket socket;

    private HttpsConnection(Socket socket, DomainName host, WebPki webPki)
    {
        this.socket = socket;
        Host = host;
        Tls = new SslStream(new NetworkStream(socket, ownsSocket: true));
        options = new SslClientAuthenticationOptions
        {
            TargetHost = host.Value,
            EnabledSslProtocols = SslProtocols.Tls12 | SslProtocols.Tls13,
            AllowRenegotiation = false,
            CertificateChainPolicy = webPki.Policy(),
            RemoteCertificateValidationCallback = (_, certificate, chain, _) =>
                certificate is not null
                && chain is not null
                && Accept(certificate.GetRawCertData(), chain),
        };
    }

    private readonly SslClientAuthenticationOptions options;

    public DomainName Host { get; }

    public SslStream Tls { get; }

    /// <summary>Null where no certificate came.</summary>
    public WebPkiCheck? Certificate { get; private set; }

    /// <summary>Of the certificates as sent, leaf first.</summary>
    public IReadOnlyList<OctetString> Chain { get; private set; } = [];

    public bool WasRefusedByUs { get; private set; }

    /// <exception cref="HttpsException">There is no connection.</exception>
    public static async Task<HttpsConnection> OpenAsync(
        DomainName host,
        IPEndPoint address,
        WebPki webPki,
        CancellationToken cancellation
    )
    {
        var socket = new Socket(address.AddressFamily, SocketType.Stream, ProtocolType.Tcp)
        {
            NoDelay = true,
        };
        try
        {
            await socket.ConnectAsync(address, cancellation);
        }
        catch (Exception failed)
        {
            socket.Dispose();
            throw failed is SocketException refused
                ? new HttpsException(FaultOf(refused.SocketErrorCode), refused.Message)
                : new HttpsException(HttpsFault.ConnectTimeout);
        }
        return new HttpsConnection(socket, host, webPki);
    }

    /// <exception cref="HttpsException">TLS does not come about, or the certificate does not hold.</exception>
    public async Task SecureAsync(CancellationToken cancellation)
    {
        try
        {
            await Tls.AuthenticateAsClientAsync(options, cancellation);
        }
        catch (AuthenticationException failed)
        {
            throw new HttpsException(
                WasRefusedByUs ? HttpsFault.CertificateInvalid : HttpsFault.TlsFailed,
                WasRefusedByUs ? null : failed.InnerException?.Message ?? failed.Message
            );
        }
        catch (IOException lost)
        {
            throw new HttpsException(HttpsFault.ConnectionLost, lost.Message);
        }
        catch (OperationCanceledException)
        {
            throw new HttpsException(HttpsFault.ConnectTimeout);
        }
    }

    public TlsProtocolVersion? Version =>
        Tls.IsAuthenticated
            ? Tls.SslProtocol switch
            {
                SslProtocols.Tls12 => TlsProtocolVersion.Tls12,
                SslProtocols.Tls13 => TlsProtocolVersion.Tls13,
                _ => null,
            }
            : null;

    public async ValueTask DisposeAsync()
    {
        await Tls.DisposeAsync();
        socket.Dispose();
    }

    private bool Accept(byte[] der, System.Security.Cryptography.X509Certificates.X509Chain chain)
    {
        var leaf = CertificateReader.Read(der);
        Certificate = WebPki.Of(leaf, chain);
        Chain =
        [
            leaf.Sha256,
            .. chain
                .ChainPolicy.ExtraStore.Select(sent => CertificateReader.Read(sent.RawData).Sha256)
                .Where(digest => digest != leaf.Sha256)
                .Distinct()
                .Take(CertificateChain.MostCertificates),
        ];
        var accepted =
            Certificate is { Trusted: true, Expired: false }
            && leaf.DnsNames.Any(name => CertificateNames.Matches(name, Host));
        WasRefusedByUs = !accepted;
        return accepted;
    }

    private static HttpsFault FaultOf(SocketError error) =>
        error switch
        {
            SocketError.TimedOut => HttpsFault.ConnectTimeout,
            SocketError.ConnectionReset or SocketError.ConnectionAborted =>
                HttpsFault.ConnectionLost,
            SocketError.TooManyOpenSockets
            or SocketError.NoBufferSpaceAvailable
            or SocketError.AccessDenied
            or SocketError.AddressNotAvailable
            or SocketError.ProcessLimit => HttpsFault.OwnFault,
            _ => HttpsFault.ConnectionRefused,
        };
}
