using Dashboard.Core.Adoption;
using Dashboard.Core.Dns;
using Dashboard.Data;
using Dashboard.Data.Organisations;
using Dashboard.Web.Features.Organisations;
using Dashboard.Web.Features.RoundStore;
using Microsoft.EntityFrameworkCore;

namespace Dashboard.Web.Features.Rounds.Start;

/// <summary>The registers and lists of this installation, as they are on a day.</summary>
internal sealed class RoundRegister(IDbContextFactory<DashboardDb> database, MailDomains domains)
    : IRoundRegister
{
    public async Task<RoundList?> ReadAsync(
        string? list,
        DateOnly day,
        CancellationToken cancellation
    )
    {
        if (await domains.OnAsync(day, list, cancellation) is not { } found)
        {
            return null;
        }
        var provinces = found
            .All.Values.Where(organisation => organisation.Tooi is not null)
            .ToDictionary(organisation => organisation.Tooi!, StringComparer.Ordinal);
        // What an organisation has beside the domains of the list decides whether one of them is its only one.
        var whole = list is null ? found : await domains.OnAsync(day, null, cancellation) ?? found;
        var mailDomains = whole
            .Domains.SelectMany(domain =>
                domain.Organisations.Select(o => (Unit: CountsAt(o, whole.All).Id, domain.Name))
            )
            .Distinct()
            .ToLookup(domain => domain.Unit, domain => domain.Name);
        return new(
            list,
            [
                .. found
                    .Domains.SelectMany(domain => domain.Organisations)
                    .DistinctBy(organisation => organisation.Id)
                    .OrderBy(organisation => organisation.Id)
                    .Select(organisation =>
                        Listed(organisation, found.All, provinces, mailDomains)
                    ),
            ],
            [
                .. found.Domains.Select(domain => new ListedDomain(
                    domain.Name,
                    [.. domain.Organisations.Select(organisation => organisation.Key)]
                )),
            ]
        );
    }

    public async Task<string?> FindKeyAsync(string organisation, CancellationToken cancellation)
    {
        await using var db = await database.CreateDbContextAsync(cancellation);
        return (await OrganisationLookup.FindAsync(db, organisation, cancellation))?.Key;
    }

    private static ListedOrganisation Listed(
        Organisation organisation,
        IReadOnlyDictionary<int, Organisation> all,
        Dictionary<string, Organisation> provinces,
        ILookup<int, DomainName> mailDomains
    )
    {
        var countsAt = CountsAt(organisation, all);
        return new(
            Value(organisation),
            new(organisation.Layer, organisation.Layer),
            organisation.MinistryId is { } ministry ? Value(all[ministry]) : null,
            organisation.Province is { } province
                ? new(province, provinces.GetValueOrDefault(province)?.Name ?? province)
                : null,
            Value(countsAt),
            OrganisationSending.MainDomainOf(
                DomainName.TryParse(countsAt.MainDomain, out var chosen) ? chosen : null,
                [.. mailDomains[countsAt.Id]]
            ),
            [.. mailDomains[countsAt.Id]]
        );
    }

    private static Organisation CountsAt(
        Organisation organisation,
        IReadOnlyDictionary<int, Organisation> all
    ) => organisation.CountsAtId is { } ancestor ? all[ancestor] : organisation;

    private static ListedValue Value(Organisation organisation) =>
        new(organisation.Key, organisation.Name);
}
