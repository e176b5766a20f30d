using Dashboard.Data;
using Dashboard.Data.Rounds;
using Dashboard.Web.Features.Rounds.Figures;
using Dashboard.Web.Features.RoundStore;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace Dashboard.Web.Features.Rounds.Work;

/// <summary>
/// Takes a round one state further when its work is done. Every step is one transaction that holds the round, so that it is taken once
/// the worker that finds that it is due.
/// </summary>
internal sealed partial class RoundAdvance(
    IDbContextFactory<DashboardDb> database,
    IOptions<RoundOptions> options,
    TimeProvider time,
    ILogger<RoundAdvance> log
)
{
    /// <summary>Ends the wave where all its domains are judged, else shows how far it is.</summary>
    public async Task AfterWorkAsync(OpenWave wave, CancellationToken cancellation)
    {
        await using var db = await database.CreateDbContextAsync(cancellation);
        await using var transaction = await db.Database.BeginTransactionAsync(cancellation);
        var round = await HoldAsync(db, wave.RoundId, cancellation);
        var row = await db.Set<RoundWaveRow>()
            .SingleAsync(w => w.RoundId == wave.RoundId && w.Wave == wave.Wave, cancellation);
        if (row.FinishedAt is not null || round.State is RoundState.Paused or RoundState.Cancelled)
        {
            return;
        }
        var open = db.Set<RoundLookupRow>()
            .Where(l => l.RoundId == wave.RoundId && l.Wave == wave.Wave);
        if (await open.AnyAsync(l => l.State == LookupState.Waiting, cancellation))
        {
            return;
        }
        if (await open.AnyAsync(l => l.State == LookupState.Resolved, cancellation))
        {
            if (wave.Kind == WaveKind.First)
            {
                round.State = await HasOpenPairsAsync(db, wave, cancellation)
                    ? RoundState.Probing
                    : RoundState.Judging;
            }
        }
        else
        {
            await FinishAsync(db, round, row, cancellation);
        }
        await db.SaveChangesAsync(cancellation);
        await transaction.CommitAsync(cancellation);
    }

    /// <summary>Starts the re-tests of rounds whose drops have waited long enough.</summary>
    public async Task StartRetestsAsync(CancellationToken cancellation)
    {
        var now = time.GetUtcNow();
        await using var db = await database.CreateDbContextAsync(cancellation);
        var due = await db.Set<RoundRow>()
            .Where(r => r.State == RoundState.Confirming && r.RetestAt <= now)
            .Select(r => r.Id)
            .ToListAsync(cancellation);
        foreach (var id in due)
        {
            await StartRetestAsync(id, now, cancellation);
        }
    }

    public static async Task<bool> HasOpenPairsAsync(
        DashboardDb db,
        OpenWave wave,
        CancellationToken cancellation
    ) =>
        await db.Set<RoundPairRow>()
            .AnyAsync(
                p => p.RoundId == wave.RoundId && p.Wave == wave.Wave && p.DoneAt == null,
                cancellation
            );

    /// <summary>For the rest of the transaction nobody else changes the round.</summary>
    public static Task<RoundRow> HoldAsync(
        DashboardDb db,
        int round,
        CancellationToken cancellation
    ) =>
        db.Set<RoundRow>()
            .FromSql($"SELECT * FROM rounds WHERE id = {round} FOR UPDATE")
            .SingleAsync(cancellation);

    private async Task StartRetestAsync(int id, DateTimeOffset now, CancellationToken cancellation)
    {
        await using var db = await database.CreateDbContextAsync(cancellation);
        await using var transaction = await db.Database.BeginTransactionAsync(cancellation);
        var round = await HoldAsync(db, id, cancellation);
        if (round is not { State: RoundState.Confirming, RetestAt: not null })
        {
            return;
        }
        round.RetestAt = null;
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
                Kind = WaveKind.Retest,
                StartedAt = now,
            }
        );
        await db.SaveChangesAsync(cancellation);
        await db.Database.ExecuteSqlAsync(
            $"""
            INSERT INTO round_lookups (round_id, wave, domain_id, state, claims)
            SELECT {id}, {wave}, domain_id, 0, 0
            FROM round_domains AS listed
            WHERE round_id = {id} AND NOT EXISTS (
              SELECT 1 FROM round_results AS result
              WHERE result.round_id = {id} AND result.domain_id = listed.domain_id)
            """,
            cancellation
        );
        await transaction.CommitAsync(cancellation);
    }

    private async Task FinishAsync(
        DashboardDb db,
        RoundRow round,
        RoundWaveRow wave,
        CancellationToken cancellation
    )
    {
        var now = time.GetUtcNow();
        wave.FinishedAt = now;
        if (wave.Kind == WaveKind.Correction)
        {
            await CorrectAsync(db, round, now, cancellation);
            return;
        }
        var results = await db.Set<RoundResultRow>()
            .CountAsync(r => r.RoundId == round.Id && r.SupersededIn == null, cancellation);
        if (results < round.Domains)
        {
            round.State = RoundState.Confirming;
            round.RetestAt = round.Notes.Any(n => n.Slug == RoundNotes.ConfirmNow)
                ? now
                : now + options.Value.RetestAfter;
            Log.Confirming(log, round.Id, round.Domains - results);
            return;
        }
        round.MeasuredAt = now;
        NoteMethods(round, now);
        if (round.Kind == RoundKind.Batch)
        {
            // It has no figures, and nobody comments on it.
            round.State = RoundState.Closed;
            round.ClosedAt = now;
            Log.Measured(log, round.Id, results);
            return;
        }
        if (round.Kind == RoundKind.CurrentState)
        {
            // It is never published, so no organisation has anything to correct.
            round.State = RoundState.Closed;
            round.ClosedAt = now;
        }
        else
        {
            round.State = RoundState.Correction;
            round.CorrectionUntil = now + options.Value.CorrectionPeriod;
        }
        await db.SaveChangesAsync(cancellation);
        await FiguresWriter.WriteAsync(db, round, round.Edition, cancellation);
        // The writer forgets what it read; the round is still the one that is held.
        Log.Measured(log, round.Id, results);
    }

    private static async Task CorrectAsync(
        DashboardDb db,
        RoundRow round,
        DateTimeOffset now,
        CancellationToken cancellation
    )
    {
        if (round.State == RoundState.Published)
        {
            round.Edition++;
            round.Notes =
            [
                .. round.Notes,
                new(
                    now,
                    RoundNotes.Erratum,
                    Text: MethodChanges.Words(MethodChanges.Since(round.Method))
                ),
            ];
        }
        else
        {
            NoteMethods(round, now);
        }
        await db.SaveChangesAsync(cancellation);
        await FiguresWriter.WriteAsync(db, round, round.Edition, cancellation);
    }

    /// <summary>A program of a newer version judges by its own methods: readers of the figures have to know, once.</summary>
    private static void NoteMethods(RoundRow round, DateTimeOffset now)
    {
        if (
            MethodChanges.Words(MethodChanges.Since(round.Method)) is { } changes
            && !round.Notes.Any(n => n.Slug == RoundNotes.MethodChanged && n.Text == changes)
        )
        {
            round.Notes = [.. round.Notes, new(now, RoundNotes.MethodChanged, Text: changes)];
        }
    }

    private static partial class Log
    {
        [LoggerMessage(
            1,
            LogLevel.Information,
            "Round {Round}: {Domains} domains dropped against the former round and wait for a re-test"
        )]
        public static partial void Confirming(ILogger logger, int round, int domains);

        [LoggerMessage(2, LogLevel.Information, "Round {Round} is measured: {Domains} domains")]
        public static partial void Measured(ILogger logger, int round, int domains);
    }
}
