using Dashboard.Core.Organisations;
using Dashboard.Data;
using Microsoft.EntityFrameworkCore;

namespace Dashboard.Web.Features.Organisations.Import;

/// <summary>
/// Who holds a domain is kept only where that is a registered organisation: any other holder may be a person.
/// </summary>
internal static class HolderNames
{
    public static async Task KeepRegisteredAsync(
        DashboardDb db,
        RegisterContents contents,
        CancellationToken cancellation
    )
    {
        var holders = contents
            .Domains.Select(domain => domain.Holder)
            .OfType<string>()
            .Distinct()
            .ToList();
        if (holders.Count == 0)
        {
            return;
        }
        var registered = contents
            .Organisations.Select(organisation => organisation.Name)
            .Concat(
                await db
                    .Organisations.Where(organisation => holders.Contains(organisation.Name))
                    .Select(organisation => organisation.Name)
                    .ToListAsync(cancellation)
            )
            .ToHashSet(StringComparer.Ordinal);
        for (var at = 0; at < contents.Domains.Count; at++)
        {
            if (contents.Domains[at].Holder is { } holder && !registered.Contains(holder))
            {
                contents.Domains[at] = contents.Domains[at] with { Holder = null };
            }
        }
    }
}
