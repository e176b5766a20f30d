using Dashboard.Core.Dns;
using Dashboard.Data;
using Dashboard.Data.Rounds;
using Dashboard.Web.Features.Rounds;
using Dashboard.Web.Features.Rounds.Control;
using Dashboard.Web.Features.Rounds.Start;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace Dashboard.Web.Features.Api.Batch;

/// <summary>
/// Starts the round of each request whose turn has come: one at a time for an account, in the order they came, accounts beside each
/// other. Request and round are tied in one transaction, so that a worker that is lost leaves neither half. One that cannot be started
/// is given up after some attempts; those of accounts that may do no more are not started, and what runs of them ends.
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
            await control.CancelAsync(round, cancellation);
        }
    }

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
            var most = batch.Value.StartAttempts;
            await using var db = await database.CreateDbContextAsync(cancellation);
            await db.Set<BatchRequestRow>()
                .Where(r => r.Id == request.Id && r.RoundId == null)
                .ExecuteUpdateAsync(
                    set =>
                        set.SetProperty(r => r.Attempts, r => r.Attempts + 1)
                            .SetProperty(
                                r => r.FailedAt,
                                r => r.Attempts + 1 >= most ? now : (DateTimeOffset?)null
                            ),
                    cancellation
                );
        }
    }

    /// <summary>The oldest request of each account that has none under way.</summary>
    private async Task<List<BatchRequestRow>> DueAsync(CancellationToken cancellation)
    {
        await using var db = await database.CreateDbContextAsync(cancellation);
        var requests = db.Set<BatchRequestRow>().AsNoTracking();
        return await requests
            .Where(r =>
                r.RoundId == null
                && r.CancelledAt == null
                && r.FailedAt == null
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
