using Dashboard.Core.Adoption;
using Dashboard.Core.Dns;
using Dashboard.Core.Organisations;
using Dashboard.Data;
using Dashboard.Data.Organisations;
using Dashboard.Data.Rounds;
using Dashboard.Web.Features.Organisations.Pages;
using Dashboard.Web.Features.RoundStore;
using Microsoft.EntityFrameworkCore;

namespace Dashboard.Web.Features.Organisations;

/// <summary>A mail domain and the organisations that have it on one day; none where nobody has, on a list made by hand.</summary>
internal sealed record MailDomain(DomainName Name, IReadOnlyList<Organisation> Organisations);

/// <summary>Which mail domains there are on a day, and whose.</summary>
/// <param name="All">Every organisation by its number, so that a part's ancestor, a ministry or a province can be named.</param>
/// <param name="Orphans">Still registered, at an organisation that is no more and has no successor.</param>
internal sealed record MailDomainsOfDay(
    IReadOnlyDictionary<int, Organisation> All,
    IReadOnlyList<MailDomain> Domains,
    IReadOnlyList<DomainName> Orphans
);

/// <summary>
/// Answers which mail domains count on a day: every one of an active organisation, whatever its source; those of an organisation
/// that is no more count at its successor. Rounds, lists and pages ask here.
/// </summary>
internal sealed class MailDomains(IDbContextFactory<DashboardDb> database)
{
    /// <summary>More successors in a row than there ever were; a circle ends here too.</summary>
    private const int LongestChain = 32;

    /// <returns>Null where there is no list of that name.</returns>
    public async Task<MailDomainsOfDay?> OnAsync(
        DateOnly day,
        string? listName,
        CancellationToken cancellation
    )
    {
        await using var db = await database.CreateDbContextAsync(cancellation);
        var list = listName is null
            ? null
            : await db
                .DomainLists.AsNoTracking()
                .SingleOrDefaultAsync(one => one.Name == listName, cancellation);
        if (listName is not null && list is null)
        {
            return null;
        }
        var all = await db
            .Organisations.AsNoTracking()
            .ToDictionaryAsync(organisation => organisation.Id, cancellation);
        var links = db.OrganisationDomains.Where(link =>
            (link.From == null || link.From <= day) && (link.Until == null || day < link.Until)
        );
        if (list is { Kind: DomainListKind.Imported })
        {
            links = links.Where(link =>
                link.Source == RegisterSource.List && link.ListId == list.Id
            );
        }
        var rows = await links
            .Select(link => new { link.Domain, link.OrganisationId })
            .Distinct()
            .ToListAsync(cancellation);
        var holders = new Dictionary<string, List<Organisation>>(StringComparer.Ordinal);
        foreach (var row in rows)
        {
            if (!holders.TryGetValue(row.Domain, out var here))
            {
                holders[row.Domain] = here = [];
            }
            if (HolderOn(day, all[row.OrganisationId], all) is { } holder && !here.Contains(holder))
            {
                here.Add(holder);
            }
        }
        return list switch
        {
            { Kind: DomainListKind.ByHand } => await ByHandAsync(
                db,
                list.Id,
                all,
                holders,
                cancellation
            ),
            { Kind: DomainListKind.Filter, Filter: { } filter } => Answer(
                all,
                Filtered(
                    await OfProvidersAsync(db, holders, filter.Providers, cancellation),
                    filter,
                    all
                )
            ),
            _ => Answer(all, holders),
        };
    }

    private static MailDomainsOfDay Answer(
        Dictionary<int, Organisation> all,
        Dictionary<string, List<Organisation>> holders
    )
    {
        var named = holders.OrderBy(one => one.Key, StringComparer.Ordinal).ToList();
        return new(
            all,
            [
                .. named
                    .Where(one => one.Value.Count > 0)
                    .Select(one => new MailDomain(DomainName.Parse(one.Key), Ordered(one.Value))),
            ],
            [.. named.Where(one => one.Value.Count == 0).Select(one => DomainName.Parse(one.Key))]
        );
    }

    private static async Task<MailDomainsOfDay> ByHandAsync(
        DashboardDb db,
        int listId,
        Dictionary<int, Organisation> all,
        Dictionary<string, List<Organisation>> holders,
        CancellationToken cancellation
    )
    {
        var members = await db
            .DomainListMembers.Where(member => member.ListId == listId)
            .Select(member => member.Domain)
            .ToListAsync(cancellation);
        return new(
            all,
            [
                .. members
                    .Order(StringComparer.Ordinal)
                    .Select(member => new MailDomain(
                        DomainName.Parse(member),
                        Ordered(holders.GetValueOrDefault(member, []))
                    )),
            ],
            []
        );
    }

    /// <summary>Those with one of the providers in the newest published round; all where none is named.</summary>
    private static async Task<Dictionary<string, List<Organisation>>> OfProvidersAsync(
        DashboardDb db,
        Dictionary<string, List<Organisation>> holders,
        IReadOnlyList<string> providers,
        CancellationToken cancellation
    )
    {
        if (providers.Count == 0)
        {
            return holders;
        }
        var round = await db.Published()
            .WholeFirst()
            .Select(r => (int?)r.Id)
            .FirstOrDefaultAsync(cancellation);
        var numbers = await db.Set<RoundValueRow>()
            .Where(v => v.Dimension == AdoptionDimension.Provider && providers.Contains(v.Key))
            .Select(v => v.Id)
            .ToListAsync(cancellation);
        var domains = await db.Set<RoundResultRow>()
            .Where(r =>
                r.RoundId == round
                && r.SupersededIn == null
                && (
                    (r.Provider != null && numbers.Contains(r.Provider.Value))
                    || (r.More != null && r.More.Any(number => numbers.Contains(number)))
                )
            )
            .Join(db.Set<MeasuredDomainRow>(), r => r.DomainId, d => d.Id, (_, d) => d.Name)
            .ToListAsync(cancellation);
        return domains
            .Distinct(StringComparer.Ordinal)
            .Where(holders.ContainsKey)
            .ToDictionary(name => name, name => holders[name], StringComparer.Ordinal);
    }

    private static Dictionary<string, List<Organisation>> Filtered(
        Dictionary<string, List<Organisation>> holders,
        DomainListFilter filter,
        Dictionary<int, Organisation> all
    ) =>
        holders
            .Select(one => (one.Key, Value: one.Value.FindAll(holder => Is(holder, filter, all))))
            .Where(one => one.Value.Count > 0)
            .ToDictionary(one => one.Key, one => one.Value, StringComparer.Ordinal);

    private static bool Is(
        Organisation organisation,
        DomainListFilter filter,
        Dictionary<int, Organisation> all
    ) =>
        (filter.Layers.Count == 0 || filter.Layers.Contains(organisation.Layer))
        && (
            filter.Ministries.Count == 0
            || (
                organisation.MinistryId is { } ministry
                && filter.Ministries.Contains(all[ministry].Key)
            )
        )
        && (
            filter.Provinces.Count == 0
            || (organisation.Province is { } province && filter.Provinces.Contains(province))
        )
        && (
            filter.Organisations.Count == 0
            || Line(organisation, all).Any(one => filter.Organisations.Contains(one.Key))
        );

    /// <summary>Itself where it is active, else who has followed it; null where nobody has.</summary>
    private static Organisation? HolderOn(
        DateOnly day,
        Organisation organisation,
        Dictionary<int, Organisation> all
    )
    {
        var at = organisation;
        for (var hops = 0; hops < LongestChain; hops++)
        {
            if (at.IsActiveOn(day))
            {
                return at;
            }
            // A part ends with the whole, and goes where the whole goes.
            var followed = Line(at, all)
                .FirstOrDefault(one => one.SuccessorId is not null && !(day < one.SuccessorFrom));
            if (followed?.SuccessorId is not { } successor)
            {
                return null;
            }
            at = all[successor];
        }
        return null;
    }

    /// <summary>The organisation and its ancestors.</summary>
    private static IEnumerable<Organisation> Line(
        Organisation organisation,
        Dictionary<int, Organisation> all
    )
    {
        var at = organisation;
        for (var depth = 0; depth < LongestChain; depth++)
        {
            yield return at;
            if (at.ParentId is not { } parent)
            {
                yield break;
            }
            at = all[parent];
        }
    }

    private static List<Organisation> Ordered(List<Organisation> organisations) =>
        [.. organisations.OrderBy(organisation => organisation.Id)];
}
