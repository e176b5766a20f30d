using Dashboard.Core.Dns;
using Dashboard.Core.Inbound;
using Dashboard.Data;
using Dashboard.Data.Rounds;
using Dashboard.Probes.Inbound;
using Dashboard.Web.Features.Inbound.Result;
using Dashboard.Web.Features.RoundStore;
using Microsoft.EntityFrameworkCore;

namespace Dashboard.Web.Features.Organisations.Pages;

/// <summary>One thing to change, for all the domains of an organisation that need it.</summary>
/// <param name="Subjects">The servers or zones that it is about.</param>
/// <param name="Owners">Whose those are.</param>
internal sealed record OrganisationStep(
    string Slug,
    AdviceActor Actor,
    IReadOnlyList<DomainName> Subjects,
    IReadOnlyList<DomainName> Owners,
    IReadOnlyList<DomainName> Domains
);

/// <summary>What an organisation can do next: from the evidence of a round, judged as it was then.</summary>
internal sealed class RoundAdvice(IDbContextFactory<DashboardDb> database)
{
    /// <summary>Domains that are judged for one page. Those of one organisation mostly share their servers, and so their steps.</summary>
    public const int MostDomains = 40;

    /// <param name="results">Of one round.</param>
    /// <returns>In order of how many domains they help.</returns>
    public async Task<IReadOnlyList<OrganisationStep>> FindAsync(
        int round,
        IReadOnlyList<DomainResult> results,
        CancellationToken cancellation
    )
    {
        var steps = new List<(DomainName Domain, Advice Advice)>();
        foreach (
            var wave in results
                .Where(r => r.IsMeasured && !r.IsProtected)
                .Take(MostDomains)
                .GroupBy(r => r.Wave, r => r.DomainId)
        )
        {
            foreach (var seen in await ReadAsync(round, wave.Key, [.. wave], cancellation))
            {
                steps.AddRange(
                    InboundJudgement
                        .Judge(seen)
                        .MailTransport.Advice.Select(advice => (seen.Domain, advice))
                );
            }
        }
        return
        [
            .. steps
                .GroupBy(s => (s.Advice.Slug, s.Advice.Actor))
                .Select(of => new OrganisationStep(
                    of.Key.Slug,
                    of.Key.Actor,
                    [.. of.Select(s => AdviceSubjects.Of(s.Advice, s.Domain)).Distinct()],
                    [.. of.Select(s => AdviceSubjects.OwnerOf(s.Advice, s.Domain)).Distinct()],
                    [.. of.Select(s => s.Domain).Distinct()]
                ))
                .OrderByDescending(s => s.Domains.Count),
        ];
    }

    private async Task<IReadOnlyList<InboundObservation>> ReadAsync(
        int round,
        short wave,
        int[] domains,
        CancellationToken cancellation
    )
    {
        await using var db = await database.CreateDbContextAsync(cancellation);
        var lookups = await db.Set<RoundLookupRow>()
            .AsNoTracking()
            .Where(l =>
                l.RoundId == round
                && l.Wave == wave
                && domains.Contains(l.DomainId)
                && l.Document != null
                && l.Hosts != null
            )
            .Select(l => new ResolvedLookup(l.DomainId, l.Document!, l.Hosts!))
            .ToListAsync(cancellation);
        var resolved = await StoredEvidence.ResolvedAsync(db, round, lookups, cancellation);
        var sessions = new Dictionary<AddressTarget, AddressObservation?>();
        await StoredEvidence.ReadPairsAsync(
            db,
            round,
            wave,
            resolved.Values,
            sessions,
            cancellation
        );
        return
        [
            .. resolved.Values.Select(seen =>
                InboundTargets.Complete(seen, sessions.GetValueOrDefault)
            ),
        ];
    }
}
