using System.Globalization;
using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using Microsoft.Extensions.Time.Testing;

namespace Dashboard.Probes.Tests.Inbound.MtaSts;

/// <summary>A web server on loopback that answers every request as it is told, octet for octet.</summary>
internal sealed class PolicyServer : IAsyncDisposable
{
    private readonly TcpListener listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource stop = new();
    private readonly Func<Stream, CancellationToken, Task> answer;
    private readonly X509Certificate2 certificate;
    private readonly IReadOnlyList<X509Certificate2> above;
    private readonly List<string> requests = [];
    private readonly List<Task> connections = [];
    private readonly Task accepting;

    public PolicyServer(
        Func<Stream, CancellationToken, Task> answer,
        X509Certificate2? certificate = null,
        params IReadOnlyList<X509Certificate2> above
    )
    {
        this.answer = answer;
        this.certificate = certificate ?? PolicyPki.Leaf();
        this.above = above;
        listener.Start();
        accepting = AcceptAsync();
    }

    public PolicyServer(string answer, X509Certificate2? certificate = null)
        : this(
            (stream, cancellation) =>
                stream.WriteAsync(Encoding.UTF8.GetBytes(answer), cancellation).AsTask(),
            certificate
        ) { }

    public int Port => ((IPEndPoint)listener.LocalEndpoint).Port;

    public int Connections => connections.Count;

    /// <summary>The heads of the requests.</summary>
    public IReadOnlyList<string> Requests
    {
        get
        {
            lock (requests)
            {
                return [.. requests];
            }
        }
    }

    public static string Ok(string body, string fields = "Content-Type: text/plain\r\n") =>
        $"HTTP/1.1 200 OK\r\n{fields}Content-Length: {Encoding.UTF8.GetByteCount(body)}\r\n\r\n{body}";

    /// <summary>A body of 500 octets that comes an octet at a time; when so many have, the time is over.</summary>
    /// <param name="between">Octets.</param>
    public static async Task DripAsync(
        Stream stream,
        FakeTimeProvider clock,
        TimeSpan time,
        int octets,
        TimeSpan between,
        CancellationToken cancellation
    )
    {
        await stream.WriteAsync(
            "HTTP/1.1 200 OK\r\nContent-Length: 500\r\n\r\n"u8.ToArray(),
            cancellation
        );
        for (var sent = 0; sent < octets; sent++)
        {
            await stream.WriteAsync("x"u8.ToArray(), cancellation);
            await Task.Delay(between, cancellation);
        }
        clock.Advance(time);
        await Task.Delay(Timeout.Infinite, cancellation);
    }

    public async ValueTask DisposeAsync()
    {
        await stop.CancelAsync();
        listener.Stop();
        await accepting.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await Task.WhenAll(connections).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        stop.Dispose();
    }

    private async Task AcceptAsync()
    {
        while (true)
        {
            var client = await listener.AcceptSocketAsync(stop.Token);
            connections.Add(Task.Run(() => ServeAsync(client)));
        }
    }

    private async Task ServeAsync(Socket client)
    {
        try
        {
            await using var stream = new NetworkStream(client, ownsSocket: true);
            await using var tls = new SslStream(stream);
            await tls.AuthenticateAsServerAsync(
                new SslServerAuthenticationOptions
                {
                    ServerCertificateContext = SslStreamCertificateContext.Create(
                        certificate,
                        [.. above],
                        offline: true
                    ),
                },
                stop.Token
            );
            var head = await ReadHeadAsync(tls);
            await tls.ReadExactlyAsync(new byte[LengthOf(head)], stop.Token);
            lock (requests)
            {
                requests.Add(head);
            }
            await answer(tls, stop.Token);
        }
        catch (Exception gone)
            when (gone
                    is IOException
                        or SocketException
                        or OperationCanceledException
                        or System.Security.Authentication.AuthenticationException
            )
        {
            // The client had enough, or the test has ended.
        }
    }

    /// <summary>Of the body that comes behind it: one that is left unread resets the connection at its end.</summary>
    private static int LengthOf(string head) =>
        head.Split("\r\nContent-Length: ") is [_, var rest]
            ? int.Parse(rest.Split('\r')[0], CultureInfo.InvariantCulture)
            : 0;

    private async Task<string> ReadHeadAsync(Stream stream)
    {
        var head = new StringBuilder();
        var one = new byte[1];
        while (!head.ToString().EndsWith("\r\n\r\n", StringComparison.Ordinal))
        {
            await stream.ReadExactlyAsync(one, stop.Token);
            head.Append((char)one[0]);
        }
        return head.ToString();
    }
}
