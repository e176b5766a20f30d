using Dashboard.Core.Outbound.Judgement;
using Dashboard.Data;
using Dashboard.Web.Platform;
using Hangfire;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace Dashboard.Web.Features.Outbound.Evidence;

/// <summary>
/// Takes sessions, questions and timelines of tests past their retention, and with them the addresses and names of senders. The
/// verdict on each sender and each probe stays.
/// </summary>
internal sealed class ExpireEvidence(
    IDbContextFactory<DashboardDb> database,
    IOptions<OutboundTestOptions> options,
    TimeProvider time
)
{
    private const int AtOnce = 50;

    /// <summary>Far longer than a test is judged anew after its first message.</summary>
    private static readonly TimeSpan GapsAreKeptFor = TimeSpan.FromDays(30);

    [Queue(QueueNames.Maintenance)]
    [DisableConcurrentExecution(60)]
    public async Task RunAsync(CancellationToken cancellation)
    {
        while (await RunBatchAsync(cancellation) == AtOnce)
        {
            cancellation.ThrowIfCancellationRequested();
        }
        await using var db = await database.CreateDbContextAsync(cancellation);
        var gone = time.GetUtcNow() - GapsAreKeptFor;
        await db.QueryLogGaps.Where(gap => gap.Until < gone).ExecuteDeleteAsync(cancellation);
        await DkimProofStore.ExpireAsync(db, time.GetUtcNow(), cancellation);
        await EvidenceRemoval.OrphansAsync(
            db,
            time.GetUtcNow() - TimeSpan.FromDays(1),
            cancellation
        );
    }

    private async Task<int> RunBatchAsync(CancellationToken cancellation)
    {
        var now = time.GetUtcNow();
        var before = now - options.Value.KeepEvidenceFor;
        await using var db = await database.CreateDbContextAsync(cancellation);
        await using var transaction = await db.Database.BeginTransactionAsync(cancellation);
        var tests = await db
            .OutboundTests.Where(t => t.ClosedAt < before && t.EvidenceRemovedAt == null)
            .OrderBy(t => t.ClosedAt)
            .Take(AtOnce)
            .ToListAsync(cancellation);
        foreach (var test in tests)
        {
            test.Verdict = test.Verdict is { } verdict ? WithoutEvidence(verdict) : null;
            test.EvidenceRemovedAt = now;
            await EvidenceRemoval.SessionsAsync(db, test.Id, cancellation);
            await db
                .OutboundQueries.Where(q => q.TestId == test.Id)
                .ExecuteDeleteAsync(cancellation);
            await db
                .OutboundIdentities.Where(i => i.TestId == test.Id)
                .ExecuteDeleteAsync(cancellation);
        }
        await db.SaveChangesAsync(cancellation);
        await transaction.CommitAsync(cancellation);
        return tests.Count;
    }

    internal static OutboundVerdict WithoutEvidence(OutboundVerdict verdict) =>
        verdict with
        {
            Senders =
            [
                .. verdict.Senders.Select(sender =>
                    sender with
                    {
                        // What its connections told of who it is; the domain that it proved to send for stays.
                        SourceAddresses = [],
                        SourcesLeftOut = 0,
                        SourceNames = [],
                        Ehlos = [],
                        Probes = WithoutTimelines(sender.Probes),
                    }
                ),
            ],
            Probes = WithoutTimelines(verdict.Probes),
            Ambiguous = [],
        };

    private static IReadOnlyList<ProbeJudgement> WithoutTimelines(
        IReadOnlyList<ProbeJudgement> probes
    ) => [.. probes.Select(probe => probe with { Timeline = [], LinesLeftOut = 0 })];
}
