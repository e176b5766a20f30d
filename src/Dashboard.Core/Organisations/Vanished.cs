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
        var organisations = former
            .Organisations.Where(one =>
                (one.EndsOn is null || today < one.EndsOn)
                && !match.FormerKeysNamed.Contains(one.Key)
                && !refusedKeys.Contains(one.Key)
            )
            .Select(one => one.Key)
            .ToHashSet(StringComparer.Ordinal);
        var named = staged
            .Domains.Select(domain => (match.StoredKey(domain.OrganisationKey), domain.Name))
            .ToHashSet();
        var domains = former
            .Domains.Where(domain =>
                (domain.Until is null || today < domain.Until)
                && !named.Contains((domain.OrganisationKey, domain.Name))
                && !domain.RegisterIds.Any(refusedKeys.Contains)
            )
            .Select(domain => (domain.OrganisationKey, domain.Name))
            .ToHashSet();
        var held = staged
            .Domains.Where(domain => domain.IsValidOn(today))
            .Select(domain => domain.Name)
            .ToHashSet();
        return new(organisations, domains, held);
    }
}
