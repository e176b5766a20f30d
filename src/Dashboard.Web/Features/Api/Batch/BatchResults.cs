using System.Runtime.CompilerServices;
using System.Threading.RateLimiting;
using Dashboard.Core.Dns;
using Dashboard.Core.Inbound;
using Dashboard.Core.Inbound.TlsNcsc;
using Dashboard.Data;
using Dashboard.Data.Rounds;
using Dashboard.Probes.Inbound;
using Dashboard.Web.Features.Rounds.Figures;
using Dashboard.Web.Features.Rounds.Work;
using Dashboard.Web.Features.RoundStore;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace Dashboard.Web.Features.Api.Batch;

/// <summary>
/// The results of a batch, judged from the evidence of its round, some domains at a time. Each such part needs a turn, of which an account
/// has one and all of them together a few: who asks often or reads slowly takes the machine from nobody.
/// </summary>
internal sealed class BatchResults(
    IDbContextFactory<DashboardDb> database,
    IOptions<BatchOptions> options
) : IDisposable
{
    private const int AtATime = 100;

    private readonly SemaphoreSlim turns = new(options.Value.ResultsAtOnce);

    private readonly PartitionedRateLimiter<Guid> own = PartitionedRateLimiter.Create<Guid, Guid>(
        account =>
            RateLimitPartition.GetConcurrencyLimiter(
                account,
                _ => new ConcurrencyLimiterOptions { PermitLimit = 1, QueueLimit = int.MaxValue }
            )
    );

    /// <summary>Null where nothing can be told of a domain.</summary>
    public async IAsyncEnumerable<(DomainName Domain, BatchDomain? Result)> ReadAsync(
        int round,
        Guid account,
        [EnumeratorCancellation] CancellationToken cancellation
    )
    {
        var after = 0;
        // Last, however many come first in the round: a program tells by the first one which type of request it was.
        var lost = new List<DomainName>();
        var method = await MethodAsync(round, cancellation);
        while (true)
        {
            List<(int Number, DomainName Domain, BatchDomain? Result)> part;
            using (await own.AcquireAsync(account, cancellationToken: cancellation))
            {
                await turns.WaitAsync(cancellation);
                try
                {
                    part = await ReadPartAsync(round, method, after, cancellation);
                }
                finally
                {
                    turns.Release();
                }
            }
            if (part.Count == 0)
            {
                break;
            }
            after = part[^1].Number;
            foreach (var (_, domain, result) in part)
            {
                if (result is null)
                {
                    lost.Add(domain);
                }
                else
                {
                    yield return (domain, result);
                }
            }
        }
        foreach (var domain in lost)
        {
            yield return (domain, null);
        }
    }

    public void Dispose()
    {
        turns.Dispose();
        own.Dispose();
    }

    /// <summary>That which the round was started with, as its own results are judged by it.</summary>
    private async Task<NcscMethod> MethodAsync(int round, CancellationToken cancellation)
    {
        await using var db = await database.CreateDbContextAsync(cancellation);
        var started = await db.Set<RoundRow>()
            .AsNoTracking()
            .Where(r => r.Id == round)
            .Select(r => r.Method)
            .SingleAsync(cancellation);
        return MethodChanges.Ncsc(started) ?? NcscMethod.Ncsc2025;
    }

    private async Task<List<(int, DomainName, BatchDomain?)>> ReadPartAsync(
        int round,
        NcscMethod method,
        int after,
        CancellationToken cancellation
    )
    {
        await using var db = await database.CreateDbContextAsync(cancellation);
        var lookups = await db.Set<RoundLookupRow>()
            .AsNoTracking()
            .Where(l => l.RoundId == round && l.Wave == 1 && l.DomainId > after)
            .OrderBy(l => l.DomainId)
            .Take(AtATime)
            .Join(
                db.Set<MeasuredDomainRow>(),
                l => l.DomainId,
                d => d.Id,
                (l, d) =>
                    new
                    {
                        l.DomainId,
                        l.Document,
                        l.Hosts,
                        d.Name,
                    }
            )
            .ToListAsync(cancellation);
        var resolved = await StoredEvidence.ResolvedAsync(
            db,
            round,
            [
                .. lookups
                    .Where(l => l.Document is not null)
                    .Select(l => new ResolvedLookup(l.DomainId, l.Document!, l.Hosts ?? [])),
            ],
            cancellation
        );
        var kept = new Dictionary<AddressTarget, AddressObservation?>();
        await StoredEvidence.ReadPairsAsync(
            db,
            round,
            wave: 1,
            resolved.Values,
            kept,
            cancellation
        );
        var judged = resolved
            .AsParallel()
            .Select(domain =>
            {
                var seen = InboundTargets.Complete(domain.Value, kept.GetValueOrDefault);
                return (
                    domain.Key,
                    Result: BatchDomain.Of(seen, InboundJudgement.Judge(seen, method))
                );
            })
            .ToDictionary(d => d.Key, d => d.Result);
        return
        [
            .. lookups.Select(l =>
                (l.DomainId, DomainName.Parse(l.Name), judged.GetValueOrDefault(l.DomainId))
            ),
        ];
    }
}
