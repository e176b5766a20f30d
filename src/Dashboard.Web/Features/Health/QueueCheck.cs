using System.Globalization;
using Dashboard.Web.Features.Inbound;
using Dashboard.Web.Platform;
using Dashboard.Web.Platform.Status;
using Hangfire;
using Microsoft.Extensions.Options;

namespace Dashboard.Web.Features.Health;

/// <summary>The queue answers, a worker looks at it, and it is not far behind.</summary>
internal sealed class QueueCheck(
    JobStorage storage,
    IOptions<InboundTestOptions> options,
    TimeProvider time
) : ISystemCheck
{
    /// <summary>Several heartbeats of a worker.</summary>
    private static readonly TimeSpan WorkerIsGoneAfter = TimeSpan.FromSeconds(45);

    /// <summary>A worker takes a job within a second; a number of jobs alone would not tell of workers that are held up.</summary>
    private static readonly TimeSpan WaitsTooLong = TimeSpan.FromSeconds(15);

    public string Name => "queue";

    public TimeSpan FreshFor => TimeSpan.FromSeconds(3);

    /// <summary>Nothing can be done without it, whatever is wrong: rights, tables, time-outs.</summary>
    public SystemState WhenItFails => SystemState.Down;

    public Task<SystemPart> CheckAsync(CancellationToken cancellation) =>
        Task.Run(Check, cancellation);

    private SystemPart Check()
    {
        try
        {
            var monitoring = storage.GetMonitoringApi();
            var since = time.GetUtcNow().UtcDateTime - WorkerIsGoneAfter;
            var workers = monitoring
                .Servers()
                .Where(server =>
                    server.Heartbeat > since && server.Queues.Contains(QueueNames.Interactive)
                )
                .Sum(server => server.WorkersCount);
            var waiting = monitoring.EnqueuedCount(QueueNames.Interactive);
            var oldest = monitoring
                .EnqueuedJobs(QueueNames.Interactive, 0, 1)
                .Select(job => time.GetUtcNow().UtcDateTime - job.Value?.EnqueuedAt)
                .FirstOrDefault();
            (string, string)[] facts =
            [
                ("workers", workers.ToString(CultureInfo.InvariantCulture)),
                ("waiting", waiting.ToString(CultureInfo.InvariantCulture)),
            ];
            return workers == 0 ? this.Says(SystemState.Degraded, SystemSlug.NoWorker, facts)
                : waiting >= options.Value.MaximumOpen / 2 || oldest > WaitsTooLong
                    ? this.Says(SystemState.Degraded, SystemSlug.QueueLong, facts)
                : this.Says(SystemState.Ok, SystemSlug.Ok, facts);
        }
        catch (Exception fault) when (DatabaseFault.IsUnavailable(fault))
        {
            return this.Says(SystemState.Down, SystemSlug.QueueAway);
        }
    }
}
