using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;

namespace Dashboard.Web.Features.Inbound.WarmUp;

/// <summary>
/// A mail server on a port of loopback that offers STARTTLS (RFC 3207) and takes no mail: what <see cref="WarmUpTest"/> connects to. It
/// lives for seconds and serves all clients alike, which on this machine is harmless.
/// </summary>
internal sealed class LoopbackMailServer : IAsyncDisposable
{
    private const int MostSessions = 16;

    private readonly TcpListener listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource end = new();
    private readonly X509Certificate2 certificate;
    private readonly Task serving;

    public LoopbackMailServer(string host)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest($"CN={host}", key, HashAlgorithmName.SHA256);
        // A century, whatever the clock of this machine says.
        certificate = request.CreateSelfSigned(
            DateTimeOffset.UnixEpoch.AddYears(50),
            DateTimeOffset.UnixEpoch.AddYears(150)
        );
        KeyDigest = SHA256.HashData(request.PublicKey.ExportSubjectPublicKeyInfo());
        listener.Start();
        serving = ServeAsync(end.Token);
    }

    public int Port => ((IPEndPoint)listener.LocalEndpoint).Port;

    /// <summary>SHA-256 of the SubjectPublicKeyInfo, 32 octets: what a record 3 1 1 holds.</summary>
    public byte[] KeyDigest { get; }

    public async ValueTask DisposeAsync()
    {
        await end.CancelAsync();
        listener.Stop();
        await serving;
        certificate.Dispose();
        end.Dispose();
    }

    private async Task ServeAsync(CancellationToken cancellation)
    {
        var sessions = new List<Task>();
        try
        {
            while (sessions.Count < MostSessions)
            {
                var socket = await listener.AcceptSocketAsync(cancellation);
                sessions.Add(TalkAsync(socket, cancellation));
            }
        }
        catch (Exception fault) when (fault is OperationCanceledException or SocketException)
        {
            // It has served.
        }
        await Task.WhenAll(sessions);
    }

    private async Task TalkAsync(Socket socket, CancellationToken cancellation)
    {
        try
        {
            await using var plain = new NetworkStream(socket, ownsSocket: true);
            if (await TalkAsync(plain, isSecured: false, cancellation))
            {
                await using var secured = new SslStream(plain);
                await secured.AuthenticateAsServerAsync(
                    new SslServerAuthenticationOptions { ServerCertificate = certificate },
                    cancellation
                );
                await TalkAsync(secured, isSecured: true, cancellation);
            }
        }
        catch (Exception fault)
            when (fault
                    is IOException
                        or SocketException
                        or System.Security.Authentication.AuthenticationException
                        or OperationCanceledException
            )
        {
            // The client has seen enough, or asked for what there is not.
        }
    }

    /// <returns>Whether TLS comes next.</returns>
    private static async Task<bool> TalkAsync(
        Stream stream,
        bool isSecured,
        CancellationToken cancellation
    )
    {
        using var reader = new StreamReader(stream, Encoding.ASCII, false, 512, leaveOpen: true);
        if (!isSecured)
        {
            await SayAsync("220 localhost ESMTP\r\n");
        }
        while (await reader.ReadLineAsync(cancellation) is { } line)
        {
            var verb = line.Split(' ')[0].ToUpperInvariant();
            switch (verb)
            {
                case "EHLO":
                    await SayAsync(
                        isSecured ? "250 localhost\r\n" : "250-localhost\r\n250 STARTTLS\r\n"
                    );
                    break;
                case "STARTTLS" when !isSecured:
                    await SayAsync("220 go ahead\r\n");
                    return true;
                case "QUIT":
                    await SayAsync("221 bye\r\n");
                    return false;
                default:
                    await SayAsync("502 not here\r\n");
                    break;
            }
        }
        return false;

        async Task SayAsync(string reply) =>
            await stream.WriteAsync(Encoding.ASCII.GetBytes(reply), cancellation);
    }
}
