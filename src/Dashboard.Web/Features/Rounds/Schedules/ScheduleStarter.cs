using Dashboard.Core.Scheduling;
using Dashboard.Data;
using Dashboard.Data.Rounds;
using Dashboard.Web.Features.Rounds.Desk;
using Dashboard.Web.Features.Rounds.Start;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace Dashboard.Web.Features.Rounds.Schedules;

/// <summary>
/// Starts the round of each schedule whose moment has come. The moment and its round are one transaction, so that two workers start one
/// round, and a worker that is lost starts none or a whole one.
/// </summary>
internal sealed partial class ScheduleStarter(
    IDbContextFactory<DashboardDb> database,
    RoundStart start,
    IOptions<RoundOptions> options,
    TimeProvider time,
    ILogger<ScheduleStarter> log
) : BackgroundService
{
    /// <summary>What cannot start by a fault of ours is tried again ever less often, up to this.</summary>
    private static readonly TimeSpan LongestRest = TimeSpan.FromMinutes(10);

    /// <summary>Schedules that could not start, with when they are tried again; of this process alone.</summary>
    private readonly Dictionary<int, (DateTimeOffset Until, TimeSpan Pause)> resting = [];

    /// <summary>In the audit log.</summary>
    public const string Actor = "schedule";

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await StartDueAsync(stoppingToken);
            }
            catch (Exception fault) when (!stoppingToken.IsCancellationRequested)
            {
                Log.NotLookedAt(log, fault.GetBaseException().Message);
            }
            await Task.Delay(options.Value.SweepEvery, time, stoppingToken);
        }
    }

    private async Task StartDueAsync(CancellationToken cancellation)
    {
        List<RoundScheduleRow> schedules;
        await using (var db = await database.CreateDbContextAsync(cancellation))
        {
            schedules = await db.Set<RoundScheduleRow>()
                .AsNoTracking()
                .Where(s => s.PausedAt == null && s.RemovedAt == null)
                .OrderBy(s => s.Id)
                .ToListAsync(cancellation);
        }
        foreach (var schedule in schedules)
        {
            if (resting.TryGetValue(schedule.Id, out var former) && time.GetUtcNow() < former.Until)
            {
                continue;
            }
            try
            {
                await ActAsync(schedule, cancellation);
                resting.Remove(schedule.Id);
            }
            catch (Exception fault) when (!cancellation.IsCancellationRequested)
            {
                // One that cannot start holds up no other.
                Log.NotStarted(log, schedule.Id, fault.GetBaseException().Message);
                var rest =
                    former.Pause == TimeSpan.Zero ? options.Value.SweepEvery
                    : former.Pause * 2 < LongestRest ? former.Pause * 2
                    : LongestRest;
                resting[schedule.Id] = (time.GetUtcNow() + rest, rest);
            }
        }
    }

    private async Task ActAsync(RoundScheduleRow schedule, CancellationToken cancellation)
    {
        var now = time.GetUtcNow();
        var cron = CronSchedule.OfAccepted(schedule.Cron, DutchTime.Zone);
        if (cron.TurnBetween(schedule.SeenUntil, now) is not { } turn)
        {
            return;
        }
        if (await RunningAsync(schedule.Id, cancellation) is { } running)
        {
            if (await CloseTurnAsync(ScheduleOutcome.Skipped, running))
            {
                Log.Skipped(log, schedule.Id, running);
            }
            return;
        }
        var (_, refusal) = await start.StartAsync(
            new(
                $"{schedule.Name} {DutchTime.DayOf(turn.DueAt):yyyy-MM-dd}",
                await ListNameAsync(schedule.ListId, cancellation),
                schedule.Profile,
                schedule.Kind,
                Actor
            ),
            made => TakeAsync(made.Db, ScheduleOutcome.Started, made.Round),
            cancellation
        );
        if (refusal is { } why && await CloseTurnAsync(ScheduleOutcome.Refused, null))
        {
            Log.Refused(log, schedule.Id, why);
        }
        return;

        async Task<bool> CloseTurnAsync(ScheduleOutcome outcome, int? round)
        {
            await using var db = await database.CreateDbContextAsync(cancellation);
            await using var transaction = await db.Database.BeginTransactionAsync(cancellation);
            if (!await TakeAsync(db, outcome, round))
            {
                return false;
            }
            await transaction.CommitAsync(cancellation);
            return true;
        }

        // False where another worker was first, or an analyst changed the schedule meanwhile.
        async Task<bool> TakeAsync(DashboardDb db, ScheduleOutcome outcome, int? round)
        {
            var taken = await db.Set<RoundScheduleRow>()
                .Where(s =>
                    s.Id == schedule.Id
                    && s.SeenUntil == schedule.SeenUntil
                    && s.Name == schedule.Name
                    && s.Kind == schedule.Kind
                    && s.ListId == schedule.ListId
                    && s.Profile == schedule.Profile
                    && s.Cron == schedule.Cron
                    && s.PausedAt == null
                    && s.RemovedAt == null
                )
                .ExecuteUpdateAsync(
                    set => set.SetProperty(s => s.SeenUntil, turn.DueAt),
                    cancellation
                );
            if (taken != 1)
            {
                return false;
            }
            db.Add(
                new RoundScheduleTurnRow
                {
                    ScheduleId = schedule.Id,
                    DueAt = turn.DueAt,
                    At = now,
                    Outcome = outcome,
                    Missed = turn.Missed,
                    RoundId = round,
                }
            );
            await db.SaveChangesAsync(cancellation);
            return true;
        }
    }

    /// <summary>The round of the schedule that is not measured yet.</summary>
    private async Task<int?> RunningAsync(int schedule, CancellationToken cancellation)
    {
        await using var db = await database.CreateDbContextAsync(cancellation);
        return await db.Set<RoundScheduleTurnRow>()
            .Where(t => t.ScheduleId == schedule && t.Outcome == ScheduleOutcome.Started)
            .Join(db.Set<RoundRow>(), t => t.RoundId, r => r.Id, (_, r) => r)
            .Where(r => RoundStates.Unfinished.Contains(r.State))
            .Select(r => (int?)r.Id)
            .FirstOrDefaultAsync(cancellation);
    }

    private async Task<string?> ListNameAsync(int? list, CancellationToken cancellation)
    {
        if (list is null)
        {
            return null;
        }
        await using var db = await database.CreateDbContextAsync(cancellation);
        return await db
            .DomainLists.Where(l => l.Id == list)
            .Select(l => l.Name)
            .SingleAsync(cancellation);
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Warning, "Schedules were not looked at this time: {Fault}")]
        public static partial void NotLookedAt(ILogger logger, string fault);

        [LoggerMessage(2, LogLevel.Warning, "Schedule {Schedule} was not acted on: {Fault}")]
        public static partial void NotStarted(ILogger logger, int schedule, string fault);

        [LoggerMessage(
            3,
            LogLevel.Warning,
            "Schedule {Schedule} is skipped this time: round {Round} is not measured yet"
        )]
        public static partial void Skipped(ILogger logger, int schedule, int round);

        [LoggerMessage(4, LogLevel.Warning, "Schedule {Schedule} starts nothing: {Why}")]
        public static partial void Refused(ILogger logger, int schedule, RoundRefusal why);
    }
}
