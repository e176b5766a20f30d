using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Text;
using Dashboard.Core.Outbound;
using Dashboard.Probes.Receiver.Certificates;
using Dashboard.Probes.Receiver.Evidence;
using Dashboard.Probes.Receiver.Identity;
using Dashboard.Probes.Receiver.Smtp;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Dashboard.Probes.Receiver;

/// <summary>
/// The SMTP endpoint of the sending test: listens, lets in, and watches each session to its end. It relays nothing and keeps
/// nothing of any message.
/// </summary>
public sealed partial class SmtpReceiver : IHostedService, IAsyncDisposable
{
    /// <summary>How long sessions and evidence may take when the process is to end.</summary>
    private static readonly TimeSpan ShutdownTime = TimeSpan.FromSeconds(10);

    private const int Backlog = 512;

    /// <summary>
    /// Sessions that are over and whose evidence cannot be stored, until new ones are turned away: better not to see a sender than
    /// to see it and forget.
    /// </summary>
    private const int MostUnstored = 2000;

    private readonly ReceiverOptions options;
    private readonly ReceiverCertificates certificates;
    private readonly IReceiverDirectory directory;
    private readonly IReceiverEvidence evidence;
    private readonly SourceNames sourceNames;
    private readonly ControlDesk desk;
    private readonly SessionAdmission admission;
    private readonly ListenerMap map;
    private readonly TimeProvider time;
    private readonly ILogger<SmtpReceiver> logger;
    private readonly CancellationTokenSource stopping = new();
    private readonly ConcurrentDictionary<Guid, Task> sessions = new();
    private readonly List<Socket> sockets = [];
    private readonly List<Task> accepting = [];
    private readonly List<(string Listener, IPEndPoint Endpoint)> bound = [];

    internal SmtpReceiver(
        ReceiverOptions options,
        ReceiverCertificates certificates,
        IReceiverDirectory directory,
        IReceiverEvidence evidence,
        ISenderDns dns,
        TimeProvider time,
        ILogger<SmtpReceiver> logger
    )
    {
        this.options = options;
        this.certificates = certificates;
        this.directory = directory;
        this.evidence = evidence;
        this.time = time;
        this.logger = logger;
        sourceNames = new SourceNames(dns);
        desk = new ControlDesk(
            new ControlReader(dns, new ProbeZoneNames(options.Zone)),
            evidence,
            options.Limits.MessagesInMemory,
            time,
            logger
        );
        admission = new SessionAdmission(options.Limits, time);
        map = new ListenerMap(options.Listeners);
    }

    /// <summary>Where it listens since its start, by the names of the listeners; a network's as its wildcard.</summary>
    public IReadOnlyList<(string Listener, IPEndPoint Endpoint)> Bound => bound;

    public Task StartAsync(CancellationToken cancellationToken)
    {
        foreach (var (endpoint, place) in map.Sockets)
        {
            var socket = Open(endpoint);
            sockets.Add(socket);
            var opened = (IPEndPoint)socket.LocalEndPoint!;
            foreach (var listener in Listeners(endpoint, place))
            {
                bound.Add((listener.Name, opened));
            }
            Log.Listening(logger, opened, place?.Listener.Name ?? "networks");
            accepting.Add(Task.Run(() => AcceptAsync(socket, endpoint.Port, place), default));
        }
        return Task.CompletedTask;
    }

    public async Task StopAsync(CancellationToken cancellationToken)
    {
        await stopping.CancelAsync();
        foreach (var socket in sockets)
        {
            socket.Dispose();
        }
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(ShutdownTime);
        try
        {
            await Task.WhenAll([.. accepting, .. sessions.Values]).WaitAsync(limit.Token);
            await desk.DrainedAsync().WaitAsync(limit.Token);
        }
        catch (OperationCanceledException)
        {
            Log.NotDrained(logger, sessions.Count);
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (!stopping.IsCancellationRequested)
        {
            await StopAsync(CancellationToken.None);
        }
        stopping.Dispose();
    }

    private IEnumerable<ReceiverListener> Listeners(IPEndPoint endpoint, ListenerPlace? place) =>
        place is not null
            ? [place.Listener]
            : options.Listeners.Where(listener =>
                listener.Ranges.Any(range =>
                    range.Port == endpoint.Port
                    && range.Local.BaseAddress.AddressFamily == endpoint.AddressFamily
                )
            );

    private static Socket Open(IPEndPoint endpoint)
    {
        var socket = new Socket(endpoint.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
        try
        {
            if (endpoint.AddressFamily == AddressFamily.InterNetworkV6)
            {
                socket.DualMode = false;
            }
            socket.Bind(endpoint);
            socket.Listen(Backlog);
            return socket;
        }
        catch (SocketException fault)
        {
            socket.Dispose();
            throw new WrongReceiverSettingException(
                $"Receiver:Listen has {endpoint}, which cannot be listened on: {fault.Message}"
            );
        }
    }

    private async Task AcceptAsync(Socket socket, int port, ListenerPlace? place)
    {
        while (!stopping.IsCancellationRequested)
        {
            Socket client;
            try
            {
                client = await socket.AcceptAsync(stopping.Token);
            }
            catch (Exception ended)
                when (ended is OperationCanceledException or ObjectDisposedException)
            {
                return;
            }
            catch (SocketException fault)
            {
                if (stopping.IsCancellationRequested)
                {
                    return;
                }
                // Out of file handles, mostly. Sessions that end give some back.
                Log.NotAccepted(logger, fault);
                await Task.Delay(TimeSpan.FromMilliseconds(100), time);
                continue;
            }
            Begin(client, port, place);
        }
    }

    private void Begin(Socket client, int port, ListenerPlace? place)
    {
        IPAddress local,
            source;
        try
        {
            local = Unmapped(((IPEndPoint)client.LocalEndPoint!).Address);
            source = Unmapped(((IPEndPoint)client.RemoteEndPoint!).Address);
        }
        catch (SocketException)
        {
            client.Dispose(); // gone already
            return;
        }
        place ??= map.Find(local, port);
        if (place is null)
        {
            client.Dispose();
            return;
        }
        var id = Guid.NewGuid();
        var begun = new TaskCompletionSource();
        sessions[id] = Task.Run(async () =>
        {
            await begun.Task;
            try
            {
                await ServeAsync(client, place, local, source);
            }
            // One session's fault, whatever it is, ends no other.
            catch (Exception fault)
            {
                Log.Broken(logger, fault);
            }
            finally
            {
                client.Dispose();
                sessions.TryRemove(id, out _);
            }
        });
        begun.SetResult();
    }

    private async Task ServeAsync(
        Socket client,
        ListenerPlace place,
        IPAddress local,
        IPAddress source
    )
    {
        client.NoDelay = true;
        await using var connection = new NetworkStream(client, ownsSocket: false);
        using var stay =
            sessions.Count <= options.Limits.Sessions + MostUnstored
                ? admission.TryEnter(source)
                : null;
        if (stay is null)
        {
            Log.TurnedAway(logger, source);
            await TurnAwayAsync(connection);
            return;
        }
        var reporter = new SessionReporter(evidence, time, logger);
        var recorder = new SessionRecorder(
            place.Listener,
            place.Range.ToPublic(local),
            source,
            time,
            reporter.Post
        );
        var naming = NameAsync(recorder);
        using (
            var session = new SmtpSession(
                connection,
                place.Listener,
                options,
                certificates,
                new SmtpDialogue(
                    options,
                    place.Listener.Behaviour,
                    directory,
                    recorder,
                    desk,
                    logger
                ),
                recorder,
                reporter,
                desk,
                time,
                logger
            )
        )
        {
            await session.RunAsync(stopping.Token);
        }
        await PartAsync(client);
        client.Dispose();
        stay.Dispose();
        await naming;
        await reporter.DrainedAsync();
    }

    /// <summary>Beside the session, which does not wait for it.</summary>
    private async Task NameAsync(SessionRecorder recorder)
    {
        try
        {
            if (await sourceNames.FindAsync(recorder.Source, stopping.Token) is { } found)
            {
                recorder.SourceName(found.Name, found.Confirmed);
            }
        }
        catch (OperationCanceledException)
        {
            // Shutting down; the name is no more than a hint.
        }
    }

    /// <summary>
    /// Sends what is to be sent and waits a moment for the client's end: a socket closed on octets unread is reset, and the last
    /// reply with it.
    /// </summary>
    private static async Task PartAsync(Socket client)
    {
        using var brief = new CancellationTokenSource(TimeSpan.FromSeconds(1));
        try
        {
            client.Shutdown(SocketShutdown.Send);
            var scrap = new byte[4096];
            for (var i = 0; i < 256; i++)
            {
                if (await client.ReceiveAsync(scrap, brief.Token) == 0)
                {
                    return;
                }
            }
        }
        catch (Exception gone) when (gone is SocketException or OperationCanceledException)
        {
            // It need not be polite.
        }
    }

    private static async Task TurnAwayAsync(NetworkStream connection)
    {
        using var brief = new CancellationTokenSource(TimeSpan.FromSeconds(1));
        try
        {
            await connection.WriteAsync(
                Encoding.ASCII.GetBytes(SmtpReplies.Busy.ToWire()),
                brief.Token
            );
        }
        catch (Exception gone) when (gone is IOException or OperationCanceledException)
        {
            // Turned away all the same.
        }
    }

    private static IPAddress Unmapped(IPAddress address) =>
        address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address;

    private static partial class Log
    {
        [LoggerMessage(
            Level = LogLevel.Information,
            Message = "Listening on {Endpoint} ({Listener})"
        )]
        public static partial void Listening(ILogger logger, IPEndPoint endpoint, string listener);

        [LoggerMessage(Level = LogLevel.Warning, Message = "A connection could not be accepted")]
        public static partial void NotAccepted(ILogger logger, Exception fault);

        [LoggerMessage(
            Level = LogLevel.Information,
            Message = "Turned {Source} away: too many sessions"
        )]
        public static partial void TurnedAway(ILogger logger, IPAddress source);

        [LoggerMessage(
            Level = LogLevel.Error,
            Message = "A session broke by a fault of the receiver"
        )]
        public static partial void Broken(ILogger logger, Exception fault);

        [LoggerMessage(
            Level = LogLevel.Warning,
            Message = "Stopped with {Sessions} sessions whose evidence could not be stored"
        )]
        public static partial void NotDrained(ILogger logger, int sessions);
    }
}
