using System.Net;
using System.Net.Sockets;

namespace Dashboard.Lab.Dns;

/// <summary>A way to a real resolver that can be cut, as the shared one cannot.</summary>
public sealed class ResolverRelay : IDisposable
{
    private readonly Socket socket = new(
        AddressFamily.InterNetwork,
        SocketType.Dgram,
        ProtocolType.Udp
    );
    private readonly IPEndPoint resolver;
    private readonly Func<byte[], byte[]?> answerInstead;
    private readonly Func<byte[], byte[]?> forge;

    /// <param name="answerInstead">Answers a question itself, or gives null for one that goes on to the resolver.</param>
    /// <param name="forge">What arrives before the answer of the resolver; null for nothing.</param>
    /// <param name="port">Where it listens; 0 for any that is free.</param>
    public ResolverRelay(
        IPEndPoint resolver,
        Func<byte[], byte[]?>? answerInstead = null,
        int port = 0,
        Func<byte[], byte[]?>? forge = null
    )
    {
        this.forge = forge ?? (_ => null);
        this.resolver = resolver;
        this.answerInstead = answerInstead ?? (_ => null);
        socket.Bind(new IPEndPoint(IPAddress.Loopback, port));
        _ = RelayAsync();
    }

    public IPEndPoint Endpoint => (IPEndPoint)socket.LocalEndPoint!;

    public void Dispose() => socket.Dispose();

    private async Task RelayAsync()
    {
        var buffer = new byte[65535];
        try
        {
            while (true)
            {
                var question = await socket.ReceiveFromAsync(
                    buffer,
                    new IPEndPoint(IPAddress.Any, 0)
                );
                _ = AskAsync(buffer[..question.ReceivedBytes], question.RemoteEndPoint);
            }
        }
        catch (Exception cut) when (cut is SocketException or ObjectDisposedException)
        {
            // That is what it is for.
        }
    }

    private async Task AskAsync(byte[] question, EndPoint client)
    {
        try
        {
            if (forge(question) is { } forged)
            {
                await socket.SendToAsync(forged, client);
            }
            var answer = answerInstead(question) ?? await ResolverAsync(question);
            await socket.SendToAsync(answer, client);
        }
        catch (Exception cut) when (cut is SocketException or ObjectDisposedException)
        {
            // The question is not answered any more.
        }
    }

    private async Task<byte[]> ResolverAsync(byte[] question)
    {
        using var onward = new UdpClient();
        onward.Connect(resolver);
        await onward.SendAsync(question);
        return (await onward.ReceiveAsync()).Buffer;
    }
}
