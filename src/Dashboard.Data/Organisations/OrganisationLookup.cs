using Microsoft.EntityFrameworkCore;

namespace Dashboard.Data.Organisations;

/// <summary>Finds an organisation by what people call it.</summary>
public static class OrganisationLookup
{
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
