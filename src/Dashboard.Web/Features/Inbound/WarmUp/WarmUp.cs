using System.Diagnostics;
using Dashboard.Probes;
using Dashboard.Web.Platform;
using Microsoft.EntityFrameworkCore;

namespace Dashboard.Web.Features.Inbound.WarmUp;

/// <summary>
/// Goes once through what the first visitor after a start would wait for, before the process says that it is ready. A step that fails is
/// a line in the log: the process serves without it, as it did before.
/// </summary>
internal sealed partial class WarmUp(
    IEnumerable<IWarmUpStep> steps,
    IDbContextFactory<Data.DashboardDb> database,
    IHostApplicationLifetime life,
    WarmUpGate gate,
    TimeProvider time,
    ILogger<WarmUp> log
) : BackgroundService
{
    /// <summary>Whatever a step waits for, a process that never says that it is ready is worse than a slow one.</summary>
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(30);

    private static readonly RetryPauses DatabasePauses = RetryPauses.Every(TimeSpan.FromSeconds(1));

    private int done;

    /// <summary>Everything was gone through, or given up.</summary>
    public bool IsDone => Volatile.Read(ref done) == 1;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await StartedAsync(stoppingToken);
        await DatabaseAsync(stoppingToken);
        var since = time.GetTimestamp();
        using var limit = new CancellationTokenSource(Longest, time);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(
            limit.Token,
            stoppingToken
        );
        var context = new WarmUpContext();
        foreach (var step in steps.OrderBy(step => step.Order))
        {
            await TakeAsync(step, context, stop.Token);
        }
        Volatile.Write(ref done, 1);
        gate.Pass();
        Log.Done(log, time.GetElapsedTime(since).TotalSeconds);
    }

    private async Task TakeAsync(
        IWarmUpStep step,
        WarmUpContext context,
        CancellationToken cancellation
    )
    {
        var since = Stopwatch.GetTimestamp();
        try
        {
            // On a thread of its own: a step may compile for a second before it waits for anything.
            await Task.Run(() => step.TakeAsync(context, cancellation), cancellation)
                .WaitAsync(cancellation);
            Log.Taken(log, step.GetType().Name, Stopwatch.GetElapsedTime(since).TotalSeconds);
        }
        catch (Exception fault) when (!life.ApplicationStopping.IsCancellationRequested)
        {
            Log.Failed(log, step.GetType().Name, fault.GetBaseException().Message);
        }
    }

    private async Task StartedAsync(CancellationToken cancellation)
    {
        var started = new TaskCompletionSource();
        await using var told = life.ApplicationStarted.Register(started.SetResult);
        await started.Task.WaitAsync(cancellation);
    }

    /// <summary>Without it the process is not ready anyway.</summary>
    private Task DatabaseAsync(CancellationToken cancellation) =>
        Retry.UntilTrueAsync(
            () => IsDatabaseReadyAsync(cancellation),
            DatabasePauses,
            time,
            cancellation
        );

    private async Task<bool> IsDatabaseReadyAsync(CancellationToken cancellation)
    {
        try
        {
            await using var db = await database.CreateDbContextAsync(cancellation);
            return !(await db.Database.GetPendingMigrationsAsync(cancellation)).Any();
        }
        catch (Exception) when (!cancellation.IsCancellationRequested)
        {
            // Its own part of the health says so.
            return false;
        }
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Information, "Warm after {Seconds} s")]
        public static partial void Done(ILogger logger, double seconds);

        [LoggerMessage(2, LogLevel.Warning, "{Step} of the warm-up failed: {Fault}")]
        public static partial void Failed(ILogger logger, string step, string fault);

        [LoggerMessage(3, LogLevel.Debug, "{Step} of the warm-up took {Seconds} s")]
        public static partial void Taken(ILogger logger, string step, double seconds);
    }
}

/// <summary>A part of what a first visitor would wait for.</summary>
internal interface IWarmUpStep
{
    /// <summary>The smallest first.</summary>
    int Order { get; }

    /// <summary>Leaves nothing behind, and sends nothing to another machine but the database.</summary>
    Task TakeAsync(WarmUpContext context, CancellationToken cancellation);
}

/// <summary>What an earlier step made for a later one.</summary>
internal sealed class WarmUpContext
{
    public Core.Inbound.InboundObservation? Seen { get; set; }

    public Core.Inbound.InboundVerdict? Judged { get; set; }
}
