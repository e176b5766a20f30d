using System.Text.Json;
using Dashboard.Core;
using Dashboard.Core.Outbound.Catalogue;
using Dashboard.Core.Outbound.Judgement;
using Dashboard.Data;
using Dashboard.Web.Features.Outbound.Evidence;
using Dashboard.Web.Features.Outbound.Zone;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;
using Microsoft.Extensions.Options;

namespace Dashboard.Web.Features.Outbound.Judging;

/// <summary>
/// Brings one test up to date: judges it, heals what is due, closes it when its time has come. Everything is stored by
/// compare-and-set on the revision, so that of two workers at one test one is right and the other does nothing.
/// </summary>
internal sealed partial class OutboundJudge(
    IDbContextFactory<DashboardDb> database,
    ConfiguredProbeZone zone,
    IOptions<OutboundTestOptions> settings,
    TimeProvider time,
    ILogger<OutboundJudge> log
)
{
    /// <summary>Between two judgements that no new evidence asked for.</summary>
    private static readonly TimeSpan ShortestWait = TimeSpan.FromSeconds(1);

    public async Task SettleAsync(Guid id, CancellationToken cancellation)
    {
        await using var db = await database.CreateDbContextAsync(cancellation);
        var row = await db
            .OutboundTests.AsNoTracking()
            .SingleOrDefaultAsync(t => t.Id == id && t.ClosedAt == null, cancellation);
        if (row is null)
        {
            return;
        }
        var now = time.GetUtcNow();
        var loaded = await OutboundEvidenceReader.LoadAsync(
            db,
            row,
            settings.Value,
            now,
            cancellation
        );
        if (
            now < row.ClosesAt
            && await StandingClock.StartAsync(db, loaded, cancellation) is { } closesAt
        )
        {
            row.ClosesAt = closesAt;
            loaded = loaded with { Test = loaded.Test with { ClosesAt = closesAt } };
        }
        var verdict = loaded.Judge(now);
        var closes = now >= row.ClosesAt;
        IReadOnlyList<OutboundProbeId> heals = closes
            ? []
            : HealDecision.Due(verdict, loaded.Heals, now);
        var changed = row.Verdict is null || !Same(row.Verdict, verdict);

        await using var transaction = await db.Database.BeginTransactionAsync(cancellation);
        if (!await StoreAsync(db, loaded, verdict, changed, heals.Count > 0, now, cancellation))
        {
            return;
        }
        await TieAsync(db, loaded, cancellation);
        if (changed)
        {
            await StoreSendersAsync(db, id, verdict, cancellation);
        }
        if (heals.Count > 0)
        {
            await HealAsync(db, transaction, loaded, heals, now, cancellation);
        }
        if (closes)
        {
            await RemoveRecordsAsync(db, transaction, loaded, cancellation);
        }
        await transaction.CommitAsync(cancellation);
        foreach (var probe in heals)
        {
            Log.Healed(log, id, probe);
        }
        if (closes)
        {
            Log.Closed(log, id, verdict.Verdict);
        }
    }

    /// <summary>False where another worker was faster.</summary>
    private static async Task<bool> StoreAsync(
        DashboardDb db,
        LoadedTest loaded,
        OutboundVerdict verdict,
        bool changed,
        bool heals,
        DateTimeOffset now,
        CancellationToken cancellation
    )
    {
        var row = loaded.Row;
        var closes = now >= row.ClosesAt;
        // A judgement with the fault put right follows at once, so that the healing shows.
        var next = heals ? now : loaded.NextChange(now);
        if (!heals && next < now + ShortestWait)
        {
            next = now + ShortestWait;
        }
        var same = db.OutboundTests.Where(t =>
            t.Id == row.Id && t.Revision == row.Revision && t.ClosedAt == null
        );
        var stored = await same.ExecuteUpdateAsync(
            test =>
            {
                // Evidence that came in the meantime is due now.
                test.SetProperty(
                    t => t.DueAt,
                    t => t.EvidenceStamp == row.EvidenceStamp ? next : now
                );
                test.SetProperty(t => t.JudgedStamp, row.EvidenceStamp);
                if (changed || heals || closes)
                {
                    test.SetProperty(t => t.Revision, row.Revision + 1);
                }
                if (changed)
                {
                    test.SetProperty(t => t.Verdict, verdict);
                    test.SetProperty(t => t.VerdictKind, verdict.Verdict);
                    test.SetProperty(t => t.Mixed, verdict.Mixed);
                    test.SetProperty(t => t.MethodVersion, verdict.MethodVersion);
                    test.SetProperty(t => t.JudgedAt, now);
                }
                if (closes)
                {
                    test.SetProperty(t => t.ClosedAt, now);
                }
            },
            cancellation
        );
        return stored == 1;
    }

    /// <summary>
    /// A session that nothing tied is kept for an hour only; these are this test's from now on, as far as it has room for them.
    /// </summary>
    private async Task TieAsync(DashboardDb db, LoadedTest loaded, CancellationToken cancellation)
    {
        if (loaded.NewlyTied.Count == 0)
        {
            return;
        }
        var alone = new[] { loaded.Row.Id };
        var room = await TestRoom.LoadAsync(
            db,
            loaded.Row.Id,
            [.. loaded.NewlyTied.Select(one => one.Source).Distinct()],
            settings.Value,
            cancellation
        );
        var sessions = loaded
            .NewlyTied.Where(one => room.Take(one.Source, one.OfSender))
            .Select(one => one.Session)
            .ToArray();
        await db.Database.ExecuteSqlAsync(
            $"""
            UPDATE outbound_sessions SET tied_ids = tied_ids || {alone}
            WHERE id = ANY({sessions}) AND NOT tied_ids @> {alone}
            """,
            cancellation
        );
    }

    private static async Task StoreSendersAsync(
        DashboardDb db,
        Guid id,
        OutboundVerdict verdict,
        CancellationToken cancellation
    )
    {
        await db.OutboundSenders.Where(s => s.TestId == id).ExecuteDeleteAsync(cancellation);
        db.OutboundSenders.AddRange(
            verdict.Senders.Select(
                (sender, position) =>
                {
                    var findings = ProbeFindings.Of(sender);
                    return new OutboundSenderRow
                    {
                        TestId = id,
                        Position = position,
                        Domain = sender.Domain?.Value,
                        Verdict = sender.Verdict,
                        Firm = sender.Firm,
                        Mandatory = sender.Mandatory,
                        VerifiesPkix = sender.Traits.Contains(SenderTrait.VerifiesPkix),
                        ConnectionType = sender.ConnectionType,
                        AttackerConnectionType = sender.AttackerConnectionType,
                        Settled = findings.Settled,
                        Wrong = findings.Wrong,
                    };
                }
            )
        );
        await db.SaveChangesAsync(cancellation);
    }

    private async Task HealAsync(
        DashboardDb db,
        IDbContextTransaction transaction,
        LoadedTest loaded,
        IReadOnlyList<OutboundProbeId> heals,
        DateTimeOffset now,
        CancellationToken cancellation
    )
    {
        db.OutboundHeals.AddRange(
            heals.Select(probe => new OutboundHealRow
            {
                TestId = loaded.Row.Id,
                Probe = probe,
                At = now,
                Action = OutboundProbes.Get(probe).Heal,
                Ttl = ProbeTiming.RecordTtl,
            })
        );
        await db.SaveChangesAsync(cancellation);
        var store = await zone.StoreAsync(cancellation);
        await store.PutTestAsync(
            db.Database.GetDbConnection(),
            transaction.GetDbTransaction(),
            loaded.Test,
            loaded.Heals.Select(heal => heal.Probe).Concat(heals).ToHashSet(),
            cancellation
        );
    }

    private async Task RemoveRecordsAsync(
        DashboardDb db,
        IDbContextTransaction transaction,
        LoadedTest loaded,
        CancellationToken cancellation
    )
    {
        var store = await zone.StoreAsync(cancellation);
        await store.RemoveTestAsync(
            db.Database.GetDbConnection(),
            transaction.GetDbTransaction(),
            loaded.Test,
            cancellation
        );
    }

    /// <summary>By content: the store keeps the members of a document in an order of its own.</summary>
    private static bool Same(OutboundVerdict stored, OutboundVerdict judged) =>
        JsonElement.DeepEquals(
            JsonSerializer.SerializeToElement(stored, EvidenceJson.Options),
            JsonSerializer.SerializeToElement(judged, EvidenceJson.Options)
        );

    private static partial class Log
    {
        [LoggerMessage(
            1,
            LogLevel.Information,
            "Sending test {Test}: the fault of {Probe} is put right"
        )]
        public static partial void Healed(ILogger logger, Guid test, OutboundProbeId probe);

        [LoggerMessage(2, LogLevel.Information, "Sending test {Test} is closed: {Verdict}")]
        public static partial void Closed(ILogger logger, Guid test, SenderVerdictKind verdict);
    }
}
