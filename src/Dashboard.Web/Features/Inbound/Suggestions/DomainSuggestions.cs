using Dashboard.Core.Dns;
using Dashboard.Core.Inbound;
using Dashboard.Data;
using Microsoft.EntityFrameworkCore;

namespace Dashboard.Web.Features.Inbound.Suggestions;

/// <summary>
/// "Did you mean …?": for a name without mail servers of its own, the domain it is in, and names of the register that look like it.
/// </summary>
internal sealed class DomainSuggestions(IDbContextFactory<DashboardDb> database, TimeProvider time)
{
    private static readonly TimeSpan KeepFor = TimeSpan.FromMinutes(10);

    private volatile Known? known;

    /// <summary>
    /// Whether somebody may have meant another name: this one does not exist, has no MX records, or accepts no mail and is a name below
    /// the domain, as of a website.
    /// </summary>
    public static bool IsAsked(DomainVerdict verdict, InboundObservation observation)
    {
        ArgumentNullException.ThrowIfNull(verdict);
        ArgumentNullException.ThrowIfNull(observation);
        return verdict.Status == DomainStatus.NoDomain
            || observation.Mx is { Outcome: LookupOutcome.NoData or LookupOutcome.NxDomain }
            || (
                verdict.Status == DomainStatus.NoMail
                && PublicSuffixList.Own.RegistrableDomain(verdict.Domain) is { } own
                && own != verdict.Domain
            );
    }

    public async Task<IReadOnlyList<DomainName>> ForAsync(
        DomainName typed,
        CancellationToken cancellation
    )
    {
        ArgumentNullException.ThrowIfNull(typed);
        var own = PublicSuffixList.Own.RegistrableDomain(typed);
        var near = NearNames.Of((own ?? typed).Value, await KnownAsync(cancellation));
        return
        [
            .. (own is not null && own != typed ? [own] : Array.Empty<DomainName>()).Concat(
                near.Select(DomainName.Parse)
            ),
        ];
    }

    /// <summary>The names of the register change when somebody imports one; they are read at most once in a while.</summary>
    private async Task<IReadOnlyList<string>> KnownAsync(CancellationToken cancellation)
    {
        var now = time.GetUtcNow();
        if (known is { } kept && now - kept.At < KeepFor)
        {
            return kept.Names;
        }
        await using var db = await database.CreateDbContextAsync(cancellation);
        var names = await db
            .OrganisationDomains.Where(link => link.Until == null)
            .Select(link => link.Domain)
            .Distinct()
            .ToListAsync(cancellation);
        known = new(now, names);
        return names;
    }

    private sealed record Known(DateTimeOffset At, IReadOnlyList<string> Names);
}
