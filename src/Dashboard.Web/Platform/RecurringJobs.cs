using Dashboard.Probes;
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
    private static readonly RetryPauses Pauses = RetryPauses.Every(TimeSpan.FromSeconds(10));

    protected override Task ExecuteAsync(CancellationToken stoppingToken) =>
        Retry.UntilTrueAsync(() => TryAddAsync(stoppingToken), Pauses, time, stoppingToken);

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
