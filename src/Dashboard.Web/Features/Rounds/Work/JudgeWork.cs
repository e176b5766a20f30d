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

namespace Dashboard.Web.Features.Rounds.Work;

/// <summary>
/// Judges domains of a wave from the shared evidence, some at a time, each group in one transaction: a worker that is lost in the
/// middle leaves nothing half done, and no domain is counted twice.
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
        while (await JudgeGroupAsync(wave, frame, kept, hosts, cancellation) is > 0 and var judged)
        {
            all += judged;
            if (kept.Count > KeptPairs)
            {
                kept.Clear();
            }
            if (hosts.Count > KeptPairs)
            {
                hosts.Clear();
            }
        }
        return all;
    }

    private async Task<int> JudgeGroupAsync(
        OpenWave wave,
        RoundFrame frame,
        Dictionary<AddressTarget, AddressObservation?> kept,
        Dictionary<string, HostObservation> hosts,
        CancellationToken cancellation
    )
    {
        await using var db = await database.CreateDbContextAsync(cancellation);
        await using var transaction = await db.Database.BeginTransactionAsync(cancellation);
        var lookups = await TakeAsync(db, wave, cancellation);
        if (lookups.Count == 0)
        {
            return 0;
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
        var measured = resolved
            .AsParallel()
            .WithCancellation(cancellation)
            .Select(domain =>
                (
                    Domain: domain.Key,
                    Measurement: DomainMeasurement.Of(
                        related.WithCertificates(
                            InboundTargets.Complete(domain.Value, kept.GetValueOrDefault)
                        ),
                        host => frame.ProviderOf(domain.Key, host),
                        MethodChanges.Ncsc(wave.Method) ?? tls.Methods[0]
                    )
                )
            )
            .ToDictionary(m => m.Domain, m => m.Measurement);
        await new GroupResults(db, wave, frame).StoreAsync(measured, cancellation);
        var domains = lookups.Select(l => l.DomainId).ToArray();
        await db.Set<RoundLookupRow>()
            .Where(l =>
                l.RoundId == wave.RoundId && l.Wave == wave.Wave && domains.Contains(l.DomainId)
            )
            .ExecuteUpdateAsync(
                set => set.SetProperty(l => l.State, LookupState.Judged),
                cancellation
            );
        await transaction.CommitAsync(cancellation);
        return lookups.Count;
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
}
