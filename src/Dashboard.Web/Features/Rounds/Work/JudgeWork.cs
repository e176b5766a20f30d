using System.Collections.Concurrent;
using Dashboard.Core.Adoption;
using Dashboard.Core.Dns;
using Dashboard.Core.Inbound;
using Dashboard.Data;
using Dashboard.Data.Rounds;
using Dashboard.Probes.Inbound;
using Dashboard.Probes.Inbound.Related;
using Dashboard.Probes.Inbound.TlsNcsc;
using Dashboard.Web.Features.Rounds.Figures;
using Dashboard.Web.Features.Rounds.Results;
using Dashboard.Web.Features.RoundStore;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;

namespace Dashboard.Web.Features.Rounds.Work;

/// <summary>
/// Judges domains of a wave from the shared evidence, some at a time, each group in one transaction: a worker that is lost in the
/// middle leaves nothing half done, and no domain is counted twice. While one group is stored the next is read and judged.
/// </summary>
internal sealed class JudgeWork(
    IDbContextFactory<DashboardDb> database,
    RelatedProbe related,
    TlsNcscProbe tls
)
{
    private const int GroupSize = 200;

    /// <summary>Addresses, and hosts, whose evidence is kept read: popular providers are in most groups.</summary>
    private const int KeptPairs = 4000;

    /// <returns>How many domains were judged.</returns>
    public async Task<int> RunAsync(OpenWave wave, CancellationToken cancellation)
    {
        RoundFrame frame;
        await using (var db = await database.CreateDbContextAsync(cancellation))
        {
            frame = await RoundFrame.ReadAsync(db, wave.RoundId, cancellation);
        }
        var kept = new Dictionary<AddressTarget, AddressObservation?>();
        var hosts = new Dictionary<string, HostObservation>(StringComparer.Ordinal);
        var all = 0;
        var storing = Task.CompletedTask;
        try
        {
            while (await JudgeGroupAsync(wave, frame, kept, hosts, cancellation) is { } group)
            {
                all += group.Measured.Count;
                var former = storing;
                storing = StoreBehindAsync(former, group, wave, frame, cancellation);
                await former;
                if (kept.Count > KeptPairs)
                {
                    kept.Clear();
                }
                if (hosts.Count > KeptPairs)
                {
                    hosts.Clear();
                }
            }
        }
        finally
        {
            await storing;
        }
        return all;
    }

    /// <summary>One group after another; what could not be stored is open for any worker, with the groups behind it.</summary>
    private static async Task StoreBehindAsync(
        Task former,
        JudgedGroup group,
        OpenWave wave,
        RoundFrame frame,
        CancellationToken cancellation
    )
    {
        await using var _ = group;
        await former;
        await StoreAsync(group, wave, frame, cancellation);
    }

    private static async Task StoreAsync(
        JudgedGroup group,
        OpenWave wave,
        RoundFrame frame,
        CancellationToken cancellation
    )
    {
        await new GroupResults(group.Db, wave, frame).StoreAsync(group.Measured, cancellation);
        var domains = group.Measured.Keys.ToArray();
        await group
            .Db.Set<RoundLookupRow>()
            .Where(l =>
                l.RoundId == wave.RoundId && l.Wave == wave.Wave && domains.Contains(l.DomainId)
            )
            .ExecuteUpdateAsync(
                set => set.SetProperty(l => l.State, LookupState.Judged),
                cancellation
            );
        await group.Transaction.CommitAsync(cancellation);
    }

    /// <returns>Null where there is nothing to judge.</returns>
    private async Task<JudgedGroup?> JudgeGroupAsync(
        OpenWave wave,
        RoundFrame frame,
        Dictionary<AddressTarget, AddressObservation?> kept,
        Dictionary<string, HostObservation> hosts,
        CancellationToken cancellation
    )
    {
        var db = await database.CreateDbContextAsync(cancellation);
        try
        {
            var transaction = await db.Database.BeginTransactionAsync(cancellation);
            var measured = await MeasureAsync(db, wave, frame, kept, hosts, cancellation);
            if (measured.Count > 0)
            {
                return new(db, transaction, measured);
            }
        }
        catch
        {
            await db.DisposeAsync();
            throw;
        }
        await db.DisposeAsync();
        return null;
    }

    private async Task<IReadOnlyDictionary<int, DomainMeasurement>> MeasureAsync(
        DashboardDb db,
        OpenWave wave,
        RoundFrame frame,
        Dictionary<AddressTarget, AddressObservation?> kept,
        Dictionary<string, HostObservation> hosts,
        CancellationToken cancellation
    )
    {
        var lookups = await TakeAsync(db, wave, cancellation);
        if (lookups.Count == 0)
        {
            return new Dictionary<int, DomainMeasurement>();
        }
        var resolved = await StoredEvidence.ResolvedAsync(
            db,
            wave.RoundId,
            lookups,
            cancellation,
            hosts
        );
        await StoredEvidence.ReadPairsAsync(
            db,
            wave.RoundId,
            wave.Wave,
            resolved.Values,
            kept,
            cancellation
        );
        var measured = new ConcurrentDictionary<int, DomainMeasurement>();
        await Parallel.ForEachAsync(
            resolved,
            new ParallelOptions
            {
                MaxDegreeOfParallelism = Environment.ProcessorCount,
                CancellationToken = cancellation,
            },
            async (domain, _) =>
            {
                // Behind whatever waits for a thread, such as the test of a visitor: a group takes all of them else.
                await Task.Yield();
                measured[domain.Key] = DomainMeasurement.Of(
                    related.WithCertificates(
                        InboundTargets.Complete(domain.Value, kept.GetValueOrDefault)
                    ),
                    host => frame.ProviderOf(domain.Key, host),
                    MethodChanges.Ncsc(wave.Method) ?? tls.Methods[0]
                );
            }
        );
        return measured;
    }

    private static Task<List<ResolvedLookup>> TakeAsync(
        DashboardDb db,
        OpenWave wave,
        CancellationToken cancellation
    ) =>
        db
            .Database.SqlQuery<ResolvedLookup>(
                $"""
                SELECT lookup.domain_id, lookup.document::text AS document, lookup.hosts
                FROM round_lookups AS lookup
                WHERE lookup.round_id = {wave.RoundId} AND lookup.wave = {wave.Wave} AND lookup.state = 1
                  AND EXISTS (
                    SELECT 1 FROM rounds
                    WHERE id = {wave.RoundId} AND state NOT IN ('paused', 'cancelled'))
                ORDER BY lookup.domain_id
                LIMIT {GroupSize}
                FOR UPDATE OF lookup SKIP LOCKED
                """
            )
            .ToListAsync(cancellation);

    /// <summary>What was judged, in the transaction that holds its domains.</summary>
    private sealed record JudgedGroup(
        DashboardDb Db,
        IDbContextTransaction Transaction,
        IReadOnlyDictionary<int, DomainMeasurement> Measured
    ) : IAsyncDisposable
    {
        public async ValueTask DisposeAsync()
        {
            await Transaction.DisposeAsync();
            await Db.DisposeAsync();
        }
    }
}
