using Dashboard.Core.Dns;

namespace Dashboard.Core.Organisations;

/// <summary>
/// What the former snapshot had, had not ended, and this file does not name. An entry that the file names and that was refused
/// has not vanished.
/// </summary>
/// <param name="StillHeld">Domains that some organisation of the file has today.</param>
internal sealed record Vanished(
    HashSet<string> Organisations,
    HashSet<(string OrganisationKey, DomainName Name)> Domains,
    HashSet<DomainName> StillHeld
)
{
    public static Vanished Of(
        FormerRegister former,
        RegisterContents staged,
        OrganisationMatch match,
        HashSet<string> refusedKeys,
        DateOnly today
    )
    {
        var held = staged
            .Domains.Where(domain => domain.IsValidOn(today))
            .Select(domain => domain.Name)
            .ToHashSet();
        var refused = RefusedNames.Of(former.Organisations, staged.RefusedRows);
        var domains = former
            .Domains.Where(domain =>
                (domain.Until is null || today < domain.Until)
                && !refused.Name(domain, held)
                && !refusedKeys.Contains(domain.OrganisationKey)
                && !domain.RegisterIds.Any(refusedKeys.Contains)
            )
            .Select(domain => (domain.OrganisationKey, domain.Name))
            .ToHashSet();
        domains.ExceptWith(
            staged.Domains.Select(domain => (match.StoredKey(domain.OrganisationKey), domain.Name))
        );
        var kept = former
            .Domains.Where(domain => refused.Name(domain, held))
            .Select(domain => domain.OrganisationKey)
            .ToHashSet(StringComparer.Ordinal);
        var organisations = former
            .Organisations.Where(one =>
                (one.EndsOn is null || today < one.EndsOn)
                && !match.FormerKeysNamed.Contains(one.Key)
                && !refusedKeys.Contains(one.Key)
                && !refused.Organisations.Contains(one.Key)
                && !kept.Contains(one.Key)
            )
            .Select(one => one.Key)
            .ToHashSet(StringComparer.Ordinal);
        return new(organisations, domains, held);
    }
}
