using Dashboard.Core.Adoption;
using Dashboard.Core.Dns;
using Dashboard.Data;
using Dashboard.Data.Rounds;
using Microsoft.EntityFrameworkCore;

namespace Dashboard.Web.Features.Rounds.Work;

/// <summary>Who runs a mail server, by the table of names as it is at the moment.</summary>
internal static class ProviderNames
{
    public static async Task<MailProvider> ReadAsync(DashboardDb db, CancellationToken cancellation)
    {
        var aliases = await db.Set<ProviderAliasRow>().AsNoTracking().ToListAsync(cancellation);
        return new(
            PublicSuffixList.Own.RegistrableDomain,
            aliases.ToDictionary(a => DomainName.Parse(a.Domain), a => a.Provider)
        );
    }
}
