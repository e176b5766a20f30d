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

    private static readonly RetryPauses Pauses = new(
        TimeSpan.FromMilliseconds(250),
        TimeSpan.FromSeconds(15)
    );

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
        while (IsAnyWaiting())
        {
            var ended = false;
            await Retry.UntilTrueAsync(
                async () =>
                {
                    var next = TakeNewest();
                    ended = next.EndedAt is not null;
                    return await TryHandOnAsync(next);
                },
                Pauses,
                time,
                CancellationToken.None
            );
            if (!ended)
            {
                await Task.Delay(Interval, time);
            }
        }
    }

    private bool IsAnyWaiting()
    {
        lock (gate)
        {
            if (waiting is null)
            {
                // Under the lock, so that what is posted from here on starts a new run.
                running = Task.CompletedTask;
            }
            return waiting is not null;
        }
    }

    private SmtpSessionEvidence TakeNewest()
    {
        lock (gate)
        {
            var newest = waiting!;
            waiting = null;
            return newest;
        }
    }

    /// <summary>False where it could not be stored: it waits again, unless a newer one does.</summary>
    private async Task<bool> TryHandOnAsync(SmtpSessionEvidence snapshot)
    {
        try
        {
            await evidence.SessionAsync(snapshot, CancellationToken.None);
        }
        // Any fault in storing the evidence is ours and not the client's.
        catch (Exception fault)
        {
            if (notTaken.Take(out var untold))
            {
                Log.NotTaken(logger, snapshot.Id, fault.GetBaseException().Message, untold);
            }
            lock (gate)
            {
                waiting ??= snapshot;
            }
            return false;
        }
        lock (gate)
        {
            if (waiting is null)
            {
                stored?.SetResult();
                stored = null;
            }
        }
        return true;
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
