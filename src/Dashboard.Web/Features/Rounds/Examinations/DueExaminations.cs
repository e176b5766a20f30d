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
/// Examines each server that the newest round with TLS met in full, once in <see cref="TlsNcscOptions.FullEvery"/> and a few every
/// hour: the four questions of a round alone never show that a server meets the guidelines. Each serves everybody, and counts with
/// the rounds of a month (<see cref="EarlierExamination"/>).
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
        var seen = await evidence.ObserveAsync(
            target,
            EvidenceDemand.Interactive,
            retrying: null,
            stop
        );
        await tls.ExamineAsync(target, seen, TlsProfile.Full, EvidenceDemand.Interactive, stop);
    }

    /// <summary>
    /// Noted as tried before they are asked: of several workers each gets others, and a server at which we fail does not come before
    /// the rest every hour.
    /// </summary>
    private async Task<List<AddressTarget>> DueAsync(CancellationToken cancellation)
    {
        var now = time.GetUtcNow();
        await using var db = await database.CreateDbContextAsync(cancellation);
        var round = await db.Set<RoundRow>()
            .Where(r =>
                (r.Profile == RoundProfiles.Round || r.Profile == RoundProfiles.Full)
                && r.MeasuredAt != null
                && r.State != RoundState.Cancelled
            )
            .OrderByDescending(r => r.MeasuredAt)
            .Select(r => (int?)r.Id)
            .FirstOrDefaultAsync(cancellation);
        if (round is not { } newest)
        {
            return [];
        }
        var servers = await db.Set<RoundPairRow>()
            .Where(p => p.RoundId == newest && p.DoneAt != null && p.Failure == null)
            .Select(p => new
            {
                p.Host,
                p.Address,
                p.ServerName,
            })
            .Distinct()
            .CountAsync(cancellation);
        var share = (int)Math.Ceiling(servers * (Every / settings.Value.FullEvery));
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
                  WHERE pair.round_id = {newest} AND pair.done_at IS NOT NULL AND pair.failure IS NULL
                    AND (other.whole_at IS NULL OR other.whole_at < {now
                    - settings.Value.FullEvery})
                    AND (other.tried_at IS NULL OR other.tried_at < {now - AgainAfter})
                    AND (other.serves_until IS NULL OR other.serves_until < {now})
                  GROUP BY pair.host, pair.address, pair.server_name) AS due
                ORDER BY greatest(due.tried_at, due.whole_at) NULLS FIRST, md5(due.host || due.address)
                LIMIT {share}
                ON CONFLICT (host, address, server_name) DO UPDATE SET tried_at = {now}
                WHERE known.tried_at IS NULL OR known.tried_at < {now - AgainAfter}
                RETURNING known.host, known.address, known.server_name
                """
            )
            .ToListAsync(cancellation);
        return
        [
            .. due.Select(server => new AddressTarget(
                DomainName.Parse(server.Host),
                IPAddress.Parse(server.Address),
                DomainName.Parse(server.ServerName)
            )),
        ];
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
    }
}
