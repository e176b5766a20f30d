using System.Collections.Concurrent;
using Dashboard.Core.Outbound;
using Dashboard.Core.Outbound.Catalogue;
using Dashboard.Core.Outbound.Evidence;
using Microsoft.Extensions.Logging;

namespace Dashboard.Probes.Outbound.Receiver.Identity;

/// <summary>
/// Where control messages are examined, beside the sessions that brought them. They take a bounded amount of memory together, and
/// are gone as soon as it is known who sent them.
/// </summary>
internal sealed partial class ControlMessageReader(
    ControlReader reader,
    IReceiverEvidence evidence,
    int places,
    TimeProvider time,
    ILogger logger
)
{
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(15);

    private readonly ConcurrentDictionary<Guid, Task> working = new();
    private int free = places;

    /// <summary>Null where all places for controls are taken.</summary>
    public MessagePlace? TryTakePlace(IReadOnlyList<ProbeZoneName> recipients)
    {
        if (recipients.FirstOrDefault(r => r.Probe == OutboundProbeId.Control) is not { } control)
        {
            return new MessagePlace(null, () => { });
        }
        if (Interlocked.Decrement(ref free) < 0)
        {
            Interlocked.Increment(ref free);
            return null;
        }
        return new MessagePlace(control.Token, () => Interlocked.Increment(ref free));
    }

    public void Examine(MessagePlace place, ControlMessage message)
    {
        var work = Guid.NewGuid();
        var token = place.Token!;
        var release = place.HandOver();
        var started = new TaskCompletionSource();
        working[work] = Task.Run(async () =>
        {
            await started.Task;
            try
            {
                await ExamineAsync(token, message, release);
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

    private async Task ExamineAsync(TestToken token, ControlMessage message, Action release)
    {
        ControlIdentity identity;
        try
        {
            identity = await reader.ReadAsync(message, token, CancellationToken.None);
        }
        // A message comes from outside and can trip any library; that it came is known from its session.
        catch (Exception fault)
        {
            Log.NotRead(logger, fault.GetType().Name, message.Session);
            return;
        }
        finally
        {
            release();
        }
        var pause = TimeSpan.FromMilliseconds(250);
        while (true)
        {
            try
            {
                await evidence.IdentityAsync(token, identity, CancellationToken.None);
                return;
            }
            // Whatever keeps it from being stored, it is our fault and not the client's.
            catch (Exception fault)
            {
                Log.NotTaken(logger, fault, identity.SessionId);
                await Task.Delay(pause, time);
                pause = pause * 2 < LongestPause ? pause * 2 : LongestPause;
            }
        }
    }

    private static partial class Log
    {
        // The fault's own text could quote the message.
        [LoggerMessage(
            Level = LogLevel.Warning,
            Message = "The control message of session {Session} could not be examined ({Fault})"
        )]
        public static partial void NotRead(ILogger logger, string fault, Guid session);

        [LoggerMessage(
            Level = LogLevel.Warning,
            Message = "Who sent the control of session {Session} could not be stored; it is tried again"
        )]
        public static partial void NotTaken(ILogger logger, Exception fault, Guid session);
    }
}
