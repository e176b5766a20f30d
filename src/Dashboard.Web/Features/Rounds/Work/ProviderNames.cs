using Dashboard.Core.Adoption;
using Dashboard.Core.Dns;
using Dashboard.Data;
using Dashboard.Data.Rounds;
using Microsoft.EntityFrameworkCore;

namespace Dashboard.Web.Features.Rounds.Work;

/// <summary>Who runs a mail server, by the table of names as it was when a round started.</summary>
internal static class ProviderNames
{
    /// <summary>Holds the table for a round that starts, in the transaction of the caller.</summary>
    public static Task FreezeAsync(DashboardDb db, int round, CancellationToken cancellation) =>
        db.Database.ExecuteSqlAsync(
            $"""
            INSERT INTO round_provider_names (round_id, domain, provider)
            SELECT {round}, domain, provider FROM provider_aliases
            """,
            cancellation
        );

    public static async Task<MailProvider> ReadAsync(
        DashboardDb db,
        int round,
        CancellationToken cancellation
    )
    {
        var names = await db.Set<RoundProviderNameRow>()
            .AsNoTracking()
            .Where(n => n.RoundId == round)
            .ToListAsync(cancellation);
        return new(
            PublicSuffixList.Own.RegistrableDomain,
            names.ToDictionary(n => DomainName.Parse(n.Domain), n => n.Provider)
        );
    }
}
