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
        IEnumerable<RoundDomainRow> list,
        IEnumerable<RoundOrganisationRow> units,
        MailProvider providers
    )
    {
        this.providers = providers;
        domains = list.ToDictionary(row => row.DomainId);
        byOrganisation = units
            .Select(unit => (unit.Parts, Own: unit.OwnDomains.Select(DomainName.Parse).ToHashSet()))
            .SelectMany(unit => unit.Parts.Select(part => (part, unit.Own)))
            .ToDictionary(of => of.part, of => of.Own);
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
            .ToListAsync(cancellation);
        var units = await db.Set<RoundOrganisationRow>()
            .AsNoTracking()
            .Where(o => o.RoundId == round)
            .ToListAsync(cancellation);
        return new(list, units, await ProviderNames.ReadAsync(db, round, cancellation));
    }

    public RoundDomainRow Domain(int id) => domains[id];

    /// <summary>A host under any mail domain of the organisation, or of the one that it counts as, is their own; on the list or not.</summary>
    public string ProviderOf(int domain, DomainName host) =>
        providers.Of(
            host,
            domains[domain] is { Organisations: [var only] }
                ? byOrganisation[only]
                : domains[domain].Organisations.SelectMany(o => byOrganisation[o]).ToHashSet()
        );
}
