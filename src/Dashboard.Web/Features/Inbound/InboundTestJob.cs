using System.Globalization;
using Dashboard.Core.Dns;
using Dashboard.Core.Inbound;
using Dashboard.Core.Inbound.TlsNcsc;
using Dashboard.Data;
using Dashboard.Probes.Inbound;
using Dashboard.Probes.Inbound.Related;
using Dashboard.Probes.Inbound.TlsNcsc;
using Dashboard.Web.Platform;
using Hangfire;
using Microsoft.Extensions.Options;

namespace Dashboard.Web.Features.Inbound;

/// <summary>
/// Does one receiving test: probe, judge, store. May run again, or twice at the same time, for the same test: the run that is done
/// first has its verdict stored, and every other run finds nothing left to do.
/// </summary>
internal sealed partial class InboundTestJob(
    InboundTestRuns runs,
    InboundTestQueue queue,
    FairShares shares,
    InboundProbe probe,
    RelatedProbe related,
    TlsNcscProbe tls,
    SlowLane ordinaryLane,
    [FromKeyedServices(InboundTestSetup.Full)] SlowLane fullLane,
    IOptions<InboundTestOptions> settings,
    TimeProvider time,
    ILogger<InboundTestJob> log
)
{
    /// <summary>A fault of our own is likely there again, yet may have been a moment's.</summary>
    private const int RunsBeforeFailure = 3;

    /// <summary>A test of which nobody knows who asked for it: one of our own, or one whose job was lost.</summary>
    [Queue(QueueNames.Interactive)]
    [AutomaticRetry(Attempts = 10, DelaysInSeconds = [1, 3, 10])]
    public Task RunAsync(string id, CancellationToken cancellation) =>
        RunForAsync(id, client: null, domain: null, cancellation);

    /// <param name="client">See <see cref="FairShare"/>.</param>
    /// <param name="domain">See <see cref="FairShare"/>.</param>
    [Queue(QueueNames.Interactive)]
    [AutomaticRetry(Attempts = 10, DelaysInSeconds = [1, 3, 10])]
    public async Task RunForAsync(
        string id,
        string? client,
        string? domain,
        CancellationToken cancellation
    )
    {
        var share = new FairShare(id, client, domain);
        if (!shares.TryBegin(share))
        {
            return;
        }
        Task? running = null;
        try
        {
            running = await StartAsync(id, cancellation);
        }
        finally
        {
            if (running is null or { IsCompleted: true })
            {
                await EndAsync(share);
            }
            else
            {
                _ = running.ContinueWith(
                    _ => EndAsync(share),
                    CancellationToken.None,
                    TaskContinuationOptions.None,
                    TaskScheduler.Default
                );
            }
        }
        if (running is { IsCompleted: true })
        {
            // Its fault is the job's.
            await running;
        }
    }

    /// <summary>Those that waited for this one go to the back of the queue, so that a worker takes them as any other.</summary>
    private async Task EndAsync(FairShare share)
    {
        foreach (var next in shares.End(share))
        {
            await queue.EnqueueAsync(next, ordinaryLane.Stopping);
        }
    }

    /// <returns>The test on its way, ended or in a lane; null where there is nothing left to do.</returns>
    private async Task<Task?> StartAsync(string id, CancellationToken cancellation)
    {
        // Left to the queue, which has to write down that it failed, it would be tried again much later.
        if (
            await DatabaseRetry.RetryUntilAvailableAsync(
                () => runs.BeginAsync(id, cancellation),
                why => Log.NotBegunYet(log, id, why),
                time,
                cancellation
            )
            is not { } run
        )
        {
            return null;
        }
        var enough = new CancellationTokenSource();
        // Never disposed: the lane may end a test while it ends by itself.
        var slow = new SlowTest(() => _ = enough.CancelAsync(), time);
        var running = DoAsync(run, slow, enough);
        var first = await Task.WhenAny(
            running,
            Task.Delay(settings.Value.SlowAfter, time, cancellation)
        );
        if (first != running)
        {
            cancellation.ThrowIfCancellationRequested();
            // A fault from here on has no job to be tried again by; the sweeper finds the test.
            (run.Profile == InboundTestProfile.Full ? fullLane : ordinaryLane).Enter(slow, running);
        }
        return running;
    }

    private async Task DoAsync(InboundTestRun run, SlowTest slow, CancellationTokenSource enough)
    {
        using var abandoned = CancellationTokenSource.CreateLinkedTokenSource(
            ordinaryLane.Stopping
        );
        var cancellation = abandoned.Token;
        try
        {
            var (observation, verdict) = await ObserveAsync(run, slow, abandoned, enough.Token);
            await StoreAsync(run, observation, verdict, cancellation);
        }
        catch (OperationCanceledException) when (IsGivenUp(abandoned))
        {
            // Its sockets are closed; the process that gave it up has written down why.
        }
        catch (Exception fault)
            when (!cancellation.IsCancellationRequested && !DatabaseFault.IsUnavailable(fault))
        {
            Log.OwnFault(log, run.Id, run.Number, fault);
            if (run.Number < RunsBeforeFailure)
            {
                throw;
            }
            await runs.FailAsync(run.Id, InboundTestFailure.InternalFault, cancellation);
        }
    }

    private bool IsGivenUp(CancellationTokenSource abandoned) =>
        abandoned.IsCancellationRequested && !ordinaryLane.Stopping.IsCancellationRequested;

    private async Task<(InboundObservation, InboundVerdict)> ObserveAsync(
        InboundTestRun run,
        SlowTest slow,
        CancellationTokenSource abandoned,
        CancellationToken enough
    )
    {
        await using var progress = new ProgressWriter(
            steps => TellAsync(run, steps, abandoned),
            settings.Value.ProgressEvery,
            settings.Value.SignOfLifeEvery,
            time
        );
        var observation = await probe.ObserveAsync(
            DomainName.Parse(run.Domain),
            EvidenceDemand.Interactive,
            new LedProgress(slow, progress),
            enough,
            abandoned.Token
        );
        observation = await related.ObserveAsync(
            observation,
            EvidenceDemand.Interactive,
            progress,
            abandoned.Token,
            enough
        );
        if (run.Profile == InboundTestProfile.Full)
        {
            return await ExamineAsync(observation, progress, abandoned.Token, enough);
        }
        var (seen, isExamined) = await tls.WithKnownAsync(observation, abandoned.Token);
        return (
            seen,
            isExamined
                ? InboundJudgement.Judge(seen, TlsNcscProbe.AllMethods)
                : InboundJudgement.Judge(seen)
        );
    }

    /// <summary>What is not answered within the time of a full test is missing by our own limit.</summary>
    private async Task<(InboundObservation, InboundVerdict)> ExamineAsync(
        InboundObservation seen,
        IProgress<InboundProgress> progress,
        CancellationToken abandoned,
        CancellationToken enough
    )
    {
        using var deadline = new CancellationTokenSource(settings.Value.FullDeadline, time);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(
            deadline.Token,
            enough,
            abandoned
        );
        var examined = await tls.ObserveAsync(
            seen,
            TlsProfile.Full,
            TlsNcscProbe.AllMethods,
            progress,
            stop.Token
        );
        abandoned.ThrowIfCancellationRequested();
        return (examined, InboundJudgement.Judge(examined, TlsNcscProbe.AllMethods));
    }

    /// <summary>Tells the lane where the test leads.</summary>
    private sealed class LedProgress(SlowTest slow, IProgress<InboundProgress> next)
        : IProgress<InboundProgress>
    {
        public void Report(InboundProgress value)
        {
            switch (value)
            {
                case { Slug: InboundProgressSlug.Connecting, Address: { } address }:
                    slow.Connects(address);
                    break;
                case { Slug: InboundProgressSlug.Connected, Address: { } address }:
                    slow.Leaves(address);
                    break;
            }
            next.Report(value);
        }
    }

    /// <summary>
    /// Progress is a courtesy: a test does not fail for want of it. A run that nobody waits for any more ends, its sockets included.
    /// </summary>
    private async Task TellAsync(
        InboundTestRun run,
        IReadOnlyList<ProgressStep> steps,
        CancellationTokenSource abandoned
    )
    {
        try
        {
            if (!await runs.TellAsync(run, steps, abandoned.Token))
            {
                await abandoned.CancelAsync();
            }
        }
        catch (Exception fault) when (DatabaseFault.IsUnavailable(fault))
        {
            Log.ProgressNotStored(log, run.Id, fault.GetBaseException().Message);
        }
    }

    /// <summary>The evidence is there: it waits for the database to come back rather than be gathered again.</summary>
    private async Task StoreAsync(
        InboundTestRun run,
        InboundObservation observation,
        InboundVerdict verdict,
        CancellationToken cancellation
    )
    {
        var stored = await DatabaseRetry.RetryUntilAvailableAsync(
            () => runs.FinishAsync(run, observation, verdict, cancellation),
            why => Log.NotStoredYet(log, run.Id, why),
            time,
            cancellation
        );
        Log.Finished(log, run.Id, stored, observation.Duration.TotalSeconds);
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Error, "Run {Number} of test {Id} met a fault of this program")]
        public static partial void OwnFault(ILogger logger, string id, int number, Exception fault);

        [LoggerMessage(
            2,
            LogLevel.Warning,
            "The database is unavailable, the progress of test {Id} is not shown: {Fault}"
        )]
        public static partial void ProgressNotStored(ILogger logger, string id, string fault);

        [LoggerMessage(
            3,
            LogLevel.Warning,
            "The database is unavailable, the verdict of test {Id} is kept until it is available: {Fault}"
        )]
        public static partial void NotStoredYet(ILogger logger, string id, string fault);

        [LoggerMessage(
            4,
            LogLevel.Information,
            "Test {Id} is done in {Seconds} s; stored by this run: {Stored}"
        )]
        public static partial void Finished(ILogger logger, string id, bool stored, double seconds);

        [LoggerMessage(
            5,
            LogLevel.Warning,
            "The database is unavailable, test {Id} waits for it: {Fault}"
        )]
        public static partial void NotBegunYet(ILogger logger, string id, string fault);
    }
}
