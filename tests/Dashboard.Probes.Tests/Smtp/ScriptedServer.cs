using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Text;

namespace Dashboard.Probes.Tests.Smtp;

/// <summary>A real listener on loopback that plays a script in every session.</summary>
internal sealed class ScriptedServer : IAsyncDisposable
{
    private readonly TcpListener listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource stop = new();
    private readonly Func<int, string> script;
    private readonly Func<Stream, CancellationToken, Task<Stream>> tls;
    private readonly Pieces pieces;
    private readonly List<string> commands = [];
    private readonly List<Task> sessions = [];
    private readonly Task accepting;
    private int hanging;
    private int closed;

    /// <param name="script">By the number of the session, from 1.</param>
    /// <param name="pieces">How what the server sends is cut up.</param>
    /// <param name="tls">The server's side of a handshake.</param>
    public ScriptedServer(
        Func<int, string> script,
        Pieces pieces = Pieces.Whole,
        Func<Stream, CancellationToken, Task<Stream>>? tls = null
    )
    {
        this.script = script;
        this.pieces = pieces;
        this.tls = tls ?? ServerTls.Platform(TestCertificates.Ecdsa);
        listener.Start();
        accepting = AcceptAsync();
    }

    public ScriptedServer(string script, Pieces pieces = Pieces.Whole)
        : this(_ => script, pieces) { }

    public int Port => ((IPEndPoint)listener.LocalEndpoint).Port;

    public int Sessions { get; private set; }

    public int MostTogether { get; private set; }

    /// <summary>Sessions that came to the step <c>hang</c>.</summary>
    public int Hanging => Volatile.Read(ref hanging);

    /// <summary>Of those, the ones that the client has ended.</summary>
    public int Closed => Volatile.Read(ref closed);

    /// <summary>The lines of clients, of all sessions.</summary>
    public IReadOnlyList<string> Commands
    {
        get
        {
            lock (commands)
            {
                return [.. commands];
            }
        }
    }

    public async ValueTask DisposeAsync()
    {
        await stop.CancelAsync();
        listener.Stop();
        await accepting.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await Task.WhenAll(sessions).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        stop.Dispose();
    }

    private async Task AcceptAsync()
    {
        var together = 0;
        while (true)
        {
            var client = await listener.AcceptTcpClientAsync(stop.Token);
            client.NoDelay = true;
            var number = ++Sessions;
            MostTogether = Math.Max(MostTogether, Interlocked.Increment(ref together));
            sessions.Add(
                Task.Run(async () =>
                {
                    try
                    {
                        await PlayAsync(client, number);
                    }
                    finally
                    {
                        Interlocked.Decrement(ref together);
                        client.Dispose();
                    }
                })
            );
        }
    }

    private async Task PlayAsync(TcpClient client, int number)
    {
        Stream stream = client.GetStream();
        foreach (var (kind, text) in SmtpScript.Parse(script(number)))
        {
            switch (kind)
            {
                case ScriptStepKind.Send:
                    await SendAsync(stream, text);
                    break;
                case ScriptStepKind.Hear:
                    await HearAsync(stream, text);
                    break;
                case ScriptStepKind.HearOctets:
                    await stream.ReadAtLeastAsync(new byte[8192], 1, true, stop.Token);
                    break;
                case ScriptStepKind.Tls:
                    stream = await tls(stream, stop.Token);
                    break;
                case ScriptStepKind.Reset:
                    client.LingerState = new LingerOption(true, 0);
                    client.Client.Close();
                    return;
                case ScriptStepKind.Hang:
                    Interlocked.Increment(ref hanging);
                    await UntilClosedAsync(stream);
                    Interlocked.Increment(ref closed);
                    return;
                case ScriptStepKind.Drip:
                    while (true)
                    {
                        await stream.WriteAsync("x"u8.ToArray(), stop.Token);
                        await Task.Delay(20, stop.Token);
                    }
            }
        }
        // What the client still says is heard to its end, so that it meets a close and not a reset.
        if (stream is NetworkStream)
        {
            client.Client.Shutdown(SocketShutdown.Send);
        }
        else
        {
            await ((SslStream)stream).ShutdownAsync();
        }
        var rest = new byte[1024];
        while (await stream.ReadAsync(rest, stop.Token) > 0) { }
    }

    private async Task UntilClosedAsync(Stream stream)
    {
        try
        {
            while (await stream.ReadAsync(new byte[1024], stop.Token) > 0) { }
        }
        catch (IOException)
        {
            // A reset is an end too.
        }
    }

    private async Task SendAsync(Stream stream, string text)
    {
        var octets = Encoding.Latin1.GetBytes(text);
        if (pieces == Pieces.Whole)
        {
            await stream.WriteAsync(octets, stop.Token);
            return;
        }
        for (var from = 0; from < octets.Length; )
        {
            var length =
                pieces == Pieces.Octets ? 1
                : Array.IndexOf(octets, (byte)'\n', from) is >= 0 and var end ? end + 1 - from
                : octets.Length - from;
            await stream.WriteAsync(octets.AsMemory(from, length), stop.Token);
            await stream.FlushAsync(stop.Token);
            await Task.Yield();
            from += length;
        }
    }

    private async Task HearAsync(Stream stream, string beginning)
    {
        var line = new StringBuilder();
        var octet = new byte[1];
        while (await stream.ReadAsync(octet, stop.Token) == 1 && octet[0] != '\n')
        {
            line.Append((char)octet[0]);
        }
        var text = line.ToString().TrimEnd('\r');
        lock (commands)
        {
            commands.Add(text);
        }
        if (!text.StartsWith(beginning, StringComparison.Ordinal))
        {
            throw new InvalidOperationException($"Heard '{text}' instead of '{beginning}'.");
        }
    }
}
