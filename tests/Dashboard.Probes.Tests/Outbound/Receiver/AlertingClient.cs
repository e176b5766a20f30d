using System.Net;
using System.Net.Sockets;
using System.Text;
using Org.BouncyCastle.Security;
using Org.BouncyCastle.Tls;
using Org.BouncyCastle.Tls.Crypto.Impl.BC;

namespace Dashboard.Probes.Tests.Outbound.Receiver;

/// <summary>Completes the handshake, looks at the certificate, and leaves with an alert, as Exim does.</summary>
internal sealed class AlertingClient : DefaultTlsClient, TlsAuthentication
{
    private AlertingClient()
        : base(new BcTlsCrypto(new SecureRandom())) { }

    public static async Task RunAsync(
        IPEndPoint endpoint,
        short alert,
        CancellationToken cancellation
    )
    {
        using var tcp = new TcpClient();
        await tcp.ConnectAsync(endpoint, cancellation);
        var stream = tcp.GetStream();
        using var reader = new StreamReader(stream, Encoding.ASCII, false, 1, leaveOpen: true);
        await reader.ReadLineAsync(cancellation);
        await stream.WriteAsync("EHLO exim.example\r\n"u8.ToArray(), cancellation);
        while ((await reader.ReadLineAsync(cancellation))![3] == '-') { }
        await stream.WriteAsync("STARTTLS\r\n"u8.ToArray(), cancellation);
        await reader.ReadLineAsync(cancellation);
        await Task.Run(
            () =>
            {
                var protocol = new AlertingProtocol(stream);
                protocol.Connect(new AlertingClient());
                protocol.Alert(alert);
            },
            cancellation
        );
    }

    public override TlsAuthentication GetAuthentication() => this;

    public void NotifyServerCertificate(TlsServerCertificate serverCertificate) { }

    public TlsCredentials? GetClientCredentials(CertificateRequest certificateRequest) => null;

    private sealed class AlertingProtocol(Stream stream) : TlsClientProtocol(stream)
    {
        public void Alert(short description)
        {
            RaiseAlertFatal(description, "as a test demands", null);
        }
    }
}
