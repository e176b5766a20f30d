using Microsoft.EntityFrameworkCore;

namespace Dashboard.Data.Organisations;

/// <summary>Finds an organisation by what people call it.</summary>
public static class OrganisationLookup
{
    /// <summary>The one that has the key, or had it before a register named it.</summary>
    public static IQueryable<Organisation> WithKey(
        this IQueryable<Organisation> organisations,
        string key
    ) => organisations.Where(o => o.Key == key || o.FormerKeys.Contains(key));

    /// <summary>Every key that an organisation has or had, by one of them: rounds hold the key of their day.</summary>
    public static async Task<string[]> KeysAsync(
        this DashboardDb db,
        string key,
        CancellationToken cancellation
    )
    {
        ArgumentNullException.ThrowIfNull(db);
        var found = await db
            .Organisations.AsNoTracking()
            .WithKey(key)
            .Select(o => new { o.Key, o.FormerKeys })
            .SingleOrDefaultAsync(cancellation);
        return found is null ? [key] : [found.Key, .. found.FormerKeys];
    }

    /// <summary>The keys that organisations have today, by the keys that they had.</summary>
    /// <param name="keys">Of which organisations, by their keys of today.</param>
    public static async Task<Dictionary<string, string>> FormerKeysAsync(
        this DashboardDb db,
        IReadOnlyCollection<string> keys,
        CancellationToken cancellation
    )
    {
        ArgumentNullException.ThrowIfNull(db);
        var found = await db
            .Organisations.AsNoTracking()
            .Where(o => keys.Contains(o.Key) && o.FormerKeys.Length > 0)
            .Select(o => new { o.Key, o.FormerKeys })
            .ToListAsync(cancellation);
        return found
            .SelectMany(o => o.FormerKeys, (o, former) => (former, o.Key))
            .ToDictionary(pair => pair.former, pair => pair.Key, StringComparer.Ordinal);
    }

    /// <summary>By key, else by number, TOOI or OIN; null where none has it, or several have that number.</summary>
    public static async Task<Organisation?> FindAsync(
        DashboardDb db,
        string name,
        CancellationToken cancellation
    )
    {
        ArgumentNullException.ThrowIfNull(db);
        var found = await db
            .Organisations.Where(organisation =>
                organisation.Key == name
                || organisation.FormerKeys.Contains(name)
                || organisation.SystemId == name
                || organisation.Tooi == name
                || organisation.Oin == name
            )
            .OrderByDescending(organisation => organisation.Key == name)
            .ThenBy(organisation => organisation.Id)
            .Take(2)
            .ToListAsync(cancellation);
        return found is [var first, ..] && (found.Count == 1 || first.Key == name) ? first : null;
    }
}
