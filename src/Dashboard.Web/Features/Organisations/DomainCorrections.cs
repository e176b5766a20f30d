using Dashboard.Core.Dns;
using Dashboard.Core.Organisations;
using Dashboard.Data;
using Dashboard.Data.Organisations;
using Dashboard.Web.Components.Text;
using Dashboard.Web.Features.Accounts;
using Microsoft.EntityFrameworkCore;

namespace Dashboard.Web.Features.Organisations;

/// <summary>The days of a domain at an organisation, as an analyst sets them.</summary>
/// <param name="From">The first day; null leaves it as it is, or unknown of a domain that is added.</param>
/// <param name="Until">The first day on which it is not any more; null leaves it as it is.</param>
/// <param name="Open">It goes on: there is no such day.</param>
internal sealed record DomainDays(DateOnly? From = null, DateOnly? Until = null, bool Open = false);

/// <summary>Which mail domains an organisation has, by hand: added, ended, moved to another. No import undoes it.</summary>
internal sealed class DomainCorrections(OrganisationChanges changes, TimeProvider time)
{
    /// <summary>A domain that no source names, or the days of one that a source does.</summary>
    public Task<CorrectionRefusal?> SetAsync(
        string key,
        string domain,
        DomainDays days,
        ChangeAuthor author,
        CancellationToken cancellation
    ) =>
        changes.MakeAsync(
            author,
            async db =>
            {
                if (days is { Open: true, Until: not null })
                {
                    return CorrectionRefusal.WrongDates;
                }
                var (at, name, refusal) = await FindAsync(db, key, domain, cancellation);
                if (at is null || name is null)
                {
                    return refusal;
                }
                var links = await LinksAsync(db, at, name, cancellation);
                var before = Written(name, links);
                if (links.Count == 0)
                {
                    links.Add(Add(db, at, name));
                }
                List<OrganisationDomain> set =
                    days.From is { } again && links.TrueForAll(link => link.Until <= again)
                        ? [Add(db, at, name, again)]
                        : Current(links);
                links = [.. links.Union(set)];
                foreach (var link in set)
                {
                    link.From = days.From ?? link.From;
                    link.Until = days.Open ? null : days.Until ?? link.Until;
                    link.IsCorrected = true;
                    if (link.Until <= link.From)
                    {
                        return CorrectionRefusal.WrongDates;
                    }
                }
                db.Write(
                    time,
                    author.Name,
                    before is null ? "domain-added" : "domain-corrected",
                    at.Key,
                    before,
                    new
                    {
                        Domain = name.Value,
                        Links = Written(links),
                        author.Reason,
                    }
                );
                return null;
            },
            cancellation
        );

    /// <summary>Those that have not ended; else the last stay. What is over before that is history.</summary>
    private List<OrganisationDomain> Current(List<OrganisationDomain> links)
    {
        var today = DutchTime.DayOf(time.GetUtcNow());
        var open = links.FindAll(link => link.Until is null || link.Until > today);
        var last = links.Max(link => link.Until);
        return open.Count > 0 ? open : links.FindAll(link => link.Until == last);
    }

    /// <summary>
    /// Gives the days of a domain back to the sources; one that only an analyst has typed goes. A move is taken back at both ends, so
    /// that the domain is neither of two nor of none.
    /// </summary>
    public Task<CorrectionRefusal?> WithdrawAsync(
        string key,
        string domain,
        ChangeAuthor author,
        CancellationToken cancellation
    ) =>
        changes.MakeAsync(
            author,
            async db =>
            {
                var (at, name, refusal) = await FindAsync(db, key, domain, cancellation);
                if (at is null || name is null)
                {
                    return refusal;
                }
                var links = await LinksAsync(db, at, name, cancellation);
                if (!links.Exists(link => link.IsCorrected))
                {
                    return CorrectionRefusal.NotCorrected;
                }
                var before = Written(name, links);
                var given = links.FindAll(link => link.IsCorrected);
                var ends = await OtherEndsAsync(db, at, name, given, cancellation);
                foreach (var link in given.Concat(ends))
                {
                    if (link.Source == RegisterSource.Manual)
                    {
                        db.OrganisationDomains.Remove(link);
                        continue;
                    }
                    link.From = link.SourceFrom;
                    link.Until = link.SourceUntil;
                    link.IsCorrected = false;
                }
                db.Write(
                    time,
                    author.Name,
                    "domain-correction-withdrawn",
                    at.Key,
                    before,
                    new
                    {
                        Domain = name.Value,
                        OtherEnds = ends.Count,
                        author.Reason,
                    }
                );
                return null;
            },
            cancellation
        );

    /// <summary>
    /// Where moves that these are part of went to, by the day on which one ends and the next begins, or came from, however often the
    /// domain moved on.
    /// </summary>
    private static async Task<List<OrganisationDomain>> OtherEndsAsync(
        DashboardDb db,
        Organisation at,
        DomainName name,
        List<OrganisationDomain> links,
        CancellationToken cancellation
    )
    {
        var others = await db
            .OrganisationDomains.Where(link =>
                link.Domain == name.Value && link.OrganisationId != at.Id && link.IsCorrected
            )
            .ToListAsync(cancellation);
        var ends = new List<OrganisationDomain>();
        for (List<OrganisationDomain> reached = links; reached.Count > 0; )
        {
            reached = others.FindAll(other =>
                !ends.Contains(other)
                && reached.Exists(link => Follows(link, other) || Follows(other, link))
            );
            ends.AddRange(reached);
        }
        return ends;

        static bool Follows(OrganisationDomain before, OrganisationDomain after) =>
            after.Source == RegisterSource.Manual && after.From is { } day && before.Until == day;
    }

    /// <summary>
    /// From that day the domains are another organisation's, as where an organisation is split. All are moved, or none; the days
    /// before stay where they were.
    /// </summary>
    public Task<CorrectionRefusal?> MoveAsync(
        string from,
        string to,
        IReadOnlyList<string> domains,
        DateOnly day,
        ChangeAuthor author,
        CancellationToken cancellation
    ) =>
        changes.MakeAsync(
            author,
            async db =>
            {
                if (await OrganisationLookup.FindAsync(db, to, cancellation) is not { } other)
                {
                    return CorrectionRefusal.NoSuchOrganisation;
                }
                var moved = new List<string>();
                Organisation? at = null;
                foreach (var domain in domains)
                {
                    (at, var name, var refusal) = await FindAsync(db, from, domain, cancellation);
                    if (at is null || name is null)
                    {
                        return refusal;
                    }
                    if (at.Id == other.Id)
                    {
                        return CorrectionRefusal.SameOrganisation;
                    }
                    if (await MoveAsync(db, at, other, name, day, cancellation) is { } why)
                    {
                        return why;
                    }
                    moved.Add(name.Value);
                }
                if (at is null)
                {
                    return CorrectionRefusal.NoSuchLink;
                }
                db.Write(
                    time,
                    author.Name,
                    "domains-moved",
                    at.Key,
                    null,
                    new
                    {
                        To = other.Key,
                        From = day,
                        Domains = moved,
                        author.Reason,
                    }
                );
                return null;
            },
            cancellation
        );

    private static async Task<CorrectionRefusal?> MoveAsync(
        DashboardDb db,
        Organisation from,
        Organisation to,
        DomainName name,
        DateOnly day,
        CancellationToken cancellation
    )
    {
        var links = await LinksAsync(db, from, name, cancellation);
        var held = links.FindAll(link => link.Until is null || link.Until > day);
        if (held.Count == 0)
        {
            return CorrectionRefusal.NoSuchLink;
        }
        if (held.Exists(link => link.From >= day))
        {
            return CorrectionRefusal.WrongDates;
        }
        foreach (var link in held)
        {
            link.Until = day;
            link.IsCorrected = true;
        }
        var there = await LinksAsync(db, to, name, cancellation);
        if (there.Exists(link => !(link.From > day) && (link.Until is null || link.Until > day)))
        {
            return null;
        }
        var typed = there.FindAll(link => link.Source == RegisterSource.Manual);
        var opened =
            typed.Find(link => link.From >= day)
            ?? Add(db, to, name, typed.Count == 0 ? null : day);
        opened.From = day;
        opened.Until = null;
        opened.IsCorrected = true;
        return null;
    }

    /// <param name="again">The first day of a further stay; null for the first one.</param>
    private static OrganisationDomain Add(
        DashboardDb db,
        Organisation at,
        DomainName name,
        DateOnly? again = null
    )
    {
        var link = new OrganisationDomain
        {
            OrganisationId = at.Id,
            Domain = name.Value,
            Source = RegisterSource.Manual,
            RecordKey = again is null ? null : KeyOf(again),
        };
        db.OrganisationDomains.Add(link);
        return link;
    }

    /// <summary>Of a stay that is not the first one: its first day.</summary>
    public static string KeyOf(DateOnly? from) =>
        from?.ToString("O", System.Globalization.CultureInfo.InvariantCulture) ?? "-";

    private static async Task<(Organisation?, DomainName?, CorrectionRefusal)> FindAsync(
        DashboardDb db,
        string key,
        string domain,
        CancellationToken cancellation
    ) =>
        await OrganisationLookup.FindAsync(db, key, cancellation) is not { } organisation
            ? (null, null, CorrectionRefusal.NoSuchOrganisation)
        : RegisterName.TryReadDomain(domain, out var name, out _) ? (organisation, name, default)
        : (organisation, null, CorrectionRefusal.NotADomain);

    private static Task<List<OrganisationDomain>> LinksAsync(
        DashboardDb db,
        Organisation at,
        DomainName name,
        CancellationToken cancellation
    ) =>
        db
            .OrganisationDomains.Where(link =>
                link.OrganisationId == at.Id && link.Domain == name.Value
            )
            .OrderBy(link => link.Id)
            .ToListAsync(cancellation);

    private static object? Written(DomainName name, List<OrganisationDomain> links) =>
        links.Count == 0 ? null : new { Domain = name.Value, Links = Written(links) };

    private static List<Stay> Written(List<OrganisationDomain> links) =>
        links.ConvertAll(link => new Stay(link.Source, link.From, link.Until));

    /// <summary>As the audit log has it.</summary>
    private sealed record Stay(RegisterSource Source, DateOnly? From, DateOnly? Until);
}
