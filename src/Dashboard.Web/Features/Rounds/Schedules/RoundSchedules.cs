using Dashboard.Core.Scheduling;
using Dashboard.Data;
using Dashboard.Data.Rounds;
using Dashboard.Web.Features.Accounts;
using Dashboard.Web.Features.Rounds.Start;
using Microsoft.EntityFrameworkCore;

namespace Dashboard.Web.Features.Rounds.Schedules;

/// <summary>What an analyst asks of a schedule.</summary>
/// <param name="List">The name of a list; null for every mail domain of the registers.</param>
public sealed record ScheduleDraft(
    string Name,
    RoundKind Kind,
    string? List,
    string Profile,
    string Cron
);

internal enum ScheduleRefusal
{
    NameMissing,
    NoSuchKind,
    NoSuchList,
    NoSuchProfile,
    NotCron,
    Never,
    TooOften,
    NoSuchSchedule,
}

/// <param name="ListName">Null for every mail domain of the registers.</param>
/// <param name="Next">The moments that come, in UTC; none while it is paused.</param>
/// <param name="Turns">What became of the last moments, newest first.</param>
internal sealed record ScheduleFound(
    RoundScheduleRow Row,
    string? ListName,
    IReadOnlyList<DateTimeOffset> Next,
    IReadOnlyList<RoundScheduleTurnRow> Turns
);

/// <summary>Makes and changes schedules of rounds; each change is one transaction with its line in the audit log.</summary>
internal sealed class RoundSchedules(IDbContextFactory<DashboardDb> database, TimeProvider time)
{
    public const int NextShown = 3;

    private const int TurnsShown = 10;

    /// <summary>All that are not removed, by name.</summary>
    public async Task<IReadOnlyList<ScheduleFound>> AllAsync(CancellationToken cancellation)
    {
        await using var db = await database.CreateDbContextAsync(cancellation);
        var rows = await Standing(db)
            .AsNoTracking()
            .OrderBy(s => s.Name)
            .ThenBy(s => s.Id)
            .ToListAsync(cancellation);
        var found = new List<ScheduleFound>(rows.Count);
        foreach (var row in rows)
        {
            found.Add(await DescribeAsync(db, row, 1, cancellation));
        }
        return found;
    }

    public async Task<ScheduleFound?> FindAsync(int id, CancellationToken cancellation)
    {
        await using var db = await database.CreateDbContextAsync(cancellation);
        return
            await Standing(db).AsNoTracking().SingleOrDefaultAsync(s => s.Id == id, cancellation)
                is { } row
            ? await DescribeAsync(db, row, TurnsShown, cancellation)
            : null;
    }

    /// <summary>The next moments of a line of cron, or what is wrong with it.</summary>
    public (IReadOnlyList<DateTimeOffset> Next, ScheduleRefusal? Refusal) Read(string cron) =>
        CronSchedule.TryParse(
            cron,
            DutchTime.Zone,
            time.GetUtcNow(),
            out var schedule,
            out var problem
        )
            ? (schedule.After(time.GetUtcNow(), NextShown), null)
            : (
                [],
                problem switch
                {
                    CronProblem.Never => ScheduleRefusal.Never,
                    CronProblem.TooOften => ScheduleRefusal.TooOften,
                    _ => ScheduleRefusal.NotCron,
                }
            );

    public async Task<(int? Id, ScheduleRefusal? Refusal)> AddAsync(
        ScheduleDraft draft,
        string actor,
        CancellationToken cancellation
    )
    {
        await using var db = await database.CreateDbContextAsync(cancellation);
        await using var transaction = await db.Database.BeginTransactionAsync(cancellation);
        var (list, refusal) = await CheckAsync(db, draft, cancellation);
        if (refusal is not null)
        {
            return (null, refusal);
        }
        var now = time.GetUtcNow();
        var row = new RoundScheduleRow
        {
            Name = draft.Name.Trim(),
            Kind = draft.Kind,
            ListId = list,
            Profile = draft.Profile,
            Cron = draft.Cron.Trim(),
            CreatedAt = now,
            SeenUntil = now,
        };
        db.Add(row);
        await db.SaveChangesAsync(cancellation);
        db.Write(time, actor, "schedule-created", Subject(row.Id), null, Words(row, draft.List));
        await db.SaveChangesAsync(cancellation);
        await transaction.CommitAsync(cancellation);
        return (row.Id, null);
    }

    /// <summary>Holds from now on: what came by the former line of cron does not start any more.</summary>
    public async Task<ScheduleRefusal?> ChangeAsync(
        int id,
        ScheduleDraft draft,
        string actor,
        CancellationToken cancellation
    )
    {
        await using var db = await database.CreateDbContextAsync(cancellation);
        await using var transaction = await db.Database.BeginTransactionAsync(cancellation);
        if (await HoldAsync(db, id, cancellation) is not { } row)
        {
            return ScheduleRefusal.NoSuchSchedule;
        }
        var (list, refusal) = await CheckAsync(db, draft, cancellation);
        if (refusal is not null)
        {
            return refusal;
        }
        var before = Words(row, await ListNameAsync(db, row.ListId, cancellation));
        if (row.Cron != draft.Cron.Trim())
        {
            row.SeenUntil = time.GetUtcNow();
        }
        row.Name = draft.Name.Trim();
        row.Kind = draft.Kind;
        row.ListId = list;
        row.Profile = draft.Profile;
        row.Cron = draft.Cron.Trim();
        db.Write(time, actor, "schedule-changed", Subject(id), before, Words(row, draft.List));
        await db.SaveChangesAsync(cancellation);
        await transaction.CommitAsync(cancellation);
        return null;
    }

    public Task<ScheduleRefusal?> PauseAsync(
        int id,
        string actor,
        CancellationToken cancellation
    ) =>
        ActAsync(
            id,
            actor,
            "schedule-paused",
            row => row.PausedAt ??= time.GetUtcNow(),
            cancellation
        );

    /// <summary>What came while it was paused does not start.</summary>
    public Task<ScheduleRefusal?> ResumeAsync(
        int id,
        string actor,
        CancellationToken cancellation
    ) =>
        ActAsync(
            id,
            actor,
            "schedule-resumed",
            row =>
            {
                row.SeenUntil = row.PausedAt is null ? row.SeenUntil : time.GetUtcNow();
                row.PausedAt = null;
            },
            cancellation
        );

    /// <summary>Rounds that it started stay.</summary>
    public Task<ScheduleRefusal?> RemoveAsync(
        int id,
        string actor,
        CancellationToken cancellation
    ) =>
        ActAsync(
            id,
            actor,
            "schedule-removed",
            row => row.RemovedAt = time.GetUtcNow(),
            cancellation
        );

    private async Task<ScheduleRefusal?> ActAsync(
        int id,
        string actor,
        string action,
        Action<RoundScheduleRow> act,
        CancellationToken cancellation
    )
    {
        await using var db = await database.CreateDbContextAsync(cancellation);
        await using var transaction = await db.Database.BeginTransactionAsync(cancellation);
        if (await HoldAsync(db, id, cancellation) is not { } row)
        {
            return ScheduleRefusal.NoSuchSchedule;
        }
        act(row);
        db.Write(time, actor, action, Subject(id), null, new { row.Name });
        await db.SaveChangesAsync(cancellation);
        await transaction.CommitAsync(cancellation);
        return null;
    }

    private async Task<(int? List, ScheduleRefusal? Refusal)> CheckAsync(
        DashboardDb db,
        ScheduleDraft draft,
        CancellationToken cancellation
    )
    {
        if (draft.Name.Trim().Length is 0 or > RoundScheduleMapping.LongestName)
        {
            return (null, ScheduleRefusal.NameMissing);
        }
        if (draft.Kind is not (RoundKind.Measurement or RoundKind.CurrentState))
        {
            return (null, ScheduleRefusal.NoSuchKind);
        }
        if (!RoundProfiles.Exists(draft.Profile))
        {
            return (null, ScheduleRefusal.NoSuchProfile);
        }
        if (Read(draft.Cron).Refusal is { } wrong)
        {
            return (null, wrong);
        }
        if (draft.List is null)
        {
            return (null, null);
        }
        var list = await db
            .DomainLists.Where(l => l.Name == draft.List)
            .Select(l => (int?)l.Id)
            .SingleOrDefaultAsync(cancellation);
        return (list, list is null ? ScheduleRefusal.NoSuchList : null);
    }

    private static IQueryable<RoundScheduleRow> Standing(DashboardDb db) =>
        db.Set<RoundScheduleRow>().Where(s => s.RemovedAt == null);

    private static Task<RoundScheduleRow?> HoldAsync(
        DashboardDb db,
        int id,
        CancellationToken cancellation
    ) =>
        db.Set<RoundScheduleRow>()
            .FromSql(
                $"SELECT * FROM round_schedules WHERE id = {id} AND removed_at IS NULL FOR UPDATE"
            )
            .SingleOrDefaultAsync(cancellation);

    private async Task<ScheduleFound> DescribeAsync(
        DashboardDb db,
        RoundScheduleRow row,
        int turns,
        CancellationToken cancellation
    ) =>
        new(
            row,
            await ListNameAsync(db, row.ListId, cancellation),
            row.PausedAt is null ? Read(row.Cron).Next : [],
            await db.Set<RoundScheduleTurnRow>()
                .AsNoTracking()
                .Where(t => t.ScheduleId == row.Id)
                .OrderByDescending(t => t.DueAt)
                .Take(turns)
                .ToListAsync(cancellation)
        );

    private static async Task<string?> ListNameAsync(
        DashboardDb db,
        int? list,
        CancellationToken cancellation
    ) =>
        list is null
            ? null
            : await db
                .DomainLists.Where(l => l.Id == list)
                .Select(l => l.Name)
                .SingleAsync(cancellation);

    private static object Words(RoundScheduleRow row, string? list) =>
        new
        {
            row.Name,
            Kind = Core.Slug.Of(row.Kind),
            List = list,
            row.Profile,
            row.Cron,
        };

    private static string Subject(int id) =>
        string.Create(System.Globalization.CultureInfo.InvariantCulture, $"schedule {id}");
}
