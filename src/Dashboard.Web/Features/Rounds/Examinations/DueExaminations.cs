using System.Net;
using Dashboard.Core.Dns;
using Dashboard.Core.Inbound.TlsNcsc;
using Dashboard.Data;
using Dashboard.Data.Rounds;
using Dashboard.Probes.Inbound;
using Dashboard.Probes.Inbound.TlsNcsc;
using Dashboard.Web.Features.Rounds.Start;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace Dashboard.Web.Features.Rounds.Examinations;

/// <summary>
/// Examines each server that rounds with TLS met lately in full, once in <see cref="TlsNcscOptions.FullEvery"/> and a few every
/// hour: the four questions of a round alone never show that a server meets the guidelines. Each serves everybody, and counts with
/// the rounds of a month (<see cref="EarlierExamination"/>). Servers whose operators asked to be left alone are not connected to. What programs ask for in batches has no part in it.
/// </summary>
internal sealed partial class DueExaminations(
    IDbContextFactory<DashboardDb> database,
    IAddressEvidence evidence,
    TlsNcscProbe tls,
    IOptions<TlsNcscOptions> settings,
    TimeProvider time,
    ILogger<DueExaminations> log
) : BackgroundService
{
    private static readonly TimeSpan Every = TimeSpan.FromHours(1);

    /// <summary>Of one that did not come to its end.</summary>
    private static readonly TimeSpan AgainAfter = TimeSpan.FromDays(1);

    private const int AtOnce = 4;

    /// <summary>Of one server.</summary>
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(15);

    /// <summary>Any number that nothing else locks by.</summary>
    private const long OneWorkerAtATime = 8_412_642_001;

    private static readonly string Catalogue = TlsQuestions.CatalogueVersion.ToString(
        System.Globalization.CultureInfo.InvariantCulture
    );

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (settings.Value.FullEvery == TimeSpan.Zero)
        {
            return;
        }
        using var timer = new PeriodicTimer(Every, time);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            try
            {
                await RunAsync(stoppingToken);
            }
            catch (Exception fault) when (!stoppingToken.IsCancellationRequested)
            {
                // An hour later it is tried again, and nothing was lost.
                Log.Failed(log, fault.GetBaseException().Message);
            }
        }
    }

    /// <summary>The share of an hour: those that were never examined first, then the oldest.</summary>
    /// <returns>How many servers were asked.</returns>
    public async Task<int> RunAsync(CancellationToken cancellation)
    {
        var due = await DueAsync(cancellation);
        await Parallel.ForEachAsync(
            due,
            new ParallelOptions
            {
                MaxDegreeOfParallelism = AtOnce,
                CancellationToken = cancellation,
            },
            async (target, stop) => await ExamineAsync(target, stop)
        );
        return due.Count;
    }

    private async Task ExamineAsync(AddressTarget target, CancellationToken stop)
    {
        using var limit = new CancellationTokenSource(Longest, time);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, stop);
        try
        {
            var seen = await evidence.ObserveAsync(
                target,
                EvidenceDemand.Interactive,
                retrying: null,
                both.Token
            );
            await tls.ExamineAsync(
                target,
                seen,
                TlsProfile.Full,
                EvidenceDemand.Interactive,
                both.Token
            );
        }
        catch (Exception fault) when (!stop.IsCancellationRequested)
        {
            // One server costs no other its turn.
            Log.NotExamined(log, target, fault.GetBaseException().Message);
        }
    }

    /// <summary>
    /// Noted as tried before they are asked: of several workers each gets others within the share of the hour, and a server at which we
    /// fail does not come before the rest every hour.
    /// </summary>
    private async Task<List<AddressTarget>> DueAsync(CancellationToken cancellation)
    {
        var now = time.GetUtcNow();
        await using var db = await database.CreateDbContextAsync(cancellation);
        await using var transaction = await db.Database.BeginTransactionAsync(cancellation);
        await db.Database.ExecuteSqlAsync(
            $"SELECT pg_advisory_xact_lock({OneWorkerAtATime})",
            cancellation
        );
        var rounds = await RoundsAsync(db, now, cancellation);
        var servers = await db.Set<RoundPairRow>()
            .Where(p => rounds.Contains(p.RoundId) && p.DoneAt != null && p.Failure == null)
            .Select(p => new
            {
                p.Host,
                p.Address,
                p.ServerName,
            })
            .Distinct()
            .CountAsync(cancellation);
        var tried = await db.SharedExaminations.CountAsync(
            e => e.TriedAt > now - Every,
            cancellation
        );
        var share = (int)Math.Ceiling(servers * (Every / settings.Value.FullEvery)) - tried;
        if (share <= 0)
        {
            return [];
        }
        var due = await db
            .Database.SqlQuery<DueServer>(
                $"""
                INSERT INTO shared_examinations AS known (host, address, server_name, tried_at)
                SELECT due.host, due.address, due.server_name, {now}
                FROM (
                  SELECT pair.host, pair.address, pair.server_name,
                    max(other.tried_at) AS tried_at, max(other.whole_at) AS whole_at
                  FROM round_pairs AS pair
                  LEFT JOIN shared_examinations AS other
                    ON (other.host, other.address, other.server_name) = (pair.host, pair.address, pair.server_name)
                  WHERE pair.round_id = ANY ({rounds}) AND pair.done_at IS NOT NULL AND pair.failure IS NULL
                    AND (other.whole_at IS NULL OR other.whole_at < {now - settings.Value.FullEvery}
                      OR other.whole ->> 'catalogueVersion' <> {Catalogue})
                    AND (other.tried_at IS NULL OR other.tried_at < {now - AgainAfter})
                    AND (other.serves_until IS NULL OR other.serves_until < {now})
                  GROUP BY pair.host, pair.address, pair.server_name) AS due
                ORDER BY greatest(due.tried_at, due.whole_at) NULLS FIRST, md5(due.host || due.address)
                LIMIT {share}
                ON CONFLICT (host, address, server_name) DO UPDATE SET tried_at = {now}
                RETURNING known.host, known.address, known.server_name
                """
            )
            .ToListAsync(cancellation);
        await transaction.CommitAsync(cancellation);
        return
        [
            .. due.Select(server => new AddressTarget(
                    DomainName.Parse(server.Host),
                    IPAddress.Parse(server.Address),
                    DomainName.Parse(server.ServerName)
                ))
                .Where(server => settings.Value.LeftAloneBy(server.Host, server.Address) is null),
        ];
    }

    /// <summary>Those that were measured within the time in which each server is due once, else the newest.</summary>
    private async Task<int[]> RoundsAsync(
        DashboardDb db,
        DateTimeOffset now,
        CancellationToken cancellation
    )
    {
        var measured = await db.Set<RoundRow>()
            .Where(r =>
                r.Kind != RoundKind.Batch
                && (r.Profile == RoundProfiles.Round || r.Profile == RoundProfiles.Full)
                && r.MeasuredAt != null
                && r.State != RoundState.Cancelled
            )
            .OrderByDescending(r => r.MeasuredAt)
            .Select(r => new { r.Id, At = r.MeasuredAt!.Value })
            .ToListAsync(cancellation);
        var lately = measured.FindAll(r => r.At > now - settings.Value.FullEvery);
        return [.. (lately.Count > 0 ? lately : measured.Take(1)).Select(r => r.Id)];
    }

    private sealed record DueServer(string Host, string Address, string ServerName);

    private static partial class Log
    {
        [LoggerMessage(
            1,
            LogLevel.Warning,
            "Servers that are due to be examined in full were not, and are tried in an hour: {Fault}"
        )]
        public static partial void Failed(ILogger logger, string fault);

        [LoggerMessage(
            2,
            LogLevel.Warning,
            "{Target} was not examined in full, and is due again after a day: {Fault}"
        )]
        public static partial void NotExamined(ILogger logger, AddressTarget target, string fault);
    }
}
