using Dashboard.Core;
using Dashboard.Core.Adoption;
using Dashboard.Core.Inbound;
using Dashboard.Data;
using Dashboard.Data.Rounds;
using Dashboard.Web.Components.Text;
using Microsoft.EntityFrameworkCore;

namespace Dashboard.Web.Features.Organisations.Pages;

/// <summary>
/// The badge of an organisation, from what is public of its mail domains of today: published rounds and receiving tests, of which
/// each has its permanent page.
/// </summary>
internal sealed class OrganisationBadges(IDbContextFactory<DashboardDb> database, TimeProvider time)
{
    public async Task<InboundBadge> FindAsync(int organisation, CancellationToken cancellation)
    {
        var now = time.GetUtcNow();
        await using var db = await database.CreateDbContextAsync(cancellation);
        var domains = await DomainsToday.OfAsync(
            db,
            organisation,
            DutchTime.DayOf(now),
            cancellation
        );
        var sightings = (await RoundsAsync(db, domains, cancellation))
            .Concat(await TestsAsync(db, domains, cancellation))
            .ToLookup(s => s.Domain, s => s.Sighting, StringComparer.Ordinal);
        return InboundBadge.Of(
            domains.Select(IReadOnlyCollection<DomainSighting> (d) => [.. sightings[d]]),
            now
        );
    }

    private static async Task<IEnumerable<(string Domain, DomainSighting Sighting)>> RoundsAsync(
        DashboardDb db,
        IReadOnlyList<string> domains,
        CancellationToken cancellation
    )
    {
        var rows = await db.Set<MeasuredDomainRow>()
            .Where(d => domains.Contains(d.Name))
            .Join(
                db.Set<RoundResultRow>(),
                d => d.Id,
                r => r.DomainId,
                (d, r) => new { d.Name, Row = r }
            )
            .Join(
                db.Published(),
                r => r.Row.RoundId,
                round => round.Id,
                (r, round) =>
                    new
                    {
                        r.Name,
                        r.Row,
                        round.Edition,
                    }
            )
            .Where(r =>
                r.Row.Edition <= r.Edition
                && (r.Row.SupersededIn == null || r.Row.SupersededIn > r.Edition)
            )
            .Select(r => new
            {
                r.Name,
                r.Row.MeasuredAt,
                Dane = r.Row.Outcomes[(int)FigureStandard.Dane],
            })
            .ToListAsync(cancellation);
        return rows.Where(r => r.Dane is not null)
            .Select(r =>
                (
                    r.Name,
                    Outcome: StandardOutcomes.FromCode(r.Dane!.Value).In(AdoptionView.Strict),
                    r.MeasuredAt
                )
            )
            .Where(r => r.Outcome is not null)
            .Select(r => (r.Name, new DomainSighting(r.MeasuredAt, r.Outcome!.Value)));
    }

    private static async Task<IEnumerable<(string Domain, DomainSighting Sighting)>> TestsAsync(
        DashboardDb db,
        IReadOnlyList<string> domains,
        CancellationToken cancellation
    )
    {
        var names = domains.ToArray();
        var (done, dane) = (Slug.Of(InboundTestState.Done), Slug.Of(MailStandard.Dane));
        var rows = await db
            .Database.SqlQuery<TestOutcome>(
                $"""
                SELECT test.domain, test.finished_at AS at, verdict.document ->> 'strict' AS strict,
                  verdict.document ->> 'why' AS why
                FROM inbound_tests AS test
                JOIN verdicts AS verdict ON verdict.observation_id = test.observation_id
                  AND verdict.standard = {dane} AND verdict.method_version = test.method_version
                WHERE test.domain = ANY ({names}) AND test.state = {done} AND test.finished_at IS NOT NULL
                """
            )
            .ToListAsync(cancellation);
        return rows.Select(r => (r.Domain, Outcome: Outcome(r), r.At))
            .Where(r => r.Outcome is not null)
            .Select(r => (r.Domain, new DomainSighting(r.At, r.Outcome!.Value)));
    }

    private static CountedOutcome? Outcome(TestOutcome row) =>
        Slug.TryParse(row.Strict, out StandardOutcome strict)
            ? new StandardOutcomes(
                strict,
                strict,
                Slug.TryParse(row.Why, out ExclusionReason why) ? why : null
            ).In(AdoptionView.Strict)
            : null;

    private sealed record TestOutcome(
        string Domain,
        DateTimeOffset At,
        string? Strict,
        string? Why
    );
}
