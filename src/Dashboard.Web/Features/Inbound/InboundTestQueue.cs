using Dashboard.Data;
using Hangfire;
using Microsoft.EntityFrameworkCore;

namespace Dashboard.Web.Features.Inbound;

/// <summary>Makes the job of a test that is committed. Where that fails the sweeper makes it later.</summary>
internal sealed partial class InboundTestQueue(
    IBackgroundJobClient jobs,
    IDbContextFactory<DashboardDb> database,
    ILogger<InboundTestQueue> log
)
{
    public Task EnqueueAsync(string id, CancellationToken cancellation) =>
        EnqueueAsync(new FairShare(id, Client: null, Domain: null), cancellation);

    public async Task EnqueueAsync(FairShare share, CancellationToken cancellation)
    {
        var (id, client, domain) = share;
        try
        {
            // The queue's storage knows no asynchronous calls.
            var job = await Task.Run(
                () =>
                    jobs.Enqueue<InboundTestJob>(test =>
                        test.RunForAsync(id, client, domain, CancellationToken.None)
                    ),
                cancellation
            );
            await using var db = await database.CreateDbContextAsync(cancellation);
            await db
                .InboundTests.Where(t => t.Id == id)
                .ExecuteUpdateAsync(
                    set =>
                        set.SetProperty(t => t.JobId, job)
                            .SetProperty(t => t.Enqueued, t => t.Enqueued + 1),
                    cancellation
                );
        }
        catch (Exception fault) when (!cancellation.IsCancellationRequested)
        {
            Log.NotEnqueued(log, id, fault.GetBaseException().Message);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Warning, "Test {Id} has no job yet: {Fault}")]
        public static partial void NotEnqueued(ILogger logger, string id, string fault);
    }
}
