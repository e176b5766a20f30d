using System.Net;
using System.Net.Sockets;
using Dashboard.Lab.Smtp;

namespace Dashboard.Probes.Tests.Lab;

/// <summary>How the lab's mail servers take commands from a connection.</summary>
public sealed class LineReaderTests
{
    [Fact]
    public async Task Nothing_behind_a_line_is_taken_from_the_next_reader()
    {
        var cancellation = TestContext.Current.CancellationToken;
        using var pair = await ConnectedAsync(cancellation);
        await pair.Client.SendAsync("EHLO a\r\nSTARTTLS\r\n\u0016rest"u8.ToArray(), cancellation);
        await using var stream = new NetworkStream(pair.Server);
        var reader = new LineReader(stream, pair.Server);

        (await reader.ReadAsync(cancellation)).ShouldBe("EHLO a");
        (await reader.ReadAsync(cancellation)).ShouldBe("STARTTLS");

        var rest = new byte[5];
        await stream.ReadExactlyAsync(rest, cancellation);
        rest.ShouldBe("\u0016rest"u8.ToArray());
    }

    [Theory]
    [InlineData("in the clear", true)]
    [InlineData("inside TLS", false)]
    public async Task Line_that_comes_in_pieces_is_put_together_and_the_end_is_seen(
        string where,
        bool clear
    )
    {
        var cancellation = TestContext.Current.CancellationToken;
        using var pair = await ConnectedAsync(cancellation);
        await using var stream = new NetworkStream(pair.Server);
        var reader = new LineReader(stream, clear ? pair.Server : null);

        await pair.Client.SendAsync("EH"u8.ToArray(), cancellation);
        var line = reader.ReadAsync(cancellation);
        await pair.Client.SendAsync("LO a\r\nQUIT\r\nleft"u8.ToArray(), cancellation);
        pair.Client.Shutdown(SocketShutdown.Send);

        (await line).ShouldBe("EHLO a", where);
        (await reader.ReadAsync(cancellation)).ShouldBe("QUIT", where);
        (await reader.ReadAsync(cancellation)).ShouldBeNull(where);
    }

    private static async Task<Pair> ConnectedAsync(CancellationToken cancellation)
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var client = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        await client.ConnectAsync(listener.LocalEndpoint, cancellation);
        return new Pair(client, await listener.AcceptSocketAsync(cancellation));
    }

    private sealed record Pair(Socket Client, Socket Server) : IDisposable
    {
        public void Dispose()
        {
            Client.Dispose();
            Server.Dispose();
        }
    }
}
