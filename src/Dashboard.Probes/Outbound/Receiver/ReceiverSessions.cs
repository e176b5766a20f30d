using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using Dashboard.Core;
using Dashboard.Core.Outbound;
using Dashboard.Probes.Outbound.Receiver.Certificates;
using Dashboard.Probes.Outbound.Receiver.Evidence;
using Dashboard.Probes.Outbound.Receiver.Identity;
using Dashboard.Probes.Outbound.Receiver.Reports;
using Dashboard.Probes.Outbound.Receiver.Smtp;
using Microsoft.Extensions.Logging;

namespace Dashboard.Probes.Outbound.Receiver;

/// <summary>Lets connections in, and watches each session to its end.</summary>
internal sealed partial class ReceiverSessions(
    ReceiverOptions options,
    ListenerMap map,
    ReceiverCertificates certificates,
    IReceiverDirectory directory,
    IReceiverEvidence evidence,
    ISenderDns dns,
    IReportMailbox? mailbox,
    RecentQuestions questions,
    TimeProvider time,
    ILogger logger,
    CancellationToken stopping
)
{
    /// <summary>
    /// Sessions that are over and whose evidence cannot be stored, until new ones are turned away: better not to see a sender than
    /// to see it and forget.
    /// </summary>
    private const int MostUnstored = 2000;

    private readonly SourceNames sourceNames = new(dns);
    private readonly MessageExaminer examiner = new(
        new IdentityReader(dns, new ProbeZoneNames(options.Zone)),
        evidence,
        options.Limits.MessagesInMemory,
        time,
        logger
    );
    private readonly ReportReader reports = new(mailbox, dns, time, logger);
    private readonly SessionAdmission admission = new(options.Limits, questions, time);
    private readonly OperatorLog strangers = new(logger, time);
    private readonly LogThrottle notTaken = new(time);
    private readonly LogThrottle broken = new(time);
    private readonly ConcurrentDictionary<Guid, Task> sessions = new();

    /// <summary>When a client was last turned away for lack of places; null where none was.</summary>
    public DateTimeOffset? TurnedAwayAt => admission.TurnedAwayAt;

    /// <inheritdoc cref="MessageExaminer.NotReadAt"/>
    public DateTimeOffset? NotReadAt => examiner.NotReadAt;

    /// <summary>Those under way, and those whose evidence is not stored yet.</summary>
    public int Count => sessions.Count;

    /// <param name="place">Null where the address within a network says which.</param>
    public void Begin(Socket client, int port, ListenerPlace? place)
    {
        IPAddress local,
            source;
        try
        {
            local = ((IPEndPoint)client.LocalEndPoint!).Address.Unmapped();
            source = ((IPEndPoint)client.RemoteEndPoint!).Address.Unmapped();
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
        var started = new TaskCompletionSource();
        sessions[id] = Task.Run(async () =>
        {
            await started.Task;
            try
            {
                await ServeAsync(client, place, local, source);
            }
            // One session's fault, whatever it is, ends no other.
            catch (Exception fault)
            {
                if (broken.Take(out var untold))
                {
                    Log.Broken(logger, untold, fault);
                }
            }
            finally
            {
                client.Dispose();
                sessions.TryRemove(id, out _);
            }
        });
        started.SetResult();
    }

    /// <summary>Once no more are let in.</summary>
    public async Task DrainedAsync(CancellationToken cancellation)
    {
        await Task.WhenAll([.. sessions.Values]).WaitAsync(cancellation);
        await examiner.DrainedAsync().WaitAsync(cancellation);
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
                ? admission.TryEnter(source, place.Range.ToPublic(local))
                : null;
        if (stay is null)
        {
            strangers.TurnedAway(source);
            await GracefulClose.TurnAwayAsync(connection);
            return;
        }
        var reporter = new SessionReporter(evidence, notTaken, time, logger);
        var recorder = new SessionRecorder(
            place.Listener,
            place.Range.ToPublic(local),
            source,
            time,
            reporter.Post
        );
        var naming = new SessionNaming(sourceNames, recorder, stopping);
        naming.Start();
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
                    examiner,
                    reports,
                    logger
                ),
                recorder,
                reporter,
                examiner,
                reports,
                admission,
                stay,
                strangers,
                time
            )
        )
        {
            await session.RunAsync(stopping);
        }
        await GracefulClose.FromAsync(client);
        client.Dispose();
        stay.Dispose();
        await naming.DoneAsync();
        await reporter.DrainedAsync();
    }

    private static partial class Log
    {
        [LoggerMessage(
            Level = LogLevel.Error,
            Message = "A session broke by a fault of the receiver ({Untold} more since the last such line)"
        )]
        public static partial void Broken(ILogger logger, long untold, Exception fault);
    }
}
