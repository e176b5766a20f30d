using System.Net;
using Dashboard.Core;
using Dashboard.Core.Dns;
using Dashboard.Core.Inbound;
using Dashboard.Core.Inbound.TlsNcsc;
using Dashboard.Core.Smtp;
using Dashboard.Data;
using Dashboard.Data.Evidence;
using Dashboard.Data.Rounds;
using Dashboard.Probes.Inbound;
using Dashboard.Probes.Inbound.TlsNcsc;
using Dashboard.Web.Features.Rounds.Start;
using Dashboard.Web.Platform;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using Npgsql;

namespace Dashboard.Web.Features.Rounds.Work;

/// <summary>Connects to the addresses of a wave, each once, whichever worker takes it.</summary>
internal sealed partial class PairWork(
    IDbContextFactory<DashboardDb> database,
    IAddressEvidence evidence,
    TlsNcscProbe tls,
    IOptions<RoundOptions> settings,
    IOptions<ProbeOptions> probing,
    RestingAddresses resting,
    TimeProvider time,
    ILogger<PairWork> log
)
{
    /// <summary>Each is up to seven sessions with the server, which is not to pay for a fault of ours.</summary>
    private const int ExaminationTries = 2;

    /// <summary>About as long as a session with a server that is near.</summary>
    private static readonly TimeSpan GatherFor = TimeSpan.FromMilliseconds(20);

    private RoundOptions Options => settings.Value;

    /// <returns>How many addresses were taken in hand.</returns>
    public Task<int> RunAsync(OpenWave wave, CancellationToken cancellation) =>
        new Drain<ClaimedPair, DonePair>
        {
            Concurrency = Options.Concurrency,
            ClaimAsync = (most, stop) => ClaimAsync(wave, most, stop),
            WorkAsync = (pair, stop) => ConnectAsync(wave, pair, stop),
            FailedAsync = (pair, fault, stop) => FailedAsync(wave, pair, fault, stop),
            StoreAsync = (done, stop) =>
                DatabaseRetry.RetryUntilAvailableAsync(
                    () => StoreAsync(done, stop),
                    why => Log.NotStoredYet(log, wave.RoundId, why),
                    time,
                    stop
                ),
            RenewAsync = RenewAsync,
            RenewEvery = Options.ClaimFor / 3,
            GatherFor = GatherFor,
            Time = time,
        }.RunAsync(cancellation);

    /// <summary>No more of one address at a time, over all workers, than manners allow.</summary>
    private async Task<IReadOnlyList<ClaimedPair>> ClaimAsync(
        OpenWave wave,
        int most,
        CancellationToken cancellation
    )
    {
        var together = probing.Value.SessionsPerAddress;
        await using var db = await database.CreateDbContextAsync(cancellation);
        return await db
            .Database.SqlQuery<ClaimedPair>(
                $"""
                UPDATE round_pairs AS pair
                SET claimed_until = now() + {Options.ClaimFor}, claims = pair.claims + 1
                FROM (
                  SELECT id FROM round_pairs
                  WHERE id IN (
                    SELECT open.id
                    FROM (
                      SELECT id, claimed_until,
                        row_number() OVER (
                          PARTITION BY address
                          ORDER BY coalesce(claimed_until, '-infinity') < now(), id) AS place
                      FROM round_pairs
                      WHERE round_id = {wave.RoundId} AND wave = {wave.Wave} AND done_at IS NULL) AS open
                    WHERE open.place <= {together}
                      AND (open.claimed_until IS NULL OR open.claimed_until < now())
                    ORDER BY open.id
                    LIMIT {most})
                    AND EXISTS (
                      SELECT 1 FROM rounds
                      WHERE id = {wave.RoundId} AND state NOT IN ('paused', 'cancelled'))
                    AND done_at IS NULL
                    AND (claimed_until IS NULL OR claimed_until < now())
                  FOR UPDATE SKIP LOCKED) AS free
                WHERE pair.id = free.id
                RETURNING pair.id, pair.host, pair.address, pair.server_name, pair.claims
                """
            )
            .ToListAsync(cancellation);
    }

    private async Task RenewAsync(IReadOnlyList<ClaimedPair> pairs, CancellationToken cancellation)
    {
        var ids = pairs.Select(p => p.Id).ToArray();
        await using var db = await database.CreateDbContextAsync(cancellation);
        await db.Database.ExecuteSqlAsync(
            $"""
            UPDATE round_pairs SET claimed_until = now() + {Options.ClaimFor}
            WHERE id = ANY ({ids}) AND done_at IS NULL
            """,
            cancellation
        );
    }

    private async Task<DonePair?> ConnectAsync(
        OpenWave wave,
        ClaimedPair pair,
        CancellationToken cancellation
    )
    {
        // Taken so often without an end, it may be what ends workers.
        if (pair.Claims > Options.MaximumClaims)
        {
            return Lost(pair);
        }
        using var deadline = new CancellationTokenSource(probing.Value.RoundDeadline, time);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(
            deadline.Token,
            cancellation
        );
        var target = new AddressTarget(
            DomainName.Parse(pair.Host),
            IPAddress.Parse(pair.Address),
            DomainName.Parse(pair.ServerName)
        );
        var seen = await evidence.ObserveAsync(
            target,
            EvidenceDemand.Round(wave.StartedAt),
            retrying: null,
            stop.Token
        );
        cancellation.ThrowIfCancellationRequested();
        // A deadline of ours would come again; any other fault of ours may be gone in a moment.
        if (
            seen.Disposition != AddressDisposition.Stopped
            && !OwnFaults.AreNotIn(seen)
            && pair.Claims < Options.MaximumClaims
        )
        {
            await LeaveAsync(wave, pair, cancellation);
            return null;
        }
        if (
            seen.Disposition == AddressDisposition.Probed
            && seen.Last is { StartTlsOffered: false } or { StartTls.Code: >= 500 }
            && pair.Claims < Options.MaximumClaims
            && time.GetUtcNow() < wave.StartedAt + 2 * resting.Period
            && await resting.UntilAsync(target.Address, cancellation) is { } over
        )
        {
            await RestAsync(wave, pair, over, cancellation);
            return null;
        }
        if (RoundProfiles.TlsOf(wave.Profile) is { } asked)
        {
            // What is measured again because somebody doubts it rests on nothing older.
            var profile = wave.Kind == WaveKind.Correction ? TlsProfile.Full : asked;
            seen = await tls.ExamineAsync(
                target,
                seen,
                profile,
                EvidenceDemand.Round(wave.StartedAt),
                stop.Token
            );
            cancellation.ThrowIfCancellationRequested();
            if (
                seen.Examination?.End == TlsExaminationEnd.OwnLimit
                && !stop.IsCancellationRequested
                && pair.Claims < ExaminationTries
            )
            {
                await LeaveAsync(wave, pair, cancellation);
                return null;
            }
        }
        return Done(pair, seen);
    }

    private static DonePair Done(ClaimedPair pair, AddressObservation seen)
    {
        var (document, certificates) = CertificatesApart.Write(seen);
        return new(pair.Id, SessionsOf(seen), FailureOf(seen), document, certificates);
    }

    private async Task<DonePair?> FailedAsync(
        OpenWave wave,
        ClaimedPair pair,
        Exception fault,
        CancellationToken cancellation
    )
    {
        Log.Failed(log, wave.RoundId, pair.Host, pair.Address, fault);
        if (pair.Claims >= Options.MaximumClaims)
        {
            return Lost(pair);
        }
        await LeaveAsync(wave, pair, cancellation);
        return null;
    }

    /// <summary>Our own limit, never the server's fault.</summary>
    private static DonePair Lost(ClaimedPair pair) =>
        Done(
            pair,
            new()
            {
                Address = IPAddress.Parse(pair.Address),
                Disposition = AddressDisposition.Stopped,
            }
        );

    private Task<int> LeaveAsync(OpenWave wave, ClaimedPair pair, CancellationToken cancellation)
    {
        Log.OwnFault(log, wave.RoundId, pair.Host, pair.Address, pair.Claims);
        return DatabaseRetry.RetryUntilAvailableAsync(
            () => FreeAsync(pair, cancellation),
            why => Log.NotStoredYet(log, wave.RoundId, why),
            time,
            cancellation
        );
    }

    /// <summary>It hides STARTTLS from us alone, by what we asked: what it shows now is not what others see.</summary>
    private Task<int> RestAsync(
        OpenWave wave,
        ClaimedPair pair,
        DateTimeOffset over,
        CancellationToken cancellation
    )
    {
        Log.Rests(log, wave.RoundId, pair.Host, pair.Address, over);
        return DatabaseRetry.RetryUntilAvailableAsync(
            async () =>
            {
                await using var db = await database.CreateDbContextAsync(cancellation);
                return await db.Database.ExecuteSqlAsync(
                    $"UPDATE round_pairs SET claimed_until = {over} WHERE id = {pair.Id}",
                    cancellation
                );
            },
            why => Log.NotStoredYet(log, wave.RoundId, why),
            time,
            cancellation
        );
    }

    private async Task<int> FreeAsync(ClaimedPair pair, CancellationToken cancellation)
    {
        await using var db = await database.CreateDbContextAsync(cancellation);
        return await db.Database.ExecuteSqlAsync(
            $"""
            UPDATE round_pairs SET claimed_until = now() + {Options.OwnFaultRetryAfter}
            WHERE id = {pair.Id}
            """,
            cancellation
        );
    }

    private async Task<bool> StoreAsync(
        IReadOnlyList<DonePair> done,
        CancellationToken cancellation
    )
    {
        await using var db = await database.CreateDbContextAsync(cancellation);
        await using var transaction = await db.Database.BeginTransactionAsync(cancellation);
        await db.AddCertificatesAsync(
            [
                .. done.SelectMany(d => d.Certificates)
                    .DistinctBy(c => Convert.ToHexString(c.Digest)),
            ],
            cancellation
        );
        await using var batch = new NpgsqlBatch((NpgsqlConnection)db.Database.GetDbConnection());
        foreach (var pair in done.OrderBy(d => d.Id))
        {
            var update = new NpgsqlBatchCommand(
                """
                UPDATE round_pairs
                SET done_at = now(), sessions = $2, failure = $3, document = $4::jsonb, certificates = $5
                WHERE id = $1 AND done_at IS NULL
                """
            );
            update.Parameters.Add(new() { Value = pair.Id });
            update.Parameters.Add(new() { Value = pair.Sessions });
            update.Parameters.Add(
                new()
                {
                    Value = pair.Failure ?? (object)DBNull.Value,
                    NpgsqlDbType = NpgsqlTypes.NpgsqlDbType.Text,
                }
            );
            update.Parameters.Add(new() { Value = pair.Document });
            update.Parameters.Add(
                new() { Value = pair.Certificates.Select(c => c.Digest).ToArray() }
            );
            batch.BatchCommands.Add(update);
        }
        await batch.ExecuteNonQueryAsync(cancellation);
        await transaction.CommitAsync(cancellation);
        return true;
    }

    private static short SessionsOf(AddressObservation seen) =>
        (short)(
            seen.Attempts.Count
            + (seen.OtherCertificate is null ? 0 : 1)
            + (seen.LegacyHandshake is null ? 0 : 1)
            + Math.Max(0, (seen.Examination?.Sessions ?? 0) - TlsNcscProbe.SessionsOf(seen))
        );

    /// <summary>Such as <c>connect-timeout</c>: for the eyes of who follows the round, not for a verdict.</summary>
    private static string? FailureOf(AddressObservation seen) =>
        seen switch
        {
            { Disposition: AddressDisposition.Stopped } => Slug.Of(seen.Disposition),
            { Last: { Handshake: null, Fault: { } fault } } =>
                $"{Slug.Of(fault.Stage)}-{Slug.Of(fault.Kind)}",
            { Last: { Handshake: null, StartTlsOffered: false } } => "starttls-not-offered",
            _ => null,
        };

    private sealed record ClaimedPair(
        long Id,
        string Host,
        string Address,
        string ServerName,
        short Claims
    );

    private sealed record DonePair(
        long Id,
        short Sessions,
        string? Failure,
        string Document,
        IReadOnlyList<StoredCertificate> Certificates
    );

    private static partial class Log
    {
        [LoggerMessage(
            1,
            LogLevel.Warning,
            "Round {Round}: {Host} at {Address} met a fault of our own and is tried again; tries so far: {Claims}"
        )]
        public static partial void OwnFault(
            ILogger logger,
            int round,
            string host,
            string address,
            short claims
        );

        [LoggerMessage(
            2,
            LogLevel.Warning,
            "The database is unavailable, round {Round} keeps what it saw: {Fault}"
        )]
        public static partial void NotStoredYet(ILogger logger, int round, string fault);

        [LoggerMessage(
            4,
            LogLevel.Information,
            "Round {Round}: {Host} at {Address} hides STARTTLS behind an examination and is left alone until {Over}"
        )]
        public static partial void Rests(
            ILogger logger,
            int round,
            string host,
            string address,
            DateTimeOffset over
        );

        [LoggerMessage(
            3,
            LogLevel.Error,
            "Round {Round}: connecting to {Host} at {Address} failed"
        )]
        public static partial void Failed(
            ILogger logger,
            int round,
            string host,
            string address,
            Exception fault
        );
    }
}
