using Dashboard.Core.Inbound;
using Dashboard.Data;
using Dashboard.Data.Evidence;
using Dashboard.Data.Verdicts;
using Microsoft.EntityFrameworkCore;

namespace Dashboard.Web.Features.Inbound;

/// <summary>
/// What a worker writes of a test. Each statement says in its condition which state it takes the test from, so that of two
/// that meet one wins and the other does nothing.
/// </summary>
internal sealed class InboundTestRuns(IDbContextFactory<DashboardDb> database, TimeProvider time)
{
    /// <summary>Null where there is nothing left to do.</summary>
    public async Task<InboundTestRun?> BeginAsync(string id, CancellationToken cancellation)
    {
        await using var db = await database.CreateDbContextAsync(cancellation);
        await using var transaction = await db.Database.BeginTransactionAsync(cancellation);
        var now = time.GetUtcNow();
        var updated = await Open(db, id)
            .ExecuteUpdateAsync(
                set =>
                    set.SetProperty(t => t.State, InboundTestState.Running)
                        .SetProperty(t => t.StartedAt, t => t.StartedAt ?? now)
                        .SetProperty(t => t.TouchedAt, now)
                        .SetProperty(t => t.Runs, t => t.Runs + 1),
                cancellation
            );
        if (updated == 0)
        {
            return null;
        }
        // In the transaction of the update: the number is this run's own.
        var run = await db
            .InboundTests.Where(t => t.Id == id)
            .Select(t => new InboundTestRun(t.Id, t.Domain, t.Runs, t.Profile))
            .SingleAsync(cancellation);
        await transaction.CommitAsync(cancellation);
        return run;
    }

    /// <summary>Stores the steps of the newest run, and that it lives. False where nobody waits for the run any more.</summary>
    public async Task<bool> TellAsync(
        InboundTestRun run,
        IReadOnlyList<ProgressStep> steps,
        CancellationToken cancellation
    )
    {
        await using var db = await database.CreateDbContextAsync(cancellation);
        var now = time.GetUtcNow();
        return await Open(db, run.Id)
                .Where(t => t.Runs == run.Number)
                .ExecuteUpdateAsync(
                    set =>
                        set.SetProperty(t => t.Progress, steps).SetProperty(t => t.TouchedAt, now),
                    cancellation
                ) == 1;
    }

    /// <summary>False where another run was first.</summary>
    public async Task<bool> FinishAsync(
        InboundTestRun run,
        InboundObservation observation,
        InboundVerdict judged,
        CancellationToken cancellation
    )
    {
        await using var db = await database.CreateDbContextAsync(cancellation);
        await using var transaction = await db.Database.BeginTransactionAsync(cancellation);
        var now = time.GetUtcNow();
        var verdict = judged.MailTransport;
        var evidence = await db.AddObservationAsync(observation, cancellation);
        await db.AddVerdictAsync(evidence, judged, now, cancellation);
        var stored = await Open(db, run.Id)
            .ExecuteUpdateAsync(
                set =>
                    set.SetProperty(t => t.State, InboundTestState.Done)
                        .SetProperty(t => t.FinishedAt, now)
                        .SetProperty(t => t.TouchedAt, now)
                        .SetProperty(t => t.ObservationId, evidence)
                        .SetProperty(t => t.Status, verdict.Status)
                        .SetProperty(t => t.Delivery, verdict.Delivery)
                        .SetProperty(t => t.ConnectionType, verdict.ConnectionType)
                        .SetProperty(t => t.AttackerConnectionType, verdict.AttackerConnectionType)
                        .SetProperty(t => t.MethodVersion, verdict.MethodVersion)
                        .SetProperty(t => t.Resolver, observation.Resolver.Address),
                cancellation
            );
        if (stored == 1)
        {
            await transaction.CommitAsync(cancellation);
        }
        return stored == 1;
    }

    /// <param name="reason">One of <see cref="InboundTestFailure"/>.</param>
    public async Task FailAsync(string id, string reason, CancellationToken cancellation)
    {
        await using var db = await database.CreateDbContextAsync(cancellation);
        var now = time.GetUtcNow();
        await Open(db, id)
            .ExecuteUpdateAsync(
                set =>
                    set.SetProperty(t => t.State, InboundTestState.Failed)
                        .SetProperty(t => t.FinishedAt, now)
                        .SetProperty(t => t.TouchedAt, now)
                        .SetProperty(t => t.FailureReason, reason),
                cancellation
            );
    }

    /// <summary>Says that somebody has these in hand, which nobody has started.</summary>
    public async Task TouchAsync(IReadOnlyList<string> ids, CancellationToken cancellation)
    {
        await using var db = await database.CreateDbContextAsync(cancellation);
        var now = time.GetUtcNow();
        await db
            .InboundTests.Where(t => ids.Contains(t.Id) && t.State == InboundTestState.Queued)
            .ExecuteUpdateAsync(set => set.SetProperty(t => t.TouchedAt, now), cancellation);
    }

    /// <summary>True for the one who may make it a new job.</summary>
    public async Task<bool> TakeNeglectedAsync(
        string id,
        DateTimeOffset touched,
        CancellationToken cancellation
    )
    {
        await using var db = await database.CreateDbContextAsync(cancellation);
        var now = time.GetUtcNow();
        return await Open(db, id)
                .Where(t => t.TouchedAt == touched)
                .ExecuteUpdateAsync(set => set.SetProperty(t => t.TouchedAt, now), cancellation)
            == 1;
    }

    private static IQueryable<Data.InboundTest> Open(DashboardDb db, string id) =>
        db.InboundTests.Where(t =>
            t.Id == id
            && (t.State == InboundTestState.Queued || t.State == InboundTestState.Running)
        );
}
