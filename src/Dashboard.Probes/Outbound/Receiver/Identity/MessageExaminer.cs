using System.Collections.Concurrent;
using System.Net;
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

    /// <summary>
    /// For all lookups of one message: however slowly the domains answer that it names, the message holds its place no longer.
    /// </summary>
    private static readonly TimeSpan ReadsFor = TimeSpan.FromSeconds(40);

    /// <summary>Of one message: each costs lookups.</summary>
    private const int MostTests = 5;

    private readonly ConcurrentDictionary<Guid, Task> working = new();
    private readonly LogThrottle notRead = new(time);
    private readonly LogThrottle notTaken = new(time);
    private readonly QuestionBudget budget = new(time);
    private readonly MessagePlaces memory = new(places, time);
    private long notReadAt;

    /// <summary>When a message that a verdict can rest on last was deferred, or could not be read; null where none was.</summary>
    public DateTimeOffset? NotReadAt
    {
        get
        {
            var ticks = Interlocked.Read(ref notReadAt);
            return ticks == 0 ? null : new DateTimeOffset(ticks, TimeSpan.Zero);
        }
    }

    /// <summary>Whether a message of one more test is examined beside these.</summary>
    public static bool HasRoomFor(IReadOnlyList<ProbeZoneName> recipients, ProbeZoneName another) =>
        recipients.Select(recipient => recipient.Token).Append(another.Token).Distinct().Count()
        <= MostTests;

    /// <summary>
    /// Null where there is no place for a message that a verdict can rest on, so that its sender comes again: a control, without which a
    /// test says nothing, or one that may have waited until a fault was put right, which comes once. Of any other message the identity
    /// helps, and it is dropped unread.
    /// </summary>
    public MessagePlace? TryTakePlace(IReadOnlyList<ProbeZoneName> recipients, IPAddress source)
    {
        List<ProbeZoneName> tests =
        [
            .. recipients
                .GroupBy(recipient => recipient.Token)
                .Select(test => test.MaxBy(Rank)!)
                .OrderByDescending(Rank)
                .ThenBy(recipient => recipient.Probe)
                .Take(MostTests),
        ];
        var isNeeded = tests.Exists(recipient => Rank(recipient) > 0);
        if (memory.TryTake(source, isNeeded) is { } room)
        {
            return new MessagePlace(tests, room.Dispose) { Room = room };
        }
        if (!isNeeded)
        {
            return new MessagePlace([], () => { });
        }
        Interlocked.Exchange(ref notReadAt, time.GetUtcNow().UtcTicks);
        return null;
    }

    /// <summary>Of a message that several recipients name the identity is that of the one that tells most.</summary>
    private static int Rank(ProbeZoneName recipient) =>
        recipient.Probe == OutboundProbeId.Control ? 2
        // The recipient of a fault is accepted only once the fault is put right.
        : OutboundProbes.Get(recipient.Probe).Heal != HealAction.None ? 1
        : 0;

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
                await ExamineAsync(place, message, release);
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

    private async Task ExamineAsync(MessagePlace place, HeldMessage message, Action release)
    {
        var read = new List<(TestToken Token, MessageIdentity Identity)>();
        using var timeout = CancellationTokenSource.CreateLinkedTokenSource(place.Leaving);
        timeout.CancelAfter(ReadsFor);
        try
        {
            var one = reader.ForMessage();
            foreach (var recipient in place.Recipients)
            {
                if (budget.IsSpent(recipient.Token, message.Source))
                {
                    if (Rank(recipient) > 0)
                    {
                        Interlocked.Exchange(ref notReadAt, time.GetUtcNow().UtcTicks);
                    }
                    continue;
                }
                try
                {
                    var identity = await one.ReadAsync(message, recipient, timeout.Token);
                    read.Add((recipient.Token, identity));
                }
                finally
                {
                    budget.Take(recipient.Token, message.Source, one.Asked);
                }
            }
        }
        // A message comes from outside and can trip any library; that it came is known from its session.
        catch (Exception fault)
        {
            Interlocked.Exchange(ref notReadAt, time.GetUtcNow().UtcTicks);
            if (notRead.Take(out var untold))
            {
                Log.NotRead(logger, fault.GetType().Name, message.Key.SessionId, untold);
            }
        }
        finally
        {
            release();
        }
        if (timeout.IsCancellationRequested)
        {
            Interlocked.Exchange(ref notReadAt, time.GetUtcNow().UtcTicks);
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
