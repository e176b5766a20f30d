using Dashboard.Data;
using Dashboard.Web.Features.Outbound.Evidence;
using Dashboard.Web.Features.Outbound.Standing;
using Dashboard.Web.Features.Outbound.Zone;
using Dashboard.Web.Platform;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace Dashboard.Web.Features.Outbound.Judging;

/// <summary>
/// Takes the tests whose judgement is due, in every worker at once. A taken test is deferred for a moment in the statement that
/// takes it, so that it comes back by itself where the worker goes away in between; see docs/adr/0004-sending-test-loop.md. A test with
/// much evidence takes long, and a visitor who has its addresses can make it so: it leaves the line, and rests afterwards
/// (<see cref="SlowJudgements"/>).
/// </summary>
internal sealed partial class JudgingLoop(
    IDbContextFactory<DashboardDb> database,
    OutboundJudge judge,
    StandingRounds rounds,
    ConfiguredProbeZone zone,
    IOptions<OutboundTestOptions> settings,
    TimeProvider time,
    ILogger<JudgingLoop> log
) : BackgroundService
{
    private const int AtOnce = 20;

    private readonly SlowJudgements slow = new(time);

    /// <summary>A judgement found the database unavailable.</summary>
    private volatile bool isAway;

    /// <summary>How long a taken test is deferred: far longer than a judgement takes.</summary>
    private static readonly TimeSpan Lease = TimeSpan.FromSeconds(20);

    /// <summary>For all that one judgement asks of the database.</summary>
    private static readonly TimeSpan Deadline = TimeSpan.FromMinutes(1);

    /// <summary>After a fault with one test, which would come back at once else.</summary>
    private static readonly TimeSpan FaultyWaits = TimeSpan.FromSeconds(30);

    private static readonly TimeSpan RoundsEvery = TimeSpan.FromSeconds(1);

    private static readonly TimeSpan TidyEvery = TimeSpan.FromMinutes(1);

    private static readonly TimeSpan RetryAfter = TimeSpan.FromSeconds(2);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (zone.Options is null)
        {
            return;
        }
        var roundsOpenedAt = 0L;
        var tidiedAt = 0L;
        while (!stoppingToken.IsCancellationRequested)
        {
            var wait = settings.Value.JudgeEvery;
            try
            {
                if (await RunOnceAsync(stoppingToken) == AtOnce)
                {
                    wait = TimeSpan.Zero;
                }
                if (time.GetElapsedTime(roundsOpenedAt) >= RoundsEvery)
                {
                    roundsOpenedAt = time.GetTimestamp();
                    await rounds.OpenDueAsync(stoppingToken);
                }
                if (time.GetElapsedTime(tidiedAt) >= TidyEvery)
                {
                    tidiedAt = time.GetTimestamp();
                    await TidyAsync(stoppingToken);
                }
            }
            catch (Exception fault) when (!stoppingToken.IsCancellationRequested)
            {
                if (DatabaseFault.IsUnavailable(fault))
                {
                    Log.DatabaseAway(log, fault.GetBaseException().Message);
                }
                else
                {
                    Log.Failed(log, fault);
                }
                wait = RetryAfter;
            }
            await Task.Delay(wait, time, stoppingToken);
        }
    }

    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken);
        await slow.EndAsync();
    }

    /// <summary>How many tests were due.</summary>
    internal async Task<int> RunOnceAsync(CancellationToken cancellation)
    {
        var due = await TakeAsync(cancellation);
        isAway = false;
        foreach (var id in due)
        {
            await slow.RunAsync(id, () => JudgeAsync(id, cancellation), cancellation);
            // What was taken comes back by itself; the next turn finds out whether the database is there.
            if (isAway)
            {
                return 0;
            }
        }
        return due.Count;
    }

    private async Task JudgeAsync(Guid id, CancellationToken cancellation)
    {
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        deadline.CancelAfter(Deadline);
        try
        {
            await judge.SettleAsync(id, deadline.Token);
        }
        catch (Exception fault) when (!cancellation.IsCancellationRequested)
        {
            // A statement that takes too long is about this test.
            if (
                DatabaseFault.IsUnavailable(fault)
                && fault.GetBaseException() is not TimeoutException
            )
            {
                Log.DatabaseAway(log, fault.GetBaseException().Message);
                isAway = true;
                return;
            }
            Log.TestFailed(log, id, fault);
            try
            {
                await PutOffAsync(id, cancellation);
            }
            catch (Exception away) when (DatabaseFault.IsUnavailable(away))
            {
                isAway = true;
            }
        }
    }

    /// <summary>By who judges: where nobody does, nothing has been tied yet.</summary>
    private async Task TidyAsync(CancellationToken cancellation)
    {
        await using var db = await database.CreateDbContextAsync(cancellation);
        await EvidenceRemoval.UntiedAsync(db, time.GetUtcNow(), cancellation);
    }

    private async Task<List<Guid>> TakeAsync(CancellationToken cancellation)
    {
        var now = time.GetUtcNow();
        var resting = slow.NotNow();
        await using var db = await database.CreateDbContextAsync(cancellation);
        return await db
            .Database.SqlQuery<Guid>(
                $"""
                UPDATE outbound_tests SET due_at = {now + Lease}
                WHERE id IN (
                  SELECT id FROM outbound_tests
                  WHERE closed_at IS NULL AND due_at <= {now} AND NOT id = ANY({resting})
                  ORDER BY due_at LIMIT {AtOnce}
                  FOR UPDATE SKIP LOCKED)
                RETURNING id AS "Value"
                """
            )
            .ToListAsync(cancellation);
    }

    private async Task PutOffAsync(Guid id, CancellationToken cancellation)
    {
        var until = time.GetUtcNow() + FaultyWaits;
        await using var db = await database.CreateDbContextAsync(cancellation);
        await db
            .OutboundTests.Where(t => t.Id == id)
            .ExecuteUpdateAsync(test => test.SetProperty(t => t.DueAt, until), cancellation);
    }

    private static partial class Log
    {
        [LoggerMessage(
            1,
            LogLevel.Warning,
            "The database is unavailable, sending tests are not judged: {Fault}"
        )]
        public static partial void DatabaseAway(ILogger logger, string fault);

        [LoggerMessage(2, LogLevel.Error, "Sending tests could not be judged")]
        public static partial void Failed(ILogger logger, Exception fault);

        [LoggerMessage(3, LogLevel.Error, "Sending test {Test} could not be judged")]
        public static partial void TestFailed(ILogger logger, Guid test, Exception fault);
    }
}
