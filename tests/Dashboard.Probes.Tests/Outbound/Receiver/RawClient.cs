using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Text;

namespace Dashboard.Probes.Tests.Outbound.Receiver;

/// <summary>A client that sends just the octets it is told to.</summary>
internal sealed class RawClient : IAsyncDisposable
{
    private readonly TcpClient tcp;
    private readonly CancellationToken cancellation;
    private Stream stream;

    private RawClient(TcpClient tcp, CancellationToken cancellation)
    {
        this.tcp = tcp;
        this.cancellation = cancellation;
        stream = tcp.GetStream();
    }

    /// <param name="from">The client's own address; null for any.</param>
    public static async Task<RawClient> ConnectAsync(
        IPEndPoint endpoint,
        CancellationToken cancellation,
        IPAddress? from = null
    )
    {
        var tcp = new TcpClient(endpoint.AddressFamily) { NoDelay = true };
        if (from is not null)
        {
            tcp.Client.Bind(new IPEndPoint(from, 0));
        }
        await tcp.ConnectAsync(endpoint, cancellation);
        return new RawClient(tcp, cancellation);
    }

    /// <summary>Greeting and EHLO done.</summary>
    public static async Task<RawClient> GreetAsync(
        IPEndPoint endpoint,
        CancellationToken cancellation,
        string ehlo = "client.example"
    )
    {
        var client = await ConnectAsync(endpoint, cancellation);
        await client.ReplyAsync();
        await client.SayAsync($"EHLO {ehlo}");
        return client;
    }

    public async Task SendAsync(string text) => await SendAsync(Encoding.Latin1.GetBytes(text));

    public async Task SendAsync(byte[] octets) => await stream.WriteAsync(octets, cancellation);

    /// <summary>Sends a line and gives the whole reply to it.</summary>
    public async Task<string> SayAsync(string line)
    {
        await SendAsync(line + "\r\n");
        return await ReplyAsync();
    }

    /// <summary>A reply with all its lines; what there was where the connection ended.</summary>
    public async Task<string> ReplyAsync()
    {
        var reply = new StringBuilder();
        while (true)
        {
            var line = await LineAsync();
            if (line is null)
            {
                return reply.ToString();
            }
            reply.Append(line).Append('\n');
            if (line.Length < 4 || line[3] != '-')
            {
                return reply.ToString().TrimEnd('\n');
            }
        }
    }

    public async Task<SslStream> StartTlsAsync(
        string? serverName = null,
        SslProtocols protocols = SslProtocols.None,
        bool accept = true
    )
    {
        (await SayAsync("STARTTLS")).ShouldStartWith("220");
        return await UpgradeAsync(serverName, protocols, accept);
    }

    /// <summary>The handshake, once 220 has been read.</summary>
    public async Task<SslStream> UpgradeAsync(
        string? serverName = null,
        SslProtocols protocols = SslProtocols.None,
        bool accept = true
    )
    {
        var ssl = new SslStream(stream, leaveInnerStreamOpen: false);
        await ssl.AuthenticateAsClientAsync(
            new SslClientAuthenticationOptions
            {
                TargetHost = serverName ?? string.Empty,
                EnabledSslProtocols = protocols,
                RemoteCertificateValidationCallback = (_, _, _, _) => accept,
            },
            cancellation
        );
        stream = ssl;
        return ssl;
    }

    /// <summary>Everything until the receiver closes.</summary>
    public async Task<string> RestAsync()
    {
        var rest = new StringBuilder();
        while (await LineAsync() is { } line)
        {
            rest.Append(line).Append('\n');
        }
        return rest.ToString();
    }

    public void Reset()
    {
        // Without a shutdown before it, which would be an orderly end.
        tcp.Client.Close(0);
    }

    public ValueTask DisposeAsync()
    {
        tcp.Dispose();
        return ValueTask.CompletedTask;
    }

    private async Task<string?> LineAsync()
    {
        var line = new StringBuilder();
        var octet = new byte[1];
        while (true)
        {
            try
            {
                if (await stream.ReadAsync(octet, cancellation) == 0)
                {
                    return line.Length == 0 ? null : line.ToString();
                }
            }
            catch (IOException)
            {
                return line.Length == 0 ? null : line.ToString();
            }
            if (octet[0] == '\n')
            {
                return line.ToString().TrimEnd('\r');
            }
            line.Append((char)octet[0]);
        }
    }
}
