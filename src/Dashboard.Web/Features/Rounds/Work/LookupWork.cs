using Dashboard.Core.Dns;
using Dashboard.Core.Inbound;
using Dashboard.Data;
using Dashboard.Data.Rounds;
using Dashboard.Probes.Dns;
using Dashboard.Probes.Inbound;
using Dashboard.Probes.Inbound.Related;
using Dashboard.Probes.Inbound.TlsNcsc;
using Dashboard.Web.Features.Rounds.Start;
using Dashboard.Web.Features.RoundStore;
using Dashboard.Web.Platform;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using Npgsql;

namespace Dashboard.Web.Features.Rounds.Work;

/// <summary>
/// Looks up the DNS of the domains of a wave, and notes which addresses are to be connected to: each host name and address once,
/// however many domains name them.
/// </summary>
internal sealed partial class LookupWork(
    IDbContextFactory<DashboardDb> database,
    InboundProbe probe,
    RelatedProbe related,
    TlsNcscProbe tls,
    IOptions<RoundOptions> settings,
    IOptions<ProbeOptions> probing,
    IOptions<DnsOptions> dns,
    TimeProvider time,
    ILogger<LookupWork> log
)
{
    /// <summary>What still fails by a fault of ours is stored as that: STARTTLS and DANE do not wait for it.</summary>
    private const int RelatedTries = 5;

    /// <summary>A few times what a lookup takes that the resolver has in its cache.</summary>
    private static readonly TimeSpan GatherFor = TimeSpan.FromMilliseconds(20);

    private RoundOptions Options => settings.Value;

    /// <returns>How many domains were taken in hand.</returns>
    public Task<int> RunAsync(OpenWave wave, CancellationToken cancellation)
    {
        var known = new KnownEvidence();
        return new Drain<ClaimedLookup, DoneLookup>
        {
            Concurrency = Options.Concurrency,
            ClaimAsync = (most, stop) => ClaimAsync(wave, most, stop),
            WorkAsync = (lookup, stop) => ResolveAsync(wave, lookup, stop),
            FailedAsync = (lookup, fault, stop) => FailedAsync(wave, lookup, fault, stop),
            StoreAsync = (done, stop) =>
                DatabaseRetry.RetryUntilAvailableAsync(
                    () => StoreAsync(wave, done, known, stop),
                    why => Log.NotStoredYet(log, wave.RoundId, why),
                    time,
                    stop
                ),
            RenewAsync = (lookups, stop) => RenewAsync(wave, lookups, stop),
            RenewEvery = Options.ClaimFor / 3,
            GatherFor = GatherFor,
            Time = time,
        }.RunAsync(cancellation);
    }

    private async Task<IReadOnlyList<ClaimedLookup>> ClaimAsync(
        OpenWave wave,
        int most,
        CancellationToken cancellation
    )
    {
        await using var db = await database.CreateDbContextAsync(cancellation);
        return await db
            .Database.SqlQuery<ClaimedLookup>(
                $"""
                UPDATE round_lookups AS lookup
                SET claimed_until = now() + {Options.ClaimFor}, claims = lookup.claims + 1
                FROM (
                  SELECT domain_id FROM round_lookups
                  WHERE round_id = {wave.RoundId} AND wave = {wave.Wave} AND state = 0
                    AND (claimed_until IS NULL OR claimed_until < now())
                    AND EXISTS (
                      SELECT 1 FROM rounds
                      WHERE id = {wave.RoundId} AND state NOT IN ('paused', 'cancelled'))
                  ORDER BY domain_id
                  LIMIT {most}
                  FOR UPDATE SKIP LOCKED) AS free,
                  measured_domains AS domain
                WHERE lookup.round_id = {wave.RoundId} AND lookup.wave = {wave.Wave}
                  AND lookup.domain_id = free.domain_id AND domain.id = free.domain_id
                RETURNING lookup.domain_id, domain.name, lookup.claims
                """
            )
            .ToListAsync(cancellation);
    }

    private async Task RenewAsync(
        OpenWave wave,
        IReadOnlyList<ClaimedLookup> lookups,
        CancellationToken cancellation
    )
    {
        var domains = lookups.Select(l => l.DomainId).ToArray();
        await using var db = await database.CreateDbContextAsync(cancellation);
        await db.Database.ExecuteSqlAsync(
            $"""
            UPDATE round_lookups SET claimed_until = now() + {Options.ClaimFor}
            WHERE round_id = {wave.RoundId} AND wave = {wave.Wave} AND domain_id = ANY ({domains}) AND state = 0
            """,
            cancellation
        );
    }

    private async Task<DoneLookup?> ResolveAsync(
        OpenWave wave,
        ClaimedLookup lookup,
        CancellationToken cancellation
    )
    {
        // Taken so often without an end, it may be what ends workers.
        if (lookup.Claims > Options.MaximumClaims)
        {
            return Lost(lookup);
        }
        using var deadline = new CancellationTokenSource(probing.Value.RoundDeadline, time);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(
            deadline.Token,
            cancellation
        );
        var resolved = await probe.ResolveAsync(
            DomainName.Parse(lookup.Name),
            EvidenceDemand.Round(wave.StartedAt),
            progress: null,
            stop.Token
        );
        cancellation.ThrowIfCancellationRequested();
        if (OwnFaults.AreIn(resolved) && lookup.Claims < Options.MaximumClaims)
        {
            await LeaveAsync(wave, lookup, cancellation);
            return null;
        }
        var whole = await RelatedAsync(wave, resolved, cancellation);
        if (MissesRelated(wave, whole) && lookup.Claims < RelatedTries)
        {
            await LeaveAsync(wave, lookup, cancellation);
            return null;
        }
        var (document, hosts) = RoundEvidence.Split(whole);
        return new(lookup.DomainId, document, hosts, InboundTargets.Of(resolved));
    }

    /// <summary>After the DNS of the mail servers; certificates are added when the domain is judged.</summary>
    private async Task<InboundObservation> RelatedAsync(
        OpenWave wave,
        InboundObservation resolved,
        CancellationToken cancellation
    )
    {
        if (!RoundProfiles.HasRelatedStandards(wave.Profile))
        {
            return resolved;
        }
        var demand = EvidenceDemand.Round(wave.StartedAt);
        var seen = await related.ObserveAsync(resolved, demand, progress: null, cancellation);
        return await tls.WhoMayIssueAsync(seen, demand.NotBefore, cancellation);
    }

    /// <summary>By a fault of ours that may be gone in a moment; a limit of ours would be met again.</summary>
    private static bool MissesRelated(OpenWave wave, InboundObservation seen) =>
        RoundProfiles.HasRelatedStandards(wave.Profile)
        && (
            seen.Related is not { } related
            || OwnFaults.AreIn(related)
            || seen.Hosts.Any(host => host.Caa is { } caa && OwnFaults.AreIn(caa))
        );

    private async Task<DoneLookup?> FailedAsync(
        OpenWave wave,
        ClaimedLookup lookup,
        Exception fault,
        CancellationToken cancellation
    )
    {
        Log.Failed(log, wave.RoundId, lookup.Name, fault);
        if (lookup.Claims >= Options.MaximumClaims)
        {
            return Lost(lookup);
        }
        await LeaveAsync(wave, lookup, cancellation);
        return null;
    }

    private DoneLookup Lost(ClaimedLookup lookup)
    {
        var (document, hosts) = RoundEvidence.Split(
            LostLookup.Of(DomainName.Parse(lookup.Name), dns.Value.Resolver, time.GetUtcNow())
        );
        return new(lookup.DomainId, document, hosts, []);
    }

    /// <summary>Our own fault may be gone in a moment.</summary>
    private Task<int> LeaveAsync(
        OpenWave wave,
        ClaimedLookup lookup,
        CancellationToken cancellation
    )
    {
        Log.OwnFault(log, wave.RoundId, lookup.Name, lookup.Claims);
        return DatabaseRetry.RetryUntilAvailableAsync(
            () => FreeAsync(wave, lookup, cancellation),
            why => Log.NotStoredYet(log, wave.RoundId, why),
            time,
            cancellation
        );
    }

    private async Task<int> FreeAsync(
        OpenWave wave,
        ClaimedLookup lookup,
        CancellationToken cancellation
    )
    {
        await using var db = await database.CreateDbContextAsync(cancellation);
        return await db.Database.ExecuteSqlAsync(
            $"""
            UPDATE round_lookups SET claimed_until = now() + {Options.OwnFaultRetryAfter}
            WHERE round_id = {wave.RoundId} AND wave = {wave.Wave} AND domain_id = {lookup.DomainId}
            """,
            cancellation
        );
    }

    private async Task<bool> StoreAsync(
        OpenWave wave,
        IReadOnlyList<DoneLookup> done,
        KnownEvidence known,
        CancellationToken cancellation
    )
    {
        var hosts = known.NewHosts(done.SelectMany(d => d.Hosts));
        var targets = known.NewTargets(done.SelectMany(d => d.Targets));
        await using var db = await database.CreateDbContextAsync(cancellation);
        await using var transaction = await db.Database.BeginTransactionAsync(cancellation);
        await AddHostsAsync(db, wave, hosts, cancellation);
        await AddPairsAsync(db, wave, targets, cancellation);
        await using var batch = new NpgsqlBatch((NpgsqlConnection)db.Database.GetDbConnection());
        foreach (var lookup in done.OrderBy(d => d.DomainId))
        {
            var update = new NpgsqlBatchCommand(
                """
                UPDATE round_lookups SET state = 1, document = $4::jsonb, hosts = $5
                WHERE round_id = $1 AND wave = $2 AND domain_id = $3 AND state = 0
                """
            );
            update.Parameters.Add(new() { Value = wave.RoundId });
            update.Parameters.Add(new() { Value = wave.Wave });
            update.Parameters.Add(new() { Value = lookup.DomainId });
            update.Parameters.Add(new() { Value = lookup.Document });
            update.Parameters.Add(new() { Value = lookup.Hosts.Select(h => h.Digest).ToArray() });
            batch.BatchCommands.Add(update);
        }
        await batch.ExecuteNonQueryAsync(cancellation);
        await transaction.CommitAsync(cancellation);
        known.Add(hosts, targets);
        return true;
    }

    /// <summary>In one order everywhere, so that two workers wait for each other in turn.</summary>
    private static async Task AddHostsAsync(
        DashboardDb db,
        OpenWave wave,
        IReadOnlyList<StoredHost> hosts,
        CancellationToken cancellation
    )
    {
        if (hosts.Count == 0)
        {
            return;
        }
        var digests = hosts.Select(h => h.Digest).ToArray();
        var documents = hosts.Select(h => h.Document).ToArray();
        await db.Database.ExecuteSqlAsync(
            $"""
            INSERT INTO round_hosts (round_id, digest, document)
            SELECT {wave.RoundId}, h.digest, h.document::jsonb FROM unnest({digests}, {documents}) AS h (digest, document)
            ON CONFLICT DO NOTHING
            """,
            cancellation
        );
    }

    private static async Task AddPairsAsync(
        DashboardDb db,
        OpenWave wave,
        IReadOnlyList<AddressTarget> targets,
        CancellationToken cancellation
    )
    {
        if (targets.Count == 0)
        {
            return;
        }
        var hosts = targets.Select(t => t.Host.Value).ToArray();
        var addresses = targets.Select(t => t.Address.ToString()).ToArray();
        var names = targets.Select(t => t.ServerName.Value).ToArray();
        await db.Database.ExecuteSqlAsync(
            $"""
            INSERT INTO round_pairs (round_id, wave, host, address, server_name, claims, sessions)
            SELECT {wave.RoundId}, {wave.Wave}, t.host, t.address, t.name, 0, 0
            FROM unnest({hosts}, {addresses}, {names}) AS t (host, address, name)
            ON CONFLICT DO NOTHING
            """,
            cancellation
        );
    }

    private sealed record ClaimedLookup(int DomainId, string Name, short Claims);

    private sealed record DoneLookup(
        int DomainId,
        string Document,
        IReadOnlyList<StoredHost> Hosts,
        IReadOnlyList<AddressTarget> Targets
    );

    private static partial class Log
    {
        [LoggerMessage(
            1,
            LogLevel.Warning,
            "Round {Round}: {Domain} met a fault of our own and is looked up again; tries so far: {Claims}"
        )]
        public static partial void OwnFault(ILogger logger, int round, string domain, short claims);

        [LoggerMessage(
            2,
            LogLevel.Warning,
            "The database is unavailable, round {Round} keeps what it looked up: {Fault}"
        )]
        public static partial void NotStoredYet(ILogger logger, int round, string fault);

        [LoggerMessage(3, LogLevel.Error, "Round {Round}: looking up {Domain} failed")]
        public static partial void Failed(
            ILogger logger,
            int round,
            string domain,
            Exception fault
        );
    }
}
