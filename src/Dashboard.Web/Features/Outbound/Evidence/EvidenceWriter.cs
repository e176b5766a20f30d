using Dashboard.Probes;
using Dashboard.Web.Platform;

namespace Dashboard.Web.Features.Outbound.Evidence;

/// <summary>
/// The one that writes sessions down: in batches, by one connection, however many come. While the database is unavailable it holds
/// what it has and tries again.
/// </summary>
internal sealed partial class EvidenceWriter(
    EvidenceQueue queue,
    SessionStore store,
    TimeProvider time,
    ILogger<EvidenceWriter> log
) : BackgroundService
{
    private const int LargestBatch = 200;

    private static readonly RetryPauses Pauses = new(
        TimeSpan.FromMilliseconds(250),
        TimeSpan.FromSeconds(5)
    );

    private readonly LogThrottle unavailable = new(time);
    private readonly LogThrottle failed = new(time);

    private List<EvidenceQueue.Waiting> batch = [];

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            while (true)
            {
                await queue.FilledAsync(stoppingToken);
                await WriteAllAsync(stoppingToken);
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The receiver has stopped before: what it saw last is written once, as far as the database lets it.
            await WriteBatchAsync([.. batch, .. queue.Take(int.MaxValue)], CancellationToken.None);
        }
    }

    private async Task WriteAllAsync(CancellationToken cancellation)
    {
        while ((batch = queue.Take(LargestBatch)).Count > 0)
        {
            await Retry.UntilTrueAsync(
                () => WriteBatchAsync(batch, cancellation),
                Pauses,
                time,
                cancellation
            );
        }
    }

    /// <summary>False where the database is unavailable.</summary>
    private async Task<bool> WriteBatchAsync(
        List<EvidenceQueue.Waiting> sessions,
        CancellationToken cancellation
    )
    {
        try
        {
            await store.StoreAsync([.. sessions.Select(one => one.Session)], cancellation);
        }
        catch (Exception fault) when (DatabaseFault.IsUnavailable(fault))
        {
            if (unavailable.Take(out var untold))
            {
                Log.Unavailable(log, fault.GetBaseException().Message, untold);
            }
            return false;
        }
        catch (Exception fault) when (!cancellation.IsCancellationRequested)
        {
            if (sessions.Count > 1)
            {
                // One of them is at fault: the others are stored without it.
                for (var i = 0; i < sessions.Count; i++)
                {
                    if (!await WriteBatchAsync([sessions[i]], cancellation))
                    {
                        // The database went meanwhile: these wait for it, as a whole batch does.
                        batch = sessions[i..];
                        return false;
                    }
                }
                return true;
            }
            if (failed.Take(out var untold))
            {
                Log.Failed(log, sessions[0].Session.Id, untold, fault);
            }
            sessions[0].Stored.TrySetException(fault);
            return true;
        }
        foreach (var one in sessions)
        {
            one.Stored.TrySetResult();
        }
        return true;
    }

    private static partial class Log
    {
        [LoggerMessage(
            1,
            LogLevel.Warning,
            "The database is unavailable, what the receiver sees is held: {Fault} ({Untold} more since the last such line)"
        )]
        public static partial void Unavailable(ILogger logger, string fault, long untold);

        [LoggerMessage(
            2,
            LogLevel.Error,
            "The evidence of session {Session} could not be stored ({Untold} more since the last such line)"
        )]
        public static partial void Failed(
            ILogger logger,
            Guid session,
            long untold,
            Exception fault
        );
    }
}
