using Dashboard.Core.Adoption;
using Dashboard.Core.Dns;
using Dashboard.Data;
using Dashboard.Data.Rounds;
using Microsoft.EntityFrameworkCore;

namespace Dashboard.Web.Features.Rounds.Work;

/// <summary>What judging needs to know of a round as a whole: read once, as it is frozen.</summary>
internal sealed class RoundFrame
{
    private readonly Dictionary<int, RoundDomainRow> domains;
    private readonly Dictionary<int, HashSet<DomainName>> byOrganisation;
    private readonly MailProvider providers;

    private RoundFrame(
        IEnumerable<(RoundDomainRow Row, DomainName Name)> list,
        MailProvider providers
    )
    {
        this.providers = providers;
        domains = list.ToDictionary(d => d.Row.DomainId, d => d.Row);
        byOrganisation = list.SelectMany(d =>
                d.Row.Organisations.Select(o => (Organisation: o, d.Name))
            )
            .GroupBy(d => d.Organisation)
            .ToDictionary(of => of.Key, of => of.Select(d => d.Name).ToHashSet());
    }

    public static async Task<RoundFrame> ReadAsync(
        DashboardDb db,
        int round,
        CancellationToken cancellation
    )
    {
        var list = await db.Set<RoundDomainRow>()
            .AsNoTracking()
            .Where(d => d.RoundId == round)
            .Join(
                db.Set<MeasuredDomainRow>(),
                d => d.DomainId,
                m => m.Id,
                (d, m) => new { Row = d, m.Name }
            )
            .ToListAsync(cancellation);
        return new(
            [.. list.Select(d => (d.Row, DomainName.Parse(d.Name)))],
            await ProviderNames.ReadAsync(db, round, cancellation)
        );
    }

    public RoundDomainRow Domain(int id) => domains[id];

    public string ProviderOf(int domain, DomainName host) =>
        providers.Of(
            host,
            domains[domain] is { Organisations: [var only] }
                ? byOrganisation[only]
                : domains[domain].Organisations.SelectMany(o => byOrganisation[o]).ToHashSet()
        );
}
