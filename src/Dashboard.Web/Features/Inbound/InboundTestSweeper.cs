using Dashboard.Core;
using Dashboard.Core.Dns;
using Dashboard.Data;
using Dashboard.Web.Platform;
using Hangfire;
using Hangfire.States;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace Dashboard.Web.Features.Inbound;

/// <summary>
/// Finds tests that nobody has in hand: committed without a job, or started by a worker that is gone. They get a new job, or are
/// given up. Every process sweeps; a job too many does nothing.
/// </summary>
internal sealed partial class InboundTestSweeper(
    IDbContextFactory<DashboardDb> database,
    InboundTestQueue queue,
    InboundTestRuns runs,
    FairShares shares,
    JobStorage storage,
    IOptions<InboundTestOptions> settings,
    TimeProvider time,
    ILogger<InboundTestSweeper> log
) : BackgroundService
{
    private const int AtOnce = 100;

    private readonly InboundTestOptions options = settings.Value;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(options.SweepEvery, time);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            try
            {
                await SweepAsync(stoppingToken);
            }
            catch (Exception fault) when (!stoppingToken.IsCancellationRequested)
            {
                Log.NotSwept(log, fault.GetBaseException().Message);
            }
        }
    }

    internal async Task SweepAsync(CancellationToken cancellation)
    {
        if (shares.Waiting is { Count: > 0 } waiting)
        {
            // They are in this process's hands, and are given up when they have waited too long, as any other.
            await runs.TouchAsync(waiting, cancellation);
        }
        // Those that were handed out may have been run by other processes, and then nothing ends here.
        foreach (var next in shares.Offer())
        {
            await queue.EnqueueAsync(next, cancellation);
        }
        foreach (var test in await NeglectedAsync(cancellation))
        {
            if (FailureOf(test) is { } reason)
            {
                Log.GivenUp(log, test.Id, reason);
                await runs.FailAsync(test.Id, reason, cancellation);
            }
            else if (!await IsWaitingAsync(test))
            {
                // Taken in the condition of an update, so that of many sweepers one makes the job.
                if (await runs.TakeNeglectedAsync(test.Id, test.TouchedAt, cancellation))
                {
                    Log.EnqueuedAgain(log, test.Id, test.Enqueued, test.Runs);
                    await queue.EnqueueAsync(await ShareOfAsync(test), cancellation);
                }
            }
        }
    }

    private async Task<List<NeglectedTest>> NeglectedAsync(CancellationToken cancellation)
    {
        var now = time.GetUtcNow();
        var withoutJob = now - options.WithoutJobAfter;
        var lost = now - options.LostAfter;
        var tooOld = now - options.GiveUpAfter;
        var fullTooOld = tooOld - options.FullDeadline;
        await using var db = await database.CreateDbContextAsync(cancellation);
        return await db
            .InboundTests.Where(t =>
                (t.State == InboundTestState.Queued || t.State == InboundTestState.Running)
                && (
                    (t.JobId == null && t.TouchedAt < withoutJob)
                    || t.TouchedAt < lost
                    || t.CreatedAt < (t.Profile == InboundTestProfile.Full ? fullTooOld : tooOld)
                )
            )
            .OrderBy(t => t.CreatedAt)
            .Take(AtOnce)
            .Select(t => new NeglectedTest(
                t.Id,
                t.Domain,
                t.Profile,
                t.State,
                t.CreatedAt,
                t.TouchedAt,
                t.JobId,
                t.Enqueued,
                t.Runs
            ))
            .ToListAsync(cancellation);
    }

    private string? FailureOf(NeglectedTest test) =>
        test.Runs >= options.MaximumRuns ? InboundTestFailure.GaveUp
        : test.CreatedAt
        >= time.GetUtcNow()
            - options.GiveUpAfter
            - (test.Profile == InboundTestProfile.Full ? options.FullDeadline : TimeSpan.Zero)
            ? null
        : test.Runs == 0 ? InboundTestFailure.NotTakenInTime
        : InboundTestFailure.GaveUp;

    /// <summary>
    /// A long queue is no loss: the job of a test that nobody has started may just be waiting its turn. It is not where the queue has
    /// been handed out whole: the worker that took the job has not come as far as the test, and may never.
    /// </summary>
    private async Task<bool> IsWaitingAsync(NeglectedTest test)
    {
        if (test is not { State: InboundTestState.Queued, JobId: { } job })
        {
            return false;
        }
        return await Task.Run(() =>
        {
            using var connection = storage.GetConnection();
            return connection.GetStateData(job)?.Name == EnqueuedState.StateName
                && storage.GetMonitoringApi().EnqueuedCount(QueueNames.Interactive) > 0;
        });
    }

    /// <summary>
    /// Under what its lost job was counted: a test that is enqueued again takes no more than the share of who asked for it. Where there is
    /// no job any more, only the domain is known.
    /// </summary>
    private Task<FairShare> ShareOfAsync(NeglectedTest test) =>
        Task.Run(() =>
        {
            var former = test.JobId is null
                ? null
                : storage.GetReadOnlyConnection().GetJobData(test.JobId)?.Job;
            return former?.Args is [string id, var client, var domain] && id == test.Id
                ? new FairShare(id, client as string, domain as string)
                : new FairShare(test.Id, Client: null, DomainOf(test.Domain));
        });

    private static string? DomainOf(string domain) =>
        DomainName.TryParse(domain, out var name)
            ? (PublicSuffixList.Own.RegistrableDomain(name) ?? name).Value
            : null;

    private sealed record NeglectedTest(
        string Id,
        string Domain,
        InboundTestProfile Profile,
        InboundTestState State,
        DateTimeOffset CreatedAt,
        DateTimeOffset TouchedAt,
        string? JobId,
        int Enqueued,
        int Runs
    );

    private static partial class Log
    {
        [LoggerMessage(
            1,
            LogLevel.Warning,
            "Test {Id} had no live job and is re-enqueued; jobs so far: {Enqueued}, runs: {Runs}"
        )]
        public static partial void EnqueuedAgain(ILogger logger, string id, int enqueued, int runs);

        [LoggerMessage(2, LogLevel.Error, "Test {Id} is given up: {Reason}")]
        public static partial void GivenUp(ILogger logger, string id, string reason);

        [LoggerMessage(3, LogLevel.Warning, "Lost tests were not looked for this time: {Fault}")]
        public static partial void NotSwept(ILogger logger, string fault);
    }
}
