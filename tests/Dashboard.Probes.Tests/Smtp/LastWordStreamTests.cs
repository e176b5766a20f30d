using System.Net;
using System.Net.Sockets;
using System.Text;
using Dashboard.Core.Smtp;
using Dashboard.Lab;
using Dashboard.Probes.Smtp;

namespace Dashboard.Probes.Tests.Smtp;

public sealed class LastWordStreamTests
{
    private static readonly byte[] Said = Encoding.ASCII.GetBytes("alert");
    private static readonly byte[] Ours = new byte[100];

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Word_of_a_server_that_has_gone_is_read_before_the_failure(bool waits)
    {
        using var client = await GoneAsync();
        await using var stream = new LastWordStream(new NetworkStream(client));
        // The first may still be taken by the system, or take the news of the end.
        for (var i = 0; i < 3; i++)
        {
            await WriteAsync(stream, waits);
        }

        var buffer = new byte[16];
        var read = await ReadAsync(stream, buffer, waits);

        buffer[..read].ShouldBe(Said);
        await Should.ThrowAsync<IOException>(() => ReadAsync(stream, buffer, waits));
        await Should.ThrowAsync<IOException>(() => ReadAsync(stream, buffer, waits));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Failed_write_is_told_where_there_is_nothing_to_read(bool waits)
    {
        var broken = new IOException("broken pipe");
        await using var stream = new LastWordStream(new Broken(broken));

        await WriteAsync(stream, waits);

        var told = await Should.ThrowAsync<IOException>(() =>
            ReadAsync(stream, new byte[16], waits)
        );
        told.ShouldBeSameAs(broken);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Write_that_fails_by_a_shortage_of_ours_fails_at_once(bool waits)
    {
        var shortage = new SocketException((int)SocketError.NoBufferSpaceAvailable);
        var broken = new IOException(shortage.Message, shortage);
        await using var stream = new LastWordStream(new Broken(broken));

        var told = await Should.ThrowAsync<IOException>(() => WriteAsync(stream, waits));

        told.ShouldBeSameAs(broken);
        TlsFault
            .From(told)
            .ShouldBeOfType<SessionFaultException>()
            .Kind.ShouldBe(SessionFaultKind.OwnLimit);
    }

    [Fact]
    public async Task End_of_a_connection_without_a_failed_write_is_an_end()
    {
        await using var stream = new LastWordStream(new MemoryStream());

        (await stream.ReadAsync(new byte[16], Cancellation)).ShouldBe(0);
    }

    /// <returns>A connection whose server has said something and closed it with octets of the client unread: it is reset.</returns>
    private static async Task<Socket> GoneAsync()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var client = new Socket(SocketType.Stream, ProtocolType.Tcp);
        await client.ConnectAsync(listener.LocalEndpoint, Cancellation);
        using (var server = await listener.AcceptSocketAsync(Cancellation))
        {
            await client.SendAsync(Ours, Cancellation);
            await Eventually.TrueAsync(() => server.Available >= Ours.Length);
            await server.SendAsync(Said, Cancellation);
        }
        await Eventually.TrueAsync(() =>
            client.Poll(TimeSpan.Zero, SelectMode.SelectRead) && client.Available >= Said.Length
        );
        return client;
    }

    private static async Task WriteAsync(Stream stream, bool waits)
    {
        if (waits)
        {
            await stream.WriteAsync(Ours, Cancellation);
        }
        else
        {
            await Task.Run(() => stream.Write(Ours, 0, Ours.Length), Cancellation);
        }
    }

    private static async Task<int> ReadAsync(Stream stream, byte[] buffer, bool waits) =>
        waits
            ? await stream.ReadAsync(buffer, Cancellation)
            : await Task.Run(() => stream.Read(buffer, 0, buffer.Length), Cancellation);

    private sealed class Broken(IOException failure) : MemoryStream
    {
        public override void Write(byte[] buffer, int offset, int count) => throw failure;

        public override ValueTask WriteAsync(
            ReadOnlyMemory<byte> buffer,
            CancellationToken cancellationToken = default
        ) => throw failure;
    }
}
