using System.Runtime.CompilerServices;
using Dashboard.Core.Dns;
using Dashboard.Core.Inbound;
using Dashboard.Data;
using Dashboard.Data.Rounds;
using Dashboard.Probes.Inbound;
using Dashboard.Web.Features.Rounds.Work;
using Microsoft.EntityFrameworkCore;

namespace Dashboard.Web.Features.Api.Batch;

/// <summary>The results of a batch, judged from the evidence of its round, some domains at a time.</summary>
internal sealed class BatchResults(IDbContextFactory<DashboardDb> database)
{
    private const int AtATime = 100;

    /// <summary>By the octets of the names. Null where nothing can be told of a domain.</summary>
    public async IAsyncEnumerable<(DomainName Domain, BatchDomain? Result)> ReadAsync(
        int round,
        [EnumeratorCancellation] CancellationToken cancellation
    )
    {
        await using var db = await database.CreateDbContextAsync(cancellation);
        var kept = new Dictionary<AddressTarget, AddressObservation?>();
        var after = 0;
        while (true)
        {
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
            if (lookups.Count == 0)
            {
                yield break;
            }
            after = lookups.Max(l => l.DomainId);
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
            kept.Clear();
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
                    return (domain.Key, Result: BatchDomain.Of(seen, InboundJudgement.Judge(seen)));
                })
                .ToDictionary(d => d.Key, d => d.Result);
            foreach (var lookup in lookups.OrderBy(l => l.DomainId))
            {
                yield return (
                    DomainName.Parse(lookup.Name),
                    judged.GetValueOrDefault(lookup.DomainId)
                );
            }
        }
    }
}
