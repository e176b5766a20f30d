using Dashboard.Core.Dns;
using Dashboard.Core.Inbound;
using Dashboard.Data;
using Dashboard.Data.Organisations;
using Dashboard.Data.Rounds;
using Dashboard.Web.Components.Text;
using Dashboard.Web.Features.Inbound;
using Dashboard.Web.Features.Organisations.Pages;
using Dashboard.Web.Features.Rounds.Figures;
using Dashboard.Web.Features.Rounds.Results;
using Microsoft.EntityFrameworkCore;

namespace Dashboard.Web.Features.Api.Reading;

/// <summary>A mail domain of the registers.</summary>
/// <param name="Organisations">Ids of those that have it today.</param>
internal sealed record DomainResource(string Domain, IReadOnlyList<string> Organisations);

/// <summary>A receiving test that anybody can see.</summary>
internal sealed record DomainTest(
    string Id,
    DateTimeOffset FinishedAt,
    DomainStatus Status,
    Delivery Delivery,
    ConnectionType? ConnectionType,
    string MethodVersion
);

/// <summary>What a published round says of a domain.</summary>
/// <param name="Round">Its id.</param>
internal sealed record DomainRoundResult(int Round, DateOnly MeasuredOn, ResultItem Result);

/// <summary>All that is public of a domain.</summary>
/// <param name="Tests">The newest first.</param>
/// <param name="Results">Of the published rounds that have it, the newest first; ten at most.</param>
internal sealed record DomainDetail(
    string Domain,
    IReadOnlyList<string> Organisations,
    IReadOnlyList<DomainTest> Tests,
    IReadOnlyList<DomainRoundResult> Results
);

/// <summary>Domains as the API gives them.</summary>
internal sealed class DomainQueries(
    IDbContextFactory<DashboardDb> database,
    InboundTests tests,
    TimeProvider time
)
{
    private const string Octets = "C";

    private const int MostRounds = 10;

    /// <summary>Those of organisations today, by the octets of their names.</summary>
    public async Task<IReadOnlyList<DomainResource>> ListAsync(
        string? organisation,
        string? after,
        int most,
        CancellationToken cancellation
    )
    {
        await using var db = await database.CreateDbContextAsync(cancellation);
        var held = Held(db);
        if (organisation is not null)
        {
            var asked = db.Organisations.WithKey(organisation);
            held = held.Where(d => asked.Any(o => o.Id == d.OrganisationId));
        }
        var names = held.Select(d => d.Domain).Distinct();
        if (after is not null)
        {
            // The database compares, by octets.
#pragma warning disable CA1309
            names = names.Where(n => string.Compare(EF.Functions.Collate(n, Octets), after) > 0);
#pragma warning restore CA1309
        }
        var page = await names
            .OrderBy(n => EF.Functions.Collate(n, Octets))
            .Take(most)
            .ToListAsync(cancellation);
        var holders = await HoldersAsync(db, page, cancellation);
        return page.ConvertAll(name => new DomainResource(name, [.. holders[name]]));
    }

    /// <summary>Null where nothing is known of it.</summary>
    public async Task<DomainDetail?> FindAsync(DomainName domain, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(domain);
        await using var db = await database.CreateDbContextAsync(cancellation);
        var holders = await HoldersAsync(db, [domain.Value], cancellation);
        var history = await tests.HistoryAsync(domain, cancellation);
        var results = await ResultsAsync(db, domain, cancellation);
        return !holders.Contains(domain.Value) && history.Count == 0 && results.Count == 0
            ? null
            : new(
                domain.Value,
                [.. holders[domain.Value]],
                [
                    .. history.Select(t => new DomainTest(
                        t.Id,
                        t.FinishedAt,
                        t.Status,
                        t.Delivery,
                        t.ConnectionType,
                        t.MethodVersion
                    )),
                ],
                results
            );
    }

    private IQueryable<OrganisationDomain> Held(DashboardDb db)
    {
        var today = DutchTime.DayOf(time.GetUtcNow());
        return db.Set<OrganisationDomain>()
            .AsNoTracking()
            .Where(d =>
                (d.From == null || d.From <= today) && (d.Until == null || d.Until > today)
            );
    }

    /// <summary>Ids of organisations, by domain.</summary>
    private async Task<ILookup<string, string>> HoldersAsync(
        DashboardDb db,
        IReadOnlyList<string> domains,
        CancellationToken cancellation
    )
    {
        var rows = await Held(db)
            .Where(d => domains.Contains(d.Domain))
            .Join(
                db.Organisations,
                d => d.OrganisationId,
                o => o.Id,
                (d, o) => new { d.Domain, o.Key }
            )
            .Distinct()
            .ToListAsync(cancellation);
        return rows.OrderBy(r => r.Key, StringComparer.Ordinal)
            .ToLookup(r => r.Domain, r => r.Key, StringComparer.Ordinal);
    }

    private static async Task<IReadOnlyList<DomainRoundResult>> ResultsAsync(
        DashboardDb db,
        DomainName domain,
        CancellationToken cancellation
    )
    {
        var rows = await db.Set<MeasuredDomainRow>()
            .Where(d => d.Name == domain.Value)
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
            .ThenByDescending(r => r.Round.Id)
            .Take(MostRounds)
            .AsNoTracking()
            .ToListAsync(cancellation);
        if (rows.Count == 0)
        {
            return [];
        }
        var stored = await StoredRound.WithoutResultsAsync(db, cancellation);
        return rows.ConvertAll(r => new DomainRoundResult(
            r.Round.Id,
            r.Round.MeasuredOn,
            RoundResults.Item(stored, new(r.Row, domain))
        ));
    }
}
