using Dashboard.Core.Dns;
using Dashboard.Data;
using Dashboard.Data.Rounds;
using Dashboard.Web.Features.Rounds;
using Dashboard.Web.Features.Rounds.Control;
using Dashboard.Web.Features.Rounds.Start;
using Dashboard.Web.Features.Rounds.Work;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace Dashboard.Web.Features.Api.Batch;

/// <summary>
/// Starts the round of each request whose turn has come: one at a time for an account, in the order they came, accounts beside each
/// other. Request and round are tied in one transaction, so that a worker that is lost leaves neither half. One that cannot be started
/// is tried again after longer and longer pauses, and given up after some attempts; those of accounts that may do no more are not started, and what runs of them ends.
/// </summary>
internal sealed partial class BatchStarter(
    IDbContextFactory<DashboardDb> database,
    RoundStart start,
    RoundControl control,
    IOptions<RoundOptions> options,
    IOptions<BatchOptions> batch,
    TimeProvider time,
    ILogger<BatchStarter> log
) : BackgroundService
{
    private const string Actor = "batch";

    private static readonly TimeSpan LongestPause = TimeSpan.FromMinutes(10);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var look = new PeriodicTimer(options.Value.SweepEvery, time);
        do
        {
            try
            {
                await EndForsakenAsync(stoppingToken);
                foreach (var request in await DueAsync(stoppingToken))
                {
                    await TryStartAsync(request, stoppingToken);
                }
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }
            catch (Exception fault)
            {
                Log.NotStarted(log, fault.Message);
            }
        } while (await look.WaitForNextTickAsync(stoppingToken));
    }

    /// <summary>Nobody can read what comes of a batch whose account is disabled or gone.</summary>
    private async Task EndForsakenAsync(CancellationToken cancellation)
    {
        await using var db = await database.CreateDbContextAsync(cancellation);
        var forsaken = await db.Set<RoundRow>()
            .Where(round =>
                round.Kind == RoundKind.Batch
                && round.State != RoundState.Closed
                && round.State != RoundState.Cancelled
                && !db.Set<BatchRequestRow>()
                    .Any(r =>
                        r.RoundId == round.Id
                        && db.Accounts.Any(a => a.Id == r.AccountId && a.DisabledAt == null)
                    )
            )
            .Select(round => round.Id)
            .ToListAsync(cancellation);
        foreach (var round in forsaken)
        {
            await EndForsakenAsync(round, cancellation);
        }
    }

    /// <summary>What it was found by may be over: its account may be enabled again, or the batch done.</summary>
    private async Task EndForsakenAsync(int id, CancellationToken cancellation)
    {
        await using var db = await database.CreateDbContextAsync(cancellation);
        await using var transaction = await db.Database.BeginTransactionAsync(cancellation);
        var round = await RoundAdvance.HoldAsync(db, id, cancellation);
        if (
            round.State is RoundState.Closed or RoundState.Cancelled
            || await HasAccount(db, id).AnyAsync(cancellation)
        )
        {
            return;
        }
        control.Cancel(db, round, time.GetUtcNow());
        await db.SaveChangesAsync(cancellation);
        await transaction.CommitAsync(cancellation);
    }

    /// <summary>The request of the round, where its account may use the API.</summary>
    private static IQueryable<BatchRequestRow> HasAccount(DashboardDb db, int round) =>
        db.Set<BatchRequestRow>()
            .Where(r =>
                r.RoundId == round
                && db.Accounts.Any(a => a.Id == r.AccountId && a.DisabledAt == null)
            );

    /// <summary>How long a request is left alone that could not be started so often before.</summary>
    internal static TimeSpan PauseAfter(int attempts) =>
        TimeSpan.FromSeconds(Math.Min(Math.Pow(2, attempts), LongestPause.TotalSeconds));

    /// <summary>One request that cannot start holds up none of another account, and those of its own not for ever.</summary>
    private async Task TryStartAsync(BatchRequestRow request, CancellationToken cancellation)
    {
        try
        {
            await StartAsync(request, cancellation);
        }
        catch (Exception fault) when (!cancellation.IsCancellationRequested)
        {
            Log.RequestNotStarted(log, request.RequestId, fault.GetBaseException().Message);
            var now = time.GetUtcNow();
            var attempts = request.Attempts + 1;
            var failed = attempts >= batch.Value.StartAttempts ? now : (DateTimeOffset?)null;
            DateTimeOffset? again = now + PauseAfter(request.Attempts);
            await using var db = await database.CreateDbContextAsync(cancellation);
            await db.Set<BatchRequestRow>()
                // Workers that fail at the same attempt count it once.
                .Where(r =>
                    r.Id == request.Id && r.RoundId == null && r.Attempts == request.Attempts
                )
                .ExecuteUpdateAsync(
                    set =>
                        set.SetProperty(r => r.Attempts, attempts)
                            .SetProperty(r => r.TryAgainAt, again)
                            .SetProperty(r => r.FailedAt, failed),
                    cancellation
                );
        }
    }

    /// <summary>The oldest request of each account that has none under way, unless it is to be left alone yet.</summary>
    private async Task<List<BatchRequestRow>> DueAsync(CancellationToken cancellation)
    {
        var now = time.GetUtcNow();
        await using var db = await database.CreateDbContextAsync(cancellation);
        var requests = db.Set<BatchRequestRow>().AsNoTracking();
        return await requests
            .Where(r =>
                r.RoundId == null
                && r.CancelledAt == null
                && r.FailedAt == null
                && (r.TryAgainAt == null || r.TryAgainAt <= now)
                && db.Accounts.Any(a => a.Id == r.AccountId && a.DisabledAt == null)
            )
            .Where(r =>
                !requests.Any(other =>
                    other.AccountId == r.AccountId
                    && other.CancelledAt == null
                    && other.FailedAt == null
                    && (
                        other.RoundId == null && other.Id < r.Id
                        || db.Set<RoundRow>()
                            .Any(round =>
                                round.Id == other.RoundId
                                && round.State != RoundState.Closed
                                && round.State != RoundState.Cancelled
                            )
                    )
                )
            )
            .OrderBy(r => r.Id)
            .ToListAsync(cancellation);
    }

    private Task<RoundStarted?> StartAsync(
        BatchRequestRow request,
        CancellationToken cancellation
    ) =>
        start.StartBatchAsync(
            $"batch {request.RequestId}",
            [.. request.Domains.Select(DomainName.Parse)],
            batch.Value.Profile,
            Actor,
            async made =>
                await made
                    .Db.Set<BatchRequestRow>()
                    .Where(r => r.Id == request.Id && r.RoundId == null && r.CancelledAt == null)
                    .ExecuteUpdateAsync(
                        set => set.SetProperty(r => r.RoundId, made.Round),
                        cancellation
                    ) == 1,
            cancellation
        );

    private static partial class Log
    {
        [LoggerMessage(
            1,
            LogLevel.Warning,
            "Requests of the batch API were not started this time: {Fault}"
        )]
        public static partial void NotStarted(ILogger logger, string fault);

        [LoggerMessage(
            2,
            LogLevel.Warning,
            "Request {Request} of the batch API was not started this time: {Fault}"
        )]
        public static partial void RequestNotStarted(ILogger logger, string request, string fault);
    }
}
