using Dashboard.Core.Dns;
using Dashboard.Data;
using Dashboard.Data.Organisations;
using Dashboard.Data.Rounds;
using Dashboard.Web.Components.Text;
using Microsoft.EntityFrameworkCore;

namespace Dashboard.Web.Features.Organisations.Pages;

/// <summary>Whose a domain is, and what published rounds and explanations hold of it.</summary>
/// <param name="Results">Newest first.</param>
/// <param name="Explanations">Those of its organisations that hold today, for the domain or for all of theirs.</param>
internal sealed record DomainRegistration(
    IReadOnlyList<Organisation> Organisations,
    IReadOnlyList<(RoundRow Round, DomainResult Result)> Results,
    IReadOnlyList<ExplanationRow> Explanations
);

internal sealed class DomainOrganisations(
    IDbContextFactory<DashboardDb> database,
    TimeProvider time
)
{
    /// <summary>More successors in a row than there ever were; a circle ends here too.</summary>
    private const int LongestChain = 32;

    private const int MostRounds = 10;

    public async Task<DomainRegistration> FindAsync(
        DomainName domain,
        CancellationToken cancellation
    )
    {
        ArgumentNullException.ThrowIfNull(domain);
        var today = DutchTime.DayOf(time.GetUtcNow());
        await using var db = await database.CreateDbContextAsync(cancellation);
        var organisations = await HoldersAsync(db, domain.Value, today, cancellation);
        var keys = organisations.ConvertAll(o => o.Key);
        return new(
            organisations,
            await ResultsAsync(db, domain.Value, cancellation),
            keys.Count == 0
                ? []
                : await OrganisationProfiles
                    .Explanations(db, today)
                    .Where(e =>
                        keys.Contains(e.OrganisationKey)
                        && (e.Domain == null || e.Domain == domain.Value)
                    )
                    .OrderBy(e => e.Standard)
                    .ToListAsync(cancellation)
        );
    }

    private static async Task<List<Organisation>> HoldersAsync(
        DashboardDb db,
        string domain,
        DateOnly today,
        CancellationToken cancellation
    )
    {
        var linked = await db
            .OrganisationDomains.Where(d =>
                d.Domain == domain
                && (d.From == null || d.From <= today)
                && (d.Until == null || d.Until > today)
            )
            .Select(d => d.OrganisationId)
            .Distinct()
            .ToListAsync(cancellation);
        var holders = new List<Organisation>();
        foreach (var id in linked)
        {
            int? at = id;
            for (var hops = 0; at is not null && hops < LongestChain; hops++)
            {
                var here = await db
                    .Organisations.AsNoTracking()
                    .SingleAsync(o => o.Id == at, cancellation);
                if (here.IsActiveOn(today))
                {
                    holders.Add(here);
                    break;
                }
                // A part ends with the whole, and goes where the whole goes.
                at = here.SuccessorId ?? here.ParentId;
            }
        }
        return [.. holders.DistinctBy(o => o.Id).OrderBy(o => o.Name, StringComparer.Ordinal)];
    }

    private static async Task<IReadOnlyList<(RoundRow Round, DomainResult Result)>> ResultsAsync(
        DashboardDb db,
        string domain,
        CancellationToken cancellation
    )
    {
        var rows = await db.Set<MeasuredDomainRow>()
            .Where(d => d.Name == domain)
            .Join(db.Set<RoundResultRow>(), d => d.Id, r => r.DomainId, (_, r) => r)
            .Join(
                db.Published(),
                r => r.RoundId,
                round => round.Id,
                (r, round) => new { Row = r, Round = round }
            )
            .Where(r =>
                r.Row.Edition <= r.Round.Edition
                && (r.Row.SupersededIn == null || r.Row.SupersededIn > r.Round.Edition)
            )
            .OrderByDescending(r => r.Round.StartedAt)
            .Take(MostRounds)
            .AsNoTracking()
            .ToListAsync(cancellation);
        var found = new List<(RoundRow, DomainResult)>();
        foreach (var row in rows)
        {
            var named = await OrganisationRounds.NamedAsync(db, [(row.Row, domain)], cancellation);
            found.Add((row.Round, named[0]));
        }
        return found;
    }
}
