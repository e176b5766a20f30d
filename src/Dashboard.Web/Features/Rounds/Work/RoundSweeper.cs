using Dashboard.Data;
using Dashboard.Data.Rounds;
using Dashboard.Web.Platform;
using Hangfire;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace Dashboard.Web.Features.Rounds.Work;

/// <summary>
/// Sees to it that rounds with work have as many jobs as there are workers for them: also after a worker was lost, and when another
/// joins.
/// </summary>
internal sealed partial class RoundSweeper(
    IDbContextFactory<DashboardDb> database,
    IBackgroundJobClient jobs,
    JobStorage storage,
    IOptions<RoundOptions> options,
    TimeProvider time,
    ILogger<RoundSweeper> log
) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                if (await HasWorkAsync(stoppingToken))
                {
                    await Task.Run(AddJobs, stoppingToken);
                }
            }
            catch (Exception fault) when (!stoppingToken.IsCancellationRequested)
            {
                Log.NotSwept(log, fault.GetBaseException().Message);
            }
            await Task.Delay(options.Value.SweepEvery, time, stoppingToken);
        }
    }

    /// <summary>Something that nobody has in hand, or a wave that only has to be ended.</summary>
    private async Task<bool> HasWorkAsync(CancellationToken cancellation)
    {
        var now = time.GetUtcNow();
        await using var db = await database.CreateDbContextAsync(cancellation);
        return (await OpenWave.AllAsync(db, cancellation)).Count > 0
            || await db.Set<RoundRow>()
                .AnyAsync(r => r.State == RoundState.Confirming && r.RetestAt <= now, cancellation);
    }

    /// <summary>Two processes that do this at once make a job too many, which finds nothing to do.</summary>
    private void AddJobs()
    {
        var monitor = storage.GetMonitoringApi();
        var workers = monitor
            .Servers()
            .Where(server =>
                server.Queues.Contains(QueueNames.Rounds)
                && server.Heartbeat > time.GetUtcNow().UtcDateTime.AddMinutes(-1)
            )
            .Sum(server => server.WorkersCount);
        var busy =
            monitor.EnqueuedCount(QueueNames.Rounds)
            + monitor
                .ProcessingJobs(0, 1000)
                .Count(job => job.Value.Job?.Type == typeof(RoundWork));
        for (var missing = workers - busy; missing > 0; missing--)
        {
            jobs.Enqueue<RoundWork>(work => work.RunAsync(CancellationToken.None));
        }
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Warning, "Rounds were not looked after this time: {Fault}")]
        public static partial void NotSwept(ILogger logger, string fault);
    }
}
