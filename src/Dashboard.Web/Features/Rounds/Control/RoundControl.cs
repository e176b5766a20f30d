using System.Globalization;
using Dashboard.Core.Dns;
using Dashboard.Data;
using Dashboard.Data.Rounds;
using Dashboard.Web.Features.Accounts;
using Dashboard.Web.Features.Rounds.Figures;
using Dashboard.Web.Features.Rounds.Work;
using Dashboard.Web.Features.RoundStore;
using Microsoft.EntityFrameworkCore;

namespace Dashboard.Web.Features.Rounds.Control;

/// <summary>Why something was not done to a round.</summary>
internal enum ControlRefusal
{
    NoSuchRound,

    /// <summary>Not in the state that the round is in.</summary>
    WrongState,

    /// <summary>The correction period is not over.</summary>
    CorrectionNotOver,

    /// <summary>A domain is being measured again.</summary>
    BeingMeasured,

    /// <summary>A lab's states of sending cannot be published here.</summary>
    LabSending,
    NotPublishable,
    NoSuchDomain,
    ReasonMissing,
}

/// <summary>What people do to rounds. Each is one transaction that holds the round.</summary>
internal sealed class RoundControl(
    IDbContextFactory<DashboardDb> database,
    LabSending lab,
    TimeProvider time
)
{
    private readonly string actor = Audit.Command;

    private RoundControl(
        IDbContextFactory<DashboardDb> database,
        LabSending lab,
        TimeProvider time,
        string actor
    )
        : this(database, lab, time) => this.actor = actor;

    private static readonly RoundState[] Measuring =
    [
        RoundState.Resolving,
        RoundState.Probing,
        RoundState.Judging,
        RoundState.Confirming,
    ];

    /// <summary>The same, done by somebody who is signed in: the audit log names them.</summary>
    public RoundControl As(string account) => new(database, lab, time, account);

    public Task<ControlRefusal?> PauseAsync(int id, CancellationToken cancellation) =>
        ChangeAsync(
            id,
            "round-paused",
            round =>
            {
                if (!Measuring.Contains(round.State))
                {
                    return ControlRefusal.WrongState;
                }
                round.PausedFrom = round.State;
                round.State = RoundState.Paused;
                return null;
            },
            cancellation
        );

    public Task<ControlRefusal?> ResumeAsync(int id, CancellationToken cancellation) =>
        ChangeAsync(
            id,
            "round-resumed",
            round =>
            {
                if (round is not { State: RoundState.Paused, PausedFrom: { } from })
                {
                    return ControlRefusal.WrongState;
                }
                round.State = from;
                round.PausedFrom = null;
                return null;
            },
            cancellation
        );

    /// <summary>Anything but a published round; its results stay for the analysts and count nowhere.</summary>
    public Task<ControlRefusal?> CancelAsync(int id, CancellationToken cancellation) =>
        ChangeAsync(
            id,
            "round-cancelled",
            round =>
            {
                if (round.State is RoundState.Published or RoundState.Cancelled)
                {
                    return ControlRefusal.WrongState;
                }
                Cancel(round, time.GetUtcNow());
                return null;
            },
            cancellation
        );

    /// <summary>In the transaction of a caller that holds the round.</summary>
    public void Cancel(DashboardDb db, RoundRow round, DateTimeOffset at)
    {
        var before = round.State;
        Cancel(round, at);
        Log(db, round.Id, "round-cancelled", before, round.State);
    }

    private static void Cancel(RoundRow round, DateTimeOffset at)
    {
        round.State = RoundState.Cancelled;
        round.PausedFrom = null;
        round.CancelledAt = at;
    }

    /// <summary>Drops are re-tested without waiting; noted in the round.</summary>
    public Task<ControlRefusal?> ConfirmNowAsync(
        int id,
        string? by,
        CancellationToken cancellation
    ) =>
        ChangeAsync(
            id,
            "round-confirm-now",
            round =>
            {
                if (!Measuring.Contains(round.State))
                {
                    return ControlRefusal.WrongState;
                }
                var now = time.GetUtcNow();
                round.Notes = [.. round.Notes, new(now, RoundNotes.ConfirmNow, by)];
                if (round.RetestAt > now)
                {
                    round.RetestAt = now;
                }
                return null;
            },
            cancellation
        );

    /// <param name="early">Before the correction period is over; noted in the round.</param>
    public async Task<ControlRefusal?> CloseAsync(
        int id,
        bool early,
        string? by,
        CancellationToken cancellation
    )
    {
        var now = time.GetUtcNow();
        await using var db = await database.CreateDbContextAsync(cancellation);
        await using var transaction = await db.Database.BeginTransactionAsync(cancellation);
        if (await FindAsync(db, id, cancellation) is not { } round)
        {
            return ControlRefusal.NoSuchRound;
        }
        if (round.State != RoundState.Correction)
        {
            return ControlRefusal.WrongState;
        }
        if (round.CorrectionUntil > now && !early)
        {
            return ControlRefusal.CorrectionNotOver;
        }
        if (await IsBeingMeasuredAsync(db, id, cancellation))
        {
            return ControlRefusal.BeingMeasured;
        }
        if (round.CorrectionUntil > now)
        {
            round.Notes = [.. round.Notes, new(now, RoundNotes.ClosedEarly, by)];
        }
        round.State = RoundState.Closed;
        round.ClosedAt = now;
        Log(db, id, "round-closed", RoundState.Correction, RoundState.Closed);
        await db.SaveChangesAsync(cancellation);
        await FiguresWriter.WriteAsync(db, round, round.Edition, cancellation);
        await transaction.CommitAsync(cancellation);
        return null;
    }

    public async Task<ControlRefusal?> PublishAsync(int id, CancellationToken cancellation)
    {
        var isLab = await lab.IsAllowedAsync(cancellation);
        return await ChangeAsync(
            id,
            "round-published",
            round =>
            {
                if (round.State != RoundState.Closed)
                {
                    return ControlRefusal.WrongState;
                }
                if (round.Kind != RoundKind.Measurement)
                {
                    return ControlRefusal.NotPublishable;
                }
                if (round.UsesLabSending && !isLab)
                {
                    return ControlRefusal.LabSending;
                }
                round.State = RoundState.Published;
                round.PublishedAt = time.GetUtcNow();
                return null;
            },
            cancellation
        );
    }

    /// <summary>
    /// Measures a domain again, in the correction period or, after publication, as an erratum; what comes of it replaces the result.
    /// </summary>
    public async Task<ControlRefusal?> RemeasureAsync(
        int id,
        DomainName domain,
        string reason,
        int? comment,
        CancellationToken cancellation
    )
    {
        ArgumentNullException.ThrowIfNull(domain);
        if (reason.Trim() is not { Length: > 0 and <= RoundAttemptMapping.LongestReason } why)
        {
            return ControlRefusal.ReasonMissing;
        }
        await using var db = await database.CreateDbContextAsync(cancellation);
        await using var transaction = await db.Database.BeginTransactionAsync(cancellation);
        if (await FindAsync(db, id, cancellation) is not { } round)
        {
            return ControlRefusal.NoSuchRound;
        }
        if (round.State is not (RoundState.Correction or RoundState.Published))
        {
            return ControlRefusal.WrongState;
        }
        var listed = await db.Set<RoundDomainRow>()
            .Where(d => d.RoundId == id)
            .Join(
                db.Set<MeasuredDomainRow>().Where(m => m.Name == domain.Value),
                d => d.DomainId,
                m => m.Id,
                (d, _) => (int?)d.DomainId
            )
            .SingleOrDefaultAsync(cancellation);
        if (listed is not { } number)
        {
            return ControlRefusal.NoSuchDomain;
        }
        // One at a time: two that end together would both replace the same result.
        if (await IsBeingMeasuredAsync(db, id, cancellation))
        {
            return ControlRefusal.BeingMeasured;
        }
        await AddCorrectionAsync(db, id, number, why, comment, cancellation);
        db.Write(
            time,
            actor,
            "round-remeasured",
            Subject(id),
            before: null,
            new
            {
                Domain = domain.Value,
                // Of a comment they are in it alone, which is kept shorter than the log.
                Reason = comment is null ? why : null,
                Comment = comment,
            }
        );
        await db.SaveChangesAsync(cancellation);
        await transaction.CommitAsync(cancellation);
        return null;
    }

    private async Task AddCorrectionAsync(
        DashboardDb db,
        int id,
        int domain,
        string reason,
        int? comment,
        CancellationToken cancellation
    )
    {
        var now = time.GetUtcNow();
        var wave = (short)(
            await db.Set<RoundWaveRow>()
                .Where(w => w.RoundId == id)
                .MaxAsync(w => w.Wave, cancellation) + 1
        );
        db.Add(
            new RoundWaveRow
            {
                RoundId = id,
                Wave = wave,
                Kind = WaveKind.Correction,
                StartedAt = now,
            }
        );
        db.Add(
            new RoundLookupRow
            {
                RoundId = id,
                Wave = wave,
                DomainId = domain,
            }
        );
        db.Add(
            new RoundCorrectionRow
            {
                RoundId = id,
                DomainId = domain,
                Wave = wave,
                Reason = reason,
                CommentId = comment,
                RequestedAt = now,
            }
        );
        await db.SaveChangesAsync(cancellation);
    }

    private static Task<bool> IsBeingMeasuredAsync(
        DashboardDb db,
        int id,
        CancellationToken cancellation
    ) =>
        db.Set<RoundWaveRow>().AnyAsync(w => w.RoundId == id && w.FinishedAt == null, cancellation);

    /// <summary>What the audit log calls a round.</summary>
    public static string Subject(int id) =>
        string.Create(CultureInfo.InvariantCulture, $"round {id}");

    private void Log(DashboardDb db, int id, string action, RoundState before, RoundState after) =>
        db.Write(time, actor, action, Subject(id), new { State = before }, new { State = after });

    private async Task<ControlRefusal?> ChangeAsync(
        int id,
        string action,
        Func<RoundRow, ControlRefusal?> change,
        CancellationToken cancellation
    )
    {
        await using var db = await database.CreateDbContextAsync(cancellation);
        await using var transaction = await db.Database.BeginTransactionAsync(cancellation);
        if (await FindAsync(db, id, cancellation) is not { } round)
        {
            return ControlRefusal.NoSuchRound;
        }
        var before = round.State;
        if (change(round) is { } refusal)
        {
            return refusal;
        }
        Log(db, id, action, before, round.State);
        await db.SaveChangesAsync(cancellation);
        await transaction.CommitAsync(cancellation);
        return null;
    }

    /// <summary>Held for the rest of the transaction.</summary>
    private static Task<RoundRow?> FindAsync(
        DashboardDb db,
        int id,
        CancellationToken cancellation
    ) =>
        db.Set<RoundRow>()
            .FromSql($"SELECT * FROM rounds WHERE id = {id} FOR UPDATE")
            .SingleOrDefaultAsync(cancellation);
}
