using Dashboard.Core.Adoption;
using Dashboard.Core.Dns;
using Dashboard.Core.Organisations;
using Dashboard.Data;
using Dashboard.Data.Organisations;
using Dashboard.Web.Components.Text;
using Dashboard.Web.Features.Organisations.Pages;
using Microsoft.EntityFrameworkCore;

namespace Dashboard.Web.Features.Organisations.Desk;

/// <param name="Key">What is stored: a key, or a TOOI of a province.</param>
internal sealed record DeskChoice(string Key, string Name);

/// <summary>An organisation as an analyst can change it.</summary>
/// <param name="Domains">Its own links with domains, of every source, also those that have ended.</param>
/// <param name="MailDomains">What counts at it today, parts included.</param>
/// <param name="MainDomain">The one that counts today: the chosen one, or the only one; null where neither is.</param>
/// <param name="IsOfLists">Only lists know it, so it can be joined to an organisation of a register.</param>
internal sealed record OrganisationDeskView(
    Organisation Organisation,
    Organisation? Parent,
    Organisation? Ministry,
    Organisation? Successor,
    Organisation? CountsAt,
    string? Province,
    IReadOnlyList<OrganisationDomain> Domains,
    IReadOnlyList<string> MailDomains,
    DomainName? MainDomain,
    IReadOnlyList<DeskChoice> Ministries,
    IReadOnlyList<DeskChoice> Provinces,
    bool IsOfLists
)
{
    public bool IsPart => CountsAt is not null;

    /// <summary>Those that can be moved: its own of today.</summary>
    public IEnumerable<string> OwnDomains(DateOnly today) =>
        Domains
            .Where(link => !(link.From > today) && (link.Until is null || link.Until > today))
            .Select(link => link.Domain)
            .Distinct(StringComparer.Ordinal);
}

/// <summary>Reads what the desk of an organisation shows.</summary>
internal sealed class OrganisationDesk(IDbContextFactory<DashboardDb> database, TimeProvider time)
{
    public DateOnly Today => DutchTime.DayOf(time.GetUtcNow());

    /// <returns>Null where there is no organisation with this key.</returns>
    public async Task<OrganisationDeskView?> FindAsync(string key, CancellationToken cancellation)
    {
        await using var db = await database.CreateDbContextAsync(cancellation);
        var organisations = db.Organisations.AsNoTracking();
        if (
            await organisations.WithKey(key).SingleOrDefaultAsync(cancellation)
            is not { } organisation
        )
        {
            return null;
        }
        var near = await organisations
            .Where(o =>
                o.Id == organisation.ParentId
                || o.Id == organisation.OwnMinistryId
                || o.Id == organisation.SuccessorId
                || o.Id == organisation.CountsAtId
            )
            .ToDictionaryAsync(o => o.Id, cancellation);
        var provinces = await organisations
            .Where(o => o.Layer == Layers.Provincie && o.Tooi != null)
            .OrderBy(o => o.Name)
            .Select(o => new DeskChoice(o.Tooi!, o.Name))
            .ToListAsync(cancellation);
        var mailDomains = await DomainsToday.OfAsync(db, organisation.Id, Today, cancellation);
        var sources = await db
            .OrganisationRecords.Where(record => record.OrganisationId == organisation.Id)
            .Select(record => record.Source)
            .Distinct()
            .ToListAsync(cancellation);
        var countsAt = Near(organisation.CountsAtId);
        return new(
            organisation,
            Near(organisation.ParentId),
            Near(organisation.OwnMinistryId),
            Near(organisation.SuccessorId),
            countsAt?.Id == organisation.Id ? null : countsAt,
            provinces.Find(p => p.Key == organisation.OwnProvince)?.Name
                ?? organisation.OwnProvince,
            await db
                .OrganisationDomains.AsNoTracking()
                .Where(link => link.OrganisationId == organisation.Id)
                .OrderBy(link => link.Domain)
                .ThenBy(link => link.Id)
                .ToListAsync(cancellation),
            mailDomains,
            OrganisationSending.MainDomainOf(
                DomainName.TryParse(organisation.MainDomain, out var chosen) ? chosen : null,
                [.. mailDomains.Select(DomainName.Parse)]
            ),
            await organisations
                .Where(o => o.Types.Contains("Ministerie"))
                .OrderBy(o => o.Name)
                .Select(o => new DeskChoice(o.Key, o.Name))
                .ToListAsync(cancellation),
            provinces,
            sources is [RegisterSource.List]
        );

        Organisation? Near(int? id) => id is { } other ? near.GetValueOrDefault(other) : null;
    }
}
