using System.Collections.Concurrent;
using Dashboard.Core.Outbound;
using Dashboard.Core.Outbound.Catalogue;
using Dashboard.Core.Outbound.Evidence;
using Microsoft.Extensions.Logging;

namespace Dashboard.Probes.Outbound.Receiver.Identity;

/// <summary>
/// Examines messages beside the sessions that brought them. They take a bounded amount of memory together, and are gone as soon as
/// it is known who sent them.
/// </summary>
internal sealed partial class MessageExaminer(
    IdentityReader reader,
    IReceiverEvidence evidence,
    int places,
    TimeProvider time,
    ILogger logger
)
{
    private static readonly RetryPauses Pauses = new(
        TimeSpan.FromMilliseconds(250),
        TimeSpan.FromSeconds(15)
    );

    /// <summary>Of one message: each costs lookups.</summary>
    private const int MostTests = 5;

    private readonly ConcurrentDictionary<Guid, Task> working = new();
    private readonly LogThrottle notRead = new(time);
    private readonly LogThrottle notTaken = new(time);
    private readonly int keptForControls = places / 2;
    private int free = places;

    /// <summary>
    /// Null where all places are taken and the message is a control, without which a test says nothing. Of any other message the
    /// identity helps, and it is dropped unread where half of the places are taken.
    /// </summary>
    public MessagePlace? TryTakePlace(IReadOnlyList<ProbeZoneName> recipients)
    {
        List<ProbeZoneName> tests =
        [
            .. recipients
                .GroupBy(recipient => recipient.Token)
                .Select(test =>
                    test.FirstOrDefault(recipient => recipient.Probe == OutboundProbeId.Control)
                    ?? test.First()
                )
                .OrderBy(recipient => recipient.Probe)
                .Take(MostTests),
        ];
        var isControl = tests.Exists(recipient => recipient.Probe == OutboundProbeId.Control);
        if (Interlocked.Decrement(ref free) >= (isControl ? 0 : keptForControls))
        {
            return new MessagePlace(tests, () => Interlocked.Increment(ref free));
        }
        Interlocked.Increment(ref free);
        return isControl ? null : new MessagePlace([], () => { });
    }

    public void Examine(MessagePlace place, HeldMessage message)
    {
        var work = Guid.NewGuid();
        var release = place.HandOver();
        var started = new TaskCompletionSource();
        working[work] = Task.Run(async () =>
        {
            await started.Task;
            try
            {
                await ExamineAsync(place.Recipients, message, release);
            }
            finally
            {
                working.TryRemove(work, out _);
            }
        });
        started.SetResult();
    }

    /// <summary>Until all messages that were taken are examined and their identity is handed on.</summary>
    public Task DrainedAsync() => Task.WhenAll(working.Values);

    private async Task ExamineAsync(
        IReadOnlyList<ProbeZoneName> recipients,
        HeldMessage message,
        Action release
    )
    {
        var read = new List<(TestToken Token, MessageIdentity Identity)>();
        try
        {
            foreach (var recipient in recipients)
            {
                var identity = await reader.ReadAsync(message, recipient, CancellationToken.None);
                read.Add((recipient.Token, identity));
            }
        }
        // A message comes from outside and can trip any library; that it came is known from its session.
        catch (Exception fault)
        {
            if (notRead.Take(out var untold))
            {
                Log.NotRead(logger, fault.GetType().Name, message.Session, untold);
            }
        }
        finally
        {
            release();
        }
        foreach (var (token, identity) in read)
        {
            await Retry.UntilTrueAsync(
                () => TryStoreAsync(token, identity),
                Pauses,
                time,
                CancellationToken.None
            );
        }
    }

    private async Task<bool> TryStoreAsync(TestToken token, MessageIdentity identity)
    {
        try
        {
            await evidence.IdentityAsync(token, identity, CancellationToken.None);
            return true;
        }
        // Any fault in storing it is ours and not the client's.
        catch (Exception fault)
        {
            if (notTaken.Take(out var untold))
            {
                Log.NotTaken(logger, identity.SessionId, fault.GetBaseException().Message, untold);
            }
            return false;
        }
    }

    private static partial class Log
    {
        // The fault's own text could quote the message.
        [LoggerMessage(
            Level = LogLevel.Warning,
            Message = "The message of session {Session} could not be examined ({Fault}; {Untold} more since the last such line)"
        )]
        public static partial void NotRead(ILogger logger, string fault, Guid session, long untold);

        [LoggerMessage(
            Level = LogLevel.Warning,
            Message = "Who sent the message of session {Session} could not be stored and is tried again: {Fault} ({Untold} more since the last such line)"
        )]
        public static partial void NotTaken(
            ILogger logger,
            Guid session,
            string fault,
            long untold
        );
    }
}
