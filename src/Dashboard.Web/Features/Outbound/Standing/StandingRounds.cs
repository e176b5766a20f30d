using Dashboard.Core.Outbound;
using Dashboard.Data;
using Dashboard.Data.Mapping;
using Dashboard.Web.Features.Outbound.Zone;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace Dashboard.Web.Features.Outbound.Standing;

/// <summary>Opens the next round of a standing test once the one before has closed: the same addresses, fresh hosts.</summary>
internal sealed partial class StandingRounds(
    IDbContextFactory<DashboardDb> database,
    OutboundTestOpening opening,
    ConfiguredProbeZone zone,
    TimeProvider time,
    ILogger<StandingRounds> log
)
{
    /// <summary>How long a round waits for its first mail before the standing test is ended as forgotten.</summary>
    public static readonly TimeSpan WaitsForMail = TimeSpan.FromDays(366);

    /// <summary>The first round of all: what was never mailed keeps a place from others for no longer than this.</summary>
    public static readonly TimeSpan WaitsForFirstMail = TimeSpan.FromDays(35);

    /// <summary>The database keeps microseconds.</summary>
    private static readonly TimeSpan Rounding = TimeSpan.FromSeconds(1);

    public async Task OpenDueAsync(CancellationToken cancellation)
    {
        var name = zone.Options!.Name.Value;
        await using var db = await database.CreateDbContextAsync(cancellation);
        var due = await db
            .StandingTests.Where(s =>
                s.EndedAt == null
                && s.Zone == name
                && !db.OutboundTests.Any(t => t.StandingTestId == s.Id && t.ClosedAt == null)
            )
            .OrderBy(s => s.CreatedAt)
            .Take(20)
            .ToListAsync(cancellation);
        foreach (var test in due)
        {
            await OpenNextAsync(db, test, cancellation);
        }
    }

    private async Task OpenNextAsync(
        DashboardDb db,
        StandingTestRow test,
        CancellationToken cancellation
    )
    {
        var rounds = db.OutboundTests.Where(t => t.StandingTestId == test.Id);
        var waits = await rounds.AnyAsync(t => t.FirstMailAt != null, cancellation)
            ? WaitsForMail
            : WaitsForFirstMail;
        var last = await rounds
            .Where(t => t.Round == test.Round)
            .Select(t => new
            {
                t.OpenedAt,
                t.ClosesAt,
                t.FirstMailAt,
            })
            .SingleOrDefaultAsync(cancellation);
        // One that was closed before its time, as the zone was another for a while, is nobody's neglect.
        if (last is { FirstMailAt: null } && last.ClosesAt - last.OpenedAt >= waits - Rounding)
        {
            var now = time.GetUtcNow();
            await db
                .StandingTests.Where(s => s.Id == test.Id && s.EndedAt == null)
                .ExecuteUpdateAsync(s => s.SetProperty(t => t.EndedAt, now), cancellation);
            Log.Forgotten(log, test.Id);
            return;
        }
        try
        {
            var next = test.Round + 1;
            var row = await opening.OpenAsync(
                test.Kind,
                TestToken.Parse(test.Token),
                waits,
                (test.Id, next),
                async (own, _) =>
                    await own
                        .StandingTests.Where(s => s.Id == test.Id)
                        .ExecuteUpdateAsync(s => s.SetProperty(t => t.Round, next), cancellation),
                cancellation
            );
            if (row is null)
            {
                Log.NoAddresses(log, test.Id);
            }
        }
        catch (DbUpdateException lost) when (AnotherWorkerDid(lost))
        {
            // Its round is as good as ours.
        }
    }

    private static bool AnotherWorkerDid(DbUpdateException fault) =>
        fault.InnerException
            is PostgresException { SqlState: PostgresErrorCodes.UniqueViolation } taken
        && taken.ConstraintName != OutboundTestMapping.OneOpenTestPerAddressSet;

    private static partial class Log
    {
        [LoggerMessage(
            1,
            LogLevel.Information,
            "Standing test {Test} had no mail for too long and is ended"
        )]
        public static partial void Forgotten(ILogger logger, Guid test);

        [LoggerMessage(
            2,
            LogLevel.Warning,
            "No set of addresses is free for the next round of standing test {Test}"
        )]
        public static partial void NoAddresses(ILogger logger, Guid test);
    }
}
