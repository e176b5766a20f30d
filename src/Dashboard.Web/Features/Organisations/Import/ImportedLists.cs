using Dashboard.Core.Organisations;
using Dashboard.Data;
using Dashboard.Data.Organisations;
using Microsoft.EntityFrameworkCore;

namespace Dashboard.Web.Features.Organisations.Import;

/// <summary>The lists that imports make: a list file is one, and the domains of a register can become one.</summary>
internal static class ImportedLists
{
    /// <exception cref="ImportNotPossibleException">The name is empty, or longer than names of lists are.</exception>
    public static string? NameOf(ImportRequest request)
    {
        var name =
            request.ListName?.Trim()
            ?? (
                request.Source == RegisterSource.List
                    ? Path.GetFileNameWithoutExtension(request.FileName).Trim()
                    : null
            );
        return name is null or { Length: > 0 and <= DomainListMapping.LongestName }
            ? name
            : throw new ImportNotPossibleException(ImportObstacle.ListNameMissing);
    }

    /// <summary>The list that a list file is; null where it is new, and for registers.</summary>
    public static async Task<int?> FindAsync(
        DashboardDb db,
        PreparedImport import,
        CancellationToken cancellation
    )
    {
        if (import.ListName is not { } name)
        {
            return null;
        }
        var list = await db.DomainLists.SingleOrDefaultAsync(one => one.Name == name, cancellation);
        if (list is null)
        {
            return null;
        }
        // Members that people put together are not replaced by a register: only a list that it made is.
        var isOwn =
            import.Source == RegisterSource.List
                ? list.Kind == DomainListKind.Imported
                : list.Kind == DomainListKind.ByHand
                    && await db.RegisterImports.AnyAsync(
                        one =>
                            one.Source == import.Source
                            && one.ListName == name
                            && one.State == RegisterImportState.Applied,
                        cancellation
                    );
        return !isOwn ? throw new ImportNotPossibleException(ImportObstacle.ListIsOfAnotherKind)
            : import.Source == RegisterSource.List ? list.Id
            : null;
    }

    public static async Task<int> AddAsync(
        DashboardDb db,
        string name,
        DomainListKind kind,
        DateTimeOffset at,
        CancellationToken cancellation
    )
    {
        var list = new DomainList
        {
            Name = name,
            Kind = kind,
            CreatedAt = at,
        };
        db.DomainLists.Add(list);
        await db.SaveChangesAsync(cancellation);
        return list.Id;
    }

    /// <summary>The register's mail domains become the members of a list, without those that have ended.</summary>
    public static async Task ReplaceAsync(
        DashboardDb db,
        string name,
        PreparedImport import,
        DateTimeOffset at,
        DateOnly today,
        CancellationToken cancellation
    )
    {
        var id =
            await db
                .DomainLists.Where(list => list.Name == name)
                .Select(list => (int?)list.Id)
                .SingleOrDefaultAsync(cancellation)
            ?? await AddAsync(db, name, DomainListKind.ByHand, at, cancellation);
        var kept = await RefusedMembersAsync(db, id, import, cancellation);
        await db
            .DomainListMembers.Where(member => member.ListId == id)
            .ExecuteDeleteAsync(cancellation);
        await db.CopyAsync(
            "domain_list_members",
            [
                ("list_id", NpgsqlTypes.NpgsqlDbType.Integer),
                ("domain", NpgsqlTypes.NpgsqlDbType.Text),
            ],
            import
                .Contents.Domains.Where(domain => domain.Until is null || today < domain.Until)
                .Select(domain => domain.Name.Value)
                .Concat(kept)
                .Distinct(),
            domain => [id, domain],
            cancellation
        );
    }

    /// <summary>Members whose record the register still names, and that was refused this time.</summary>
    private static async Task<IReadOnlyList<string>> RefusedMembersAsync(
        DashboardDb db,
        int list,
        PreparedImport import,
        CancellationToken cancellation
    )
    {
        var refused = import
            .Contents.Refused.Select(problem => problem.Key)
            .OfType<string>()
            .ToArray();
        return refused.Length == 0
            ? []
            : await db
                .DomainListMembers.Where(member =>
                    member.ListId == list
                    && db.OrganisationDomains.Any(link =>
                        link.Source == import.Source
                        && link.Domain == member.Domain
                        && (
                            link.RecordKey != null && refused.Contains(link.RecordKey)
                            || link.RegisterIds.Any(key => refused.Contains(key))
                        )
                    )
                )
                .Select(member => member.Domain)
                .ToListAsync(cancellation);
    }
}
