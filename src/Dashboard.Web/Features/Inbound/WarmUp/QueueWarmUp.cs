using Dashboard.Data;
using Dashboard.Web.Platform;
using Hangfire;
using Hangfire.States;

namespace Dashboard.Web.Features.Inbound.WarmUp;

/// <summary>
/// A job for a test that is not there, through the real queue: it ends at once. In a process with workers until one of its own had
/// one, so that its listeners are there and its code is compiled; else one that is deleted as it is made.
/// </summary>
internal sealed class QueueWarmUp(
    IBackgroundJobClient jobs,
    JobStorage storage,
    TimeProvider time,
    bool hasWorkers
) : IWarmUpStep
{
    /// <summary>Other processes may be quicker; they need not be warmed.</summary>
    private const int Tries = 5;

    private static readonly TimeSpan LookEvery = TimeSpan.FromMilliseconds(50);

    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(5);

    public int Order => 3;

    public async Task TakeAsync(WarmUpContext context, CancellationToken cancellation)
    {
        if (!hasWorkers)
        {
            // Never in a queue: where no worker is, it would wait for one.
            jobs.Create<InboundTestJob>(
                test => test.RunAsync(PublicId.New(), CancellationToken.None),
                new DeletedState()
            );
            return;
        }
        for (var i = 0; i < Tries; i++)
        {
            var id = PublicId.New();
            var job = jobs.Enqueue<InboundTestJob>(test =>
                test.RunAsync(id, CancellationToken.None)
            );
            if (await IsOwnAsync(job, cancellation))
            {
                return;
            }
        }
    }

    /// <summary>True also where nobody took it: another try would fare no better.</summary>
    private async Task<bool> IsOwnAsync(string job, CancellationToken cancellation)
    {
        var started = time.GetTimestamp();
        while (time.GetElapsedTime(started) < Timeout)
        {
            var history = storage.GetMonitoringApi().JobDetails(job)?.History ?? [];
            if (history.Any(state => state.StateName == SucceededState.StateName))
            {
                return history.Any(state =>
                    state.StateName == ProcessingState.StateName
                    && state.Data.TryGetValue("ServerId", out var server)
                    && server.StartsWith(
                        QueueNames.ServerName(QueueNames.Interactive),
                        StringComparison.OrdinalIgnoreCase
                    )
                );
            }
            await Task.Delay(LookEvery, time, cancellation);
        }
        return true;
    }
}
