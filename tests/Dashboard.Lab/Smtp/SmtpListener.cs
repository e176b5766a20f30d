using System.Net;
using System.Net.Sockets;

namespace Dashboard.Lab.Smtp;

/// <summary>Accepts the connections of one address.</summary>
internal sealed class SmtpListener : IAsyncDisposable
{
    private readonly CancellationTokenSource stop = new();
    private readonly Socket socket;
    private readonly SmtpSessionScript script;
    private readonly SmtpSessionScript alternate;
    private readonly int alternateEach;
    private readonly Task work;
    private int sessions;

    private readonly Action connected;

    private SmtpListener(
        Socket socket,
        SmtpSessionScript script,
        SmtpSessionScript alternate,
        int alternateEach,
        Action connected
    )
    {
        this.alternateEach = alternateEach;
        this.connected = connected;
        this.socket = socket;
        this.script = script;
        this.alternate = alternate;
        work = AcceptAsync();
    }

    /// <exception cref="SocketException">The address and port are taken.</exception>
    public static SmtpListener Start(ServerEndpoint endpoint, int port, CommandTally tally)
    {
        var socket = new Socket(
            endpoint.Address.AddressFamily,
            SocketType.Stream,
            ProtocolType.Tcp
        );
        try
        {
            socket.SetSocketOption(SocketOptionLevel.Socket, SocketOptionName.ReuseAddress, true);
            socket.Bind(new IPEndPoint(endpoint.Address, port));
            socket.Listen(128);
            var script = new SmtpSessionScript(endpoint, tally);
            return new SmtpListener(
                socket,
                script,
                endpoint.Behaviour.Alternate is { } other
                    ? new SmtpSessionScript(
                        endpoint with
                        {
                            Behaviour = other,
                            Tls = endpoint.Behaviour.AlternateTls ?? endpoint.Tls,
                        },
                        tally
                    )
                    : script,
                endpoint.Behaviour.AlternateEach,
                () => tally.Connected(endpoint.Address)
            );
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    public async ValueTask DisposeAsync()
    {
        await stop.CancelAsync();
        socket.Dispose();
        await work;
        stop.Dispose();
    }

    private async Task AcceptAsync()
    {
        while (!stop.IsCancellationRequested)
        {
            try
            {
                var client = await socket.AcceptAsync(stop.Token);
                connected();
                _ = ServeAsync(client);
            }
            catch (Exception e) when (e is SocketException or OperationCanceledException)
            {
                // A client that was gone before it was accepted, or our own end: the loop's condition tells.
            }
        }
    }

    private async Task ServeAsync(Socket client)
    {
        using (client)
        {
            client.NoDelay = true;
            try
            {
                var turn = Interlocked.Increment(ref sessions);
                await (turn % alternateEach == 0 ? alternate : script).RunAsync(client, stop.Token);
            }
            catch (Exception e) when (IsEndOfSession(e))
            {
                // The client's business; a lab server keeps no log of it.
            }
        }
    }

    private static bool IsEndOfSession(Exception e) =>
        e
            is IOException
                or SocketException
                or OperationCanceledException
                or ObjectDisposedException
                or System.Security.Authentication.AuthenticationException
                or Org.BouncyCastle.Tls.TlsException;
}
