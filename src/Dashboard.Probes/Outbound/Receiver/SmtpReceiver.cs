using System.Net;
using System.Net.Sockets;
using Dashboard.Probes.Outbound.Receiver.Certificates;
using Dashboard.Probes.Outbound.Receiver.Identity;
using Dashboard.Probes.Outbound.Receiver.Reports;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Dashboard.Probes.Outbound.Receiver;

/// <summary>
/// The SMTP endpoint of the sending test: where it listens, from start to stop. It relays nothing and keeps nothing
/// of any message but what a TLS report says.
/// </summary>
public sealed partial class SmtpReceiver : IHostedService, IAsyncDisposable
{
    /// <summary>How long sessions and evidence may take when the process is to end.</summary>
    private static readonly TimeSpan ShutdownTime = TimeSpan.FromSeconds(10);

    private const int Backlog = 512;

    private readonly ReceiverOptions options;
    private readonly ListenerMap map;
    private readonly ReceiverSessions sessions;
    private readonly TimeProvider time;
    private readonly ILogger<SmtpReceiver> logger;
    private readonly CancellationTokenSource stopping = new();
    private readonly List<Socket> sockets = [];
    private readonly List<Task> accepting = [];
    private readonly List<(string Listener, IPEndPoint Endpoint)> bound = [];

    internal SmtpReceiver(
        ReceiverOptions options,
        ReceiverCertificates certificates,
        IReceiverDirectory directory,
        IReceiverEvidence evidence,
        ISenderDns dns,
        IReportMailbox? mailbox,
        RecentQuestions questions,
        TimeProvider time,
        ILogger<SmtpReceiver> logger
    )
    {
        this.options = options;
        this.time = time;
        this.logger = logger;
        map = new ListenerMap(options.Listeners);
        sessions = new ReceiverSessions(
            options,
            map,
            certificates,
            directory,
            evidence,
            dns,
            mailbox,
            questions,
            time,
            logger,
            stopping.Token
        );
    }

    /// <summary>Where it listens since its start, by the names of the listeners; a network's as its wildcard.</summary>
    public IReadOnlyList<(string Listener, IPEndPoint Endpoint)> Bound => bound;

    /// <summary>When a client was last turned away for lack of places; null where none was.</summary>
    public DateTimeOffset? TurnedAwayAt => sessions.TurnedAwayAt;

    /// <summary>When a message that a verdict can rest on last was deferred, or could not be read; null where none was.</summary>
    public DateTimeOffset? NotReadAt => sessions.NotReadAt;

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
            await Task.WhenAll(accepting).WaitAsync(limit.Token);
            await sessions.DrainedAsync(limit.Token);
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

    private Socket Open(IPEndPoint endpoint)
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
            throw new WrongSettingException(
                $"{string.Join(" and ", map.EntriesFor(endpoint))} cannot be listened on, as {endpoint}: {fault.Message}"
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
            sessions.Begin(client, port, place);
        }
    }

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
            Level = LogLevel.Warning,
            Message = "Stopped with {Sessions} sessions whose evidence could not be stored"
        )]
        public static partial void NotDrained(ILogger logger, int sessions);
    }
}
