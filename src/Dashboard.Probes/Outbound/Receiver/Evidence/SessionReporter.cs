using Dashboard.Core.Outbound.Evidence;
using Microsoft.Extensions.Logging;

namespace Dashboard.Probes.Outbound.Receiver.Evidence;

/// <summary>
/// Hands a session's snapshots on: one at a time, in order, the newest in place of those nobody has taken yet. The session does
/// not wait. What cannot be handed on is tried again, so that no database that is unavailable for a while loses what was seen.
/// </summary>
/// <param name="notTaken">Of all sessions together: while the database is unavailable each has the same to say.</param>
internal sealed partial class SessionReporter(
    IReceiverEvidence evidence,
    LogThrottle notTaken,
    TimeProvider time,
    ILogger logger
)
{
    /// <summary>Between two snapshots of a session that goes on: a page need not show more.</summary>
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(150);

    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(15);

    private readonly Lock gate = new();
    private SmtpSessionEvidence? waiting;
    private Task running = Task.CompletedTask;
    private TaskCompletionSource? stored;

    public void Post(SmtpSessionEvidence snapshot)
    {
        lock (gate)
        {
            waiting = snapshot;
            stored ??= new(TaskCreationOptions.RunContinuationsAsynchronously);
            if (running.IsCompleted)
            {
                running = Task.Run(RunAsync);
            }
        }
    }

    /// <summary>Until all that was posted up to now has been taken.</summary>
    public Task StoredAsync()
    {
        lock (gate)
        {
            return stored?.Task ?? Task.CompletedTask;
        }
    }

    /// <summary>Until all that was posted is handed on.</summary>
    public Task DrainedAsync()
    {
        lock (gate)
        {
            return running;
        }
    }

    private async Task RunAsync()
    {
        var pause = TimeSpan.FromMilliseconds(250);
        while (true)
        {
            SmtpSessionEvidence next;
            lock (gate)
            {
                if (waiting is null)
                {
                    // Under the lock, so that what is posted from here on starts a new run.
                    running = Task.CompletedTask;
                    return;
                }
                next = waiting;
                waiting = null;
            }
            try
            {
                await evidence.SessionAsync(next, CancellationToken.None);
                lock (gate)
                {
                    if (waiting is null)
                    {
                        stored?.SetResult();
                        stored = null;
                    }
                }
                pause = TimeSpan.FromMilliseconds(250);
            }
            // Whatever keeps the evidence from being stored, it is our fault and not the client's.
            catch (Exception fault)
            {
                if (notTaken.Take(out var untold))
                {
                    Log.NotTaken(logger, next.Id, fault.GetBaseException().Message, untold);
                }
                lock (gate)
                {
                    waiting ??= next;
                }
                await Task.Delay(pause, time);
                pause = pause * 2 < LongestPause ? pause * 2 : LongestPause;
                continue;
            }
            if (next.EndedAt is null)
            {
                await Task.Delay(Interval, time);
            }
        }
    }

    private static partial class Log
    {
        [LoggerMessage(
            Level = LogLevel.Warning,
            Message = "The evidence of session {Session} could not be stored and is tried again: {Fault} ({Untold} more since the last such line)"
        )]
        public static partial void NotTaken(
            ILogger logger,
            Guid session,
            string fault,
            long untold
        );
    }
}
