using System.Globalization;
using Dashboard.Core;
using Dashboard.Core.Organisations;
using Dashboard.Data;
using Dashboard.Data.Organisations;
using Dashboard.Web.Features.Accounts;
using Dashboard.Web.Features.Organisations.Import;
using Microsoft.EntityFrameworkCore;
using NpgsqlTypes;

namespace Dashboard.Web.Features.Lists;

internal enum ListRefusal
{
    NameMissing,
    NameTaken,
    NoSuchKind,
    NoSuchList,

    /// <summary>Its domains come from files or from a filter.</summary>
    OfAnotherKind,
    NothingTyped,

    /// <summary>More domains than a list may have.</summary>
    TooMany,

    /// <summary>More text than is read at a time.</summary>
    TooLong,
}

/// <summary>A line of a pasted column that is no domain.</summary>
/// <param name="Line">From 1.</param>
internal sealed record PastedProblem(int Line, RegisterReason Reason, string Text);

/// <summary>What came of a pasted column.</summary>
/// <param name="Known">Domains that were on the list already, or twice in the column.</param>
internal sealed record Pasted(
    int Added,
    int Known,
    IReadOnlyList<PastedProblem> Problems,
    ListRefusal? Refusal = null
);

/// <summary>Makes and changes lists of domains; each change is one transaction with its line in the audit log.</summary>
internal sealed class ListDesk(IDbContextFactory<DashboardDb> database, TimeProvider time)
{
    /// <summary>Characters of a pasted column; some ten thousand domains.</summary>
    public const int LongestPaste = 200_000;

    /// <summary>As many as a list from a file.</summary>
    private static readonly int MostDomains = ImportLimits.Default.ListRecords;

    private static readonly char[] Separators = ['\n', ',', ';', '\t'];

    public async Task<IReadOnlyList<DomainList>> AllAsync(CancellationToken cancellation)
    {
        await using var db = await database.CreateDbContextAsync(cancellation);
        return await db
            .DomainLists.AsNoTracking()
            .OrderBy(list => list.Name)
            .ToListAsync(cancellation);
    }

    public async Task<DomainList?> FindAsync(int id, CancellationToken cancellation)
    {
        await using var db = await database.CreateDbContextAsync(cancellation);
        return await db
            .DomainLists.AsNoTracking()
            .SingleOrDefaultAsync(list => list.Id == id, cancellation);
    }

    public async Task<(int? Id, ListRefusal? Refusal)> CreateAsync(
        string name,
        string? description,
        DomainListKind kind,
        string actor,
        CancellationToken cancellation
    )
    {
        if (kind is not (DomainListKind.ByHand or DomainListKind.Filter))
        {
            return (null, ListRefusal.NoSuchKind);
        }
        await using var db = await database.CreateDbContextAsync(cancellation);
        await using var transaction = await db.Database.BeginTransactionAsync(cancellation);
        await OrganisationLock.TakeAsync(db, cancellation);
        if (await CheckNameAsync(db, name, other: null, cancellation) is { } refusal)
        {
            return (null, refusal);
        }
        var list = new DomainList
        {
            Name = name.Trim(),
            Description = Described(description),
            Kind = kind,
            Filter = kind == DomainListKind.Filter ? new() : null,
            CreatedAt = time.GetUtcNow(),
        };
        db.DomainLists.Add(list);
        await db.SaveChangesAsync(cancellation);
        db.Write(
            time,
            actor,
            "list-created",
            Subject(list.Id),
            null,
            new
            {
                list.Name,
                list.Description,
                Kind = Slug.Of(list.Kind),
            }
        );
        await db.SaveChangesAsync(cancellation);
        await transaction.CommitAsync(cancellation);
        return (list.Id, null);
    }

    /// <summary>Rounds that were measured keep the name that the list had.</summary>
    public async Task<ListRefusal?> RenameAsync(
        int id,
        string name,
        string? description,
        string actor,
        CancellationToken cancellation
    )
    {
        await using var db = await database.CreateDbContextAsync(cancellation);
        await using var transaction = await db.Database.BeginTransactionAsync(cancellation);
        await OrganisationLock.TakeAsync(db, cancellation);
        if (
            await db.DomainLists.SingleOrDefaultAsync(l => l.Id == id, cancellation) is not { } list
        )
        {
            return ListRefusal.NoSuchList;
        }
        if (await CheckNameAsync(db, name, id, cancellation) is { } refusal)
        {
            return refusal;
        }
        var before = new { list.Name, list.Description };
        list.Name = name.Trim();
        list.Description = Described(description);
        db.Write(
            time,
            actor,
            "list-renamed",
            Subject(id),
            before,
            new { list.Name, list.Description }
        );
        await db.SaveChangesAsync(cancellation);
        await transaction.CommitAsync(cancellation);
        return null;
    }

    /// <summary>
    /// Adds the domains of a column, one a line or with commas, semicolons or tabs between them. What is no domain is reported with its line;
    /// the others are added.
    /// </summary>
    /// <param name="text">At most <see cref="LongestPaste"/> characters; a longer one is refused whole, as a name that is cut is another.</param>
    public async Task<Pasted> AddAsync(
        int id,
        string text,
        string actor,
        CancellationToken cancellation
    )
    {
        // Forms send two characters for the end of a line, and browsers count one.
        var column = text.ReplaceLineEndings("\n");
        if (column.Length > LongestPaste)
        {
            return new(0, 0, [], ListRefusal.TooLong);
        }
        var (typed, problems) = Read(column);
        if (typed.Count == 0 && problems.Count == 0)
        {
            return new(0, 0, problems, ListRefusal.NothingTyped);
        }
        await using var db = await database.CreateDbContextAsync(cancellation);
        await using var transaction = await db.Database.BeginTransactionAsync(cancellation);
        await OrganisationLock.TakeAsync(db, cancellation);
        if (await RefusalAsync(db, id, DomainListKind.ByHand, cancellation) is { } refusal)
        {
            return new(0, 0, problems, refusal);
        }
        var members = db.DomainListMembers.Where(member => member.ListId == id);
        var distinct = typed.Distinct(StringComparer.Ordinal).ToList();
        var known = (
            await members
                .Where(member => distinct.Contains(member.Domain))
                .Select(member => member.Domain)
                .ToListAsync(cancellation)
        ).ToHashSet(StringComparer.Ordinal);
        var added = distinct.Where(domain => !known.Contains(domain)).ToList();
        if (await members.CountAsync(cancellation) + added.Count > MostDomains)
        {
            return new(0, 0, problems, ListRefusal.TooMany);
        }
        if (added.Count > 0)
        {
            await db.CopyAsync(
                "domain_list_members",
                [("list_id", NpgsqlDbType.Integer), ("domain", NpgsqlDbType.Text)],
                added,
                domain => [id, domain],
                cancellation
            );
            db.Write(time, actor, "list-domains-added", Subject(id), null, added);
            await db.SaveChangesAsync(cancellation);
        }
        await transaction.CommitAsync(cancellation);
        return new(added.Count, typed.Count - added.Count, problems);
    }

    public async Task<(int Removed, ListRefusal? Refusal)> RemoveAsync(
        int id,
        IReadOnlyList<string> domains,
        string actor,
        CancellationToken cancellation
    )
    {
        if (domains.Count == 0)
        {
            return (0, ListRefusal.NothingTyped);
        }
        await using var db = await database.CreateDbContextAsync(cancellation);
        await using var transaction = await db.Database.BeginTransactionAsync(cancellation);
        await OrganisationLock.TakeAsync(db, cancellation);
        if (await RefusalAsync(db, id, DomainListKind.ByHand, cancellation) is { } refusal)
        {
            return (0, refusal);
        }
        var found = db.DomainListMembers.Where(member =>
            member.ListId == id && domains.Contains(member.Domain)
        );
        var removed = await found.Select(member => member.Domain).ToListAsync(cancellation);
        if (removed.Count > 0)
        {
            await found.ExecuteDeleteAsync(cancellation);
            db.Write(time, actor, "list-domains-removed", Subject(id), removed, null);
            await db.SaveChangesAsync(cancellation);
        }
        await transaction.CommitAsync(cancellation);
        return (removed.Count, null);
    }

    public async Task<ListRefusal?> FilterAsync(
        int id,
        DomainListFilter filter,
        string actor,
        CancellationToken cancellation
    )
    {
        await using var db = await database.CreateDbContextAsync(cancellation);
        await using var transaction = await db.Database.BeginTransactionAsync(cancellation);
        await OrganisationLock.TakeAsync(db, cancellation);
        if (await RefusalAsync(db, id, DomainListKind.Filter, cancellation) is { } refusal)
        {
            return refusal;
        }
        var list = await db.DomainLists.SingleAsync(l => l.Id == id, cancellation);
        var before = list.Filter;
        // Organisations are chosen elsewhere, and stay.
        list.Filter = filter with
        {
            Organisations = before?.Organisations ?? [],
        };
        db.Write(time, actor, "list-filter-changed", Subject(id), before, list.Filter);
        await db.SaveChangesAsync(cancellation);
        await transaction.CommitAsync(cancellation);
        return null;
    }

    private static (List<string> Domains, List<PastedProblem> Problems) Read(string text)
    {
        var domains = new List<string>();
        var problems = new List<PastedProblem>();
        var line = 0;
        foreach (var written in text.ReplaceLineEndings("\n").Split('\n'))
        {
            line++;
            foreach (
                var part in written.Split(
                    Separators,
                    StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries
                )
            )
            {
                if (RegisterName.TryReadDomain(part, out var domain, out var reason))
                {
                    domains.Add(domain.Value);
                }
                else
                {
                    problems.Add(new(line, reason, part));
                }
            }
        }
        return (domains, problems);
    }

    private static async Task<ListRefusal?> CheckNameAsync(
        DashboardDb db,
        string name,
        int? other,
        CancellationToken cancellation
    )
    {
        var trimmed = name.Trim();
        return trimmed.Length is 0 or > DomainListMapping.LongestName ? ListRefusal.NameMissing
            : await db.DomainLists.AnyAsync(
                list => list.Name == trimmed && list.Id != other,
                cancellation
            )
                ? ListRefusal.NameTaken
            : null;
    }

    private static async Task<ListRefusal?> RefusalAsync(
        DashboardDb db,
        int id,
        DomainListKind kind,
        CancellationToken cancellation
    ) =>
        await db
            .DomainLists.Where(list => list.Id == id)
            .Select(list => (DomainListKind?)list.Kind)
            .SingleOrDefaultAsync(cancellation) switch
        {
            null => ListRefusal.NoSuchList,
            { } found when found != kind => ListRefusal.OfAnotherKind,
            _ => null,
        };

    private static string? Described(string? description)
    {
        var text = description?.Trim() ?? string.Empty;
        return text.Length == 0 ? null
            : text.Length > DomainListMapping.LongestDescription
                ? text[..DomainListMapping.LongestDescription]
            : text;
    }

    private static string Subject(int id) =>
        string.Create(CultureInfo.InvariantCulture, $"list {id}");
}
