using Hangfire;

namespace Dashboard.Web.Platform;

/// <summary>Tells the queue of the jobs that features run every night, once the database is there.</summary>
internal sealed partial class RecurringJobs(
    IEnumerable<NightlyJob> jobs,
    IRecurringJobManager recurring,
    TimeProvider time,
    ILogger<RecurringJobs> log
) : BackgroundService
{
    private static readonly TimeSpan RetryAfter = TimeSpan.FromSeconds(10);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!await TryAddAsync(stoppingToken))
        {
            await Task.Delay(RetryAfter, time, stoppingToken);
        }
    }

    private async Task<bool> TryAddAsync(CancellationToken cancellation)
    {
        try
        {
            await Task.Run(
                () =>
                {
                    foreach (var job in jobs)
                    {
                        job.AddTo(recurring);
                    }
                },
                cancellation
            );
            return true;
        }
        catch (Exception fault) when (!cancellation.IsCancellationRequested)
        {
            Log.NotAdded(log, fault.GetBaseException().Message);
            return false;
        }
    }

    private static partial class Log
    {
        [LoggerMessage(
            1,
            LogLevel.Warning,
            "The recurring jobs are not known to the queue yet: {Fault}"
        )]
        public static partial void NotAdded(ILogger logger, string fault);
    }
}
