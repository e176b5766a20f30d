using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Text;

namespace Dashboard.Lab.Https;

/// <summary>A web server that does what none can be configured to do.</summary>
internal sealed class ScriptedWebServer : IAsyncDisposable
{
    private readonly WebEndpoint endpoint;
    private readonly TcpListener listener;
    private readonly CancellationTokenSource stop = new();
    private readonly Task work;

    private ScriptedWebServer(WebEndpoint endpoint, int port)
    {
        this.endpoint = endpoint;
        listener = new TcpListener(endpoint.Address, port);
        listener.Start();
        work = AcceptAsync();
    }

    public static ScriptedWebServer Start(WebEndpoint endpoint, int port) => new(endpoint, port);

    public async ValueTask DisposeAsync()
    {
        await stop.CancelAsync();
        listener.Stop();
        await work;
        stop.Dispose();
    }

    private async Task AcceptAsync()
    {
        while (!stop.IsCancellationRequested)
        {
            try
            {
                _ = ServeAsync(await listener.AcceptSocketAsync(stop.Token));
            }
            catch (Exception e) when (IsEnd(e))
            {
                // A client that is gone, or our own end: the loop's condition tells.
            }
        }
    }

    private async Task ServeAsync(Socket client)
    {
        try
        {
            await using var stream = new NetworkStream(client, ownsSocket: true);
            await using var tls = new SslStream(stream);
            using var certificate = endpoint.Identity.Leaf.WithPrivateKey();
            using var above = endpoint.Identity.Above[0].WithPrivateKey();
            await tls.AuthenticateAsServerAsync(
                new SslServerAuthenticationOptions
                {
                    ServerCertificateContext = SslStreamCertificateContext.Create(
                        certificate,
                        [above],
                        offline: true
                    ),
                },
                stop.Token
            );
            await tls.ReadAtLeastAsync(new byte[4096], 1, throwOnEndOfStream: true, stop.Token);
            await AnswerAsync(tls, client);
        }
        catch (Exception e) when (IsEnd(e) || e is AuthenticationException)
        {
            // The client had enough.
        }
    }

    private async Task AnswerAsync(SslStream tls, Socket client)
    {
        switch (endpoint.Script)
        {
            case WebScript.Silent:
                await Task.Delay(Timeout.Infinite, stop.Token);
                break;
            case WebScript.Reset:
                client.LingerState = new LingerOption(true, 0);
                client.Close();
                break;
            case WebScript.NotHttp:
                await WriteAsync(tls, endpoint.Body!);
                break;
            case WebScript.Endless:
                await WriteAsync(
                    tls,
                    "HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\nTransfer-Encoding: chunked\r\n\r\n"
                );
                await ForeverAsync(tls, $"1000\r\n{new string('x', 4096)}\r\n");
                break;
            case WebScript.HeaderBomb:
                await WriteAsync(tls, "HTTP/1.1 200 OK\r\n");
                await ForeverAsync(tls, $"X-Bomb: {new string('x', 1000)}\r\n");
                break;
            case WebScript.InterimFlood:
                await ForeverAsync(tls, "HTTP/1.1 103 Early Hints\r\nLink: </a>\r\n\r\n");
                break;
        }
    }

    private async Task ForeverAsync(SslStream tls, string text)
    {
        while (true)
        {
            await WriteAsync(tls, text);
        }
    }

    private ValueTask WriteAsync(SslStream tls, string text) =>
        tls.WriteAsync(Encoding.ASCII.GetBytes(text), stop.Token);

    private static bool IsEnd(Exception e) =>
        e
            is SocketException
                or IOException
                or OperationCanceledException
                or ObjectDisposedException;
}
