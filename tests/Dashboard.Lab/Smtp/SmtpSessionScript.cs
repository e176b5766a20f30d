using System.Net.Sockets;
using System.Text;

namespace Dashboard.Lab.Smtp;

/// <summary>One session after another, as the behaviour says.</summary>
internal sealed class SmtpSessionScript(ServerEndpoint endpoint, CommandTally tally)
{
    private static readonly TimeSpan TimeLimit = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan Quiet = TimeSpan.FromSeconds(15);

    private readonly SmtpBehaviour behaviour = endpoint.Behaviour;

    // Where a library does not take its settings, only the scenario that has them fails.
    private readonly Lazy<ITlsServer> tls = new(() =>
        endpoint.Tls.Library is { } library ? library()
        : endpoint.Tls.NeedsOwnTls ? new OwnTls(endpoint.Tls)
        : new PlatformTls(endpoint.Tls)
    );
    private long lastSession = -1;
    private int sessions;
    private volatile bool hidesStartTls;

    public async Task RunAsync(Socket client, CancellationToken cancellation)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        limit.CancelAfter(TimeLimit);
        await using var stream = new NetworkStream(client, ownsSocket: false);
        if (
            !await GoesOnAsync(client, stream, behaviour.OnConnect, limit.Token)
            || !await GreetAsync(client, stream, limit.Token)
        )
        {
            return;
        }
        await ConverseAsync(client, stream, encrypted: false, limit.Token);
    }

    private async Task<bool> GreetAsync(
        Socket client,
        Stream stream,
        CancellationToken cancellation
    )
    {
        await Task.Delay(behaviour.GreetingDelay, cancellation);
        var former = Interlocked.Exchange(ref lastSession, Environment.TickCount64);
        var first = former < 0 || Environment.TickCount64 - former > Quiet.TotalMilliseconds;
        var turnsAway =
            behaviour.TurnsAwayAfter > 0
            && Interlocked.Increment(ref sessions) > behaviour.TurnsAwayAfter;
        if (turnsAway && !await GoesOnAsync(client, stream, behaviour.TurnsAwayBy, cancellation))
        {
            return false;
        }
        var greeting =
            turnsAway ? behaviour.TurnsAwayWith
            : first && behaviour.FirstGreeting is { } unkind ? unkind
            : behaviour.Greeting;
        await ReplyAsync(stream, greeting, cancellation);
        // A server that turns a client away still waits for QUIT (RFC 5321 section 3.1), unless it closes (421).
        return !greeting.StartsWith("421", StringComparison.Ordinal);
    }

    private async Task ConverseAsync(
        Socket client,
        Stream stream,
        bool encrypted,
        CancellationToken cancellation
    )
    {
        var reader = new LineReader(stream, encrypted ? null : client);
        while (await reader.ReadAsync(cancellation) is { } line)
        {
            var verb = line.Split(' ', 2)[0].ToUpperInvariant();
            tally.Add(verb);
            switch (verb)
            {
                case "EHLO":
                    if (!await GoesOnAsync(client, stream, behaviour.OnEhlo, cancellation))
                    {
                        return;
                    }
                    if (!encrypted)
                    {
                        await Task.Delay(behaviour.EhloDelay, cancellation);
                    }
                    var reply = RefusalOf(line) ?? EhloReply(encrypted);
                    await ReplyAsync(stream, reply, cancellation);
                    // RFC 5321 section 4.2.3: 421 is said before the connection is closed.
                    if (reply.StartsWith("421", StringComparison.Ordinal))
                    {
                        return;
                    }
                    break;
                case "HELO":
                    await ReplyAsync(stream, behaviour.Helo, cancellation);
                    break;
                case "STARTTLS" when !encrypted:
                    if (!await StartTlsAsync(client, stream, cancellation))
                    {
                        return;
                    }
                    break;
                case "QUIT":
                    await ReplyAsync(stream, "221 2.0.0 Bye", cancellation);
                    return;
                case "RSET" or "NOOP":
                    await ReplyAsync(stream, "250 2.0.0 Ok", cancellation);
                    break;
                default:
                    await ReplyAsync(stream, "502 5.5.1 Not here", cancellation);
                    break;
            }
        }
    }

    /// <summary>False where the session is over.</summary>
    private async Task<bool> StartTlsAsync(
        Socket client,
        Stream stream,
        CancellationToken cancellation
    )
    {
        if (!await GoesOnAsync(client, stream, behaviour.OnStartTls, cancellation))
        {
            return false;
        }
        await ReplyAsync(stream, behaviour.StartTls + behaviour.Injected, cancellation);
        if (!behaviour.StartTls.StartsWith("220", StringComparison.Ordinal))
        {
            return true;
        }
        await Task.Delay(behaviour.HandshakeDelay, cancellation);
        switch (behaviour.OnHandshake)
        {
            case TlsFault.NoSecureRenegotiation:
                await DrainAsync(stream, cancellation);
                await stream.WriteAsync(OldServerHello(), cancellation);
                // The client says what it thinks of it.
                await DrainAsync(stream, cancellation);
                return false;
            case TlsFault.GoOnInTheClear:
                return true;
            case TlsFault.Alert:
                await DrainAsync(stream, cancellation);
                // Alert record, TLS 1.2, fatal, handshake_failure (RFC 5246 section 7.2).
                await stream.WriteAsync(new byte[] { 21, 3, 3, 0, 2, 2, 40 }, cancellation);
                return false;
            case TlsFault.Garbage:
                // Behind the client's hello: sooner, it would be an injection (RFC 3207 section 4.2).
                await DrainAsync(stream, cancellation);
                await stream.WriteAsync("This is no TLS at all.\r\n"u8.ToArray(), cancellation);
                return false;
            case TlsFault.None:
                await using (var secure = await AcceptAsync(stream, cancellation))
                {
                    await ConverseAsync(client, secure, encrypted: true, cancellation);
                }
                return false;
            case var fault:
                await DrainAsync(stream, cancellation);
                return await GoesOnAsync(
                    client,
                    stream,
                    fault switch
                    {
                        TlsFault.Hang => SessionFault.Hang,
                        TlsFault.Reset => SessionFault.Reset,
                        _ => SessionFault.Close,
                    },
                    cancellation
                );
        }
    }

    private async Task<Stream> AcceptAsync(Stream stream, CancellationToken cancellation)
    {
        try
        {
            return await tls.Value.AcceptAsync(stream, cancellation);
        }
        catch when (behaviour.HidesStartTlsAfterFailure)
        {
            hidesStartTls = true;
            throw;
        }
    }

    /// <summary>Null where the name is well.</summary>
    private string? RefusalOf(string ehlo) =>
        behaviour.RefusesNames && ehlo.Split(' ') is [_, var name, ..] && !name.StartsWith('[')
            ? $"550 5.7.1 {name}: no such host"
            : null;

    /// <summary>STARTTLS is not offered again inside TLS (RFC 3207 section 4.2).</summary>
    private string EhloReply(bool encrypted) =>
        encrypted || hidesStartTls
            ? behaviour.Ehlo.Replace("250-STARTTLS\r\n", string.Empty, StringComparison.Ordinal)
            : behaviour.Ehlo;

    private async Task ReplyAsync(Stream stream, string reply, CancellationToken cancellation)
    {
        var text = reply.Replace("{host}", endpoint.HostName, StringComparison.Ordinal) + "\r\n";
        if (behaviour.LineDelay == TimeSpan.Zero)
        {
            await stream.WriteAsync(Encoding.Latin1.GetBytes(text), cancellation);
            return;
        }
        foreach (var line in text.Split("\r\n", StringSplitOptions.RemoveEmptyEntries))
        {
            await Task.Delay(behaviour.LineDelay, cancellation);
            await stream.WriteAsync(Encoding.Latin1.GetBytes(line + "\r\n"), cancellation);
        }
    }

    /// <summary>Does what the fault says; true where there is none.</summary>
    private static async Task<bool> GoesOnAsync(
        Socket client,
        Stream stream,
        SessionFault fault,
        CancellationToken cancellation
    )
    {
        switch (fault)
        {
            case SessionFault.None:
                return true;
            case SessionFault.Hang:
                // Until the client has had enough.
                while (await stream.ReadAsync(new byte[512], cancellation) > 0) { }
                return false;
            case SessionFault.Reset:
                // A reset that comes at once can be seen as a connection that was never made.
                await Task.Delay(TimeSpan.FromMilliseconds(250), cancellation);
                client.LingerState = new LingerOption(true, 0);
                return false;
            case SessionFault.Garbage:
                await stream.WriteAsync(
                    "HTTP/1.1 400 Bad Request\r\n\r\n"u8.ToArray(),
                    cancellation
                );
                return false;
            default:
                return false;
        }
    }

    /// <summary>
    /// ServerHello of TLS 1.2 without extensions, so without renegotiation_info (RFC 5246 section 7.4.1.3, RFC 5746 section 3.4).
    /// </summary>
    private static byte[] OldServerHello()
    {
        byte[] hello =
        [
            3,
            3,
            .. Enumerable.Range(1, 32).Select(octet => (byte)octet),
            0,
            0x00, // TLS_RSA_WITH_AES_128_GCM_SHA256
            0x9C,
            0,
        ];
        return [22, 3, 3, 0, (byte)(hello.Length + 4), 2, 0, 0, (byte)hello.Length, .. hello];
    }

    /// <summary>Takes the client's hello first: closing over unread octets would be a reset.</summary>
    private static async Task DrainAsync(Stream stream, CancellationToken cancellation) =>
        _ = await stream.ReadAsync(new byte[4096], cancellation);
}
