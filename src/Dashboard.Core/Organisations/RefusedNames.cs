using Dashboard.Core.Dns;

namespace Dashboard.Core.Organisations;

/// <summary>What refused rows of a list name among what the former snapshot had.</summary>
/// <param name="Organisations">By the key that they are stored under.</param>
internal sealed record RefusedNames(
    HashSet<string> Organisations,
    HashSet<(string OrganisationKey, DomainName Domain)> Links,
    HashSet<string> WithUnreadDomain,
    HashSet<DomainName> WithUnreadOrganisation,
    HashSet<DomainName> Domains
)
{
    public static RefusedNames Of(
        IReadOnlyList<FormerOrganisation> former,
        IReadOnlyList<RefusedRow> rows
    )
    {
        var match = OrganisationMatch.Of(
            former,
            [
                .. rows.Select(row => row.Organisation)
                    .OfType<RegisterOrganisation>()
                    .DistinctBy(one => one.Key, StringComparer.Ordinal),
            ]
        );
        var names = new RefusedNames(match.FormerKeysNamed, [], [], [], []);
        foreach (var (organisation, domain, noDomain) in rows)
        {
            var key = organisation is null ? null : match.StoredKey(organisation.Key);
            if (domain is { } name)
            {
                names.Domains.Add(name);
                _ = key is null
                    ? names.WithUnreadOrganisation.Add(name)
                    : names.Links.Add((key, name));
            }
            else if (key is not null && !noDomain)
            {
                names.WithUnreadDomain.Add(key);
            }
        }
        return names;
    }

    /// <summary>
    /// Whether a refused row may be about this link. One of another organisation is about the domain only as long as no other row has it.
    /// </summary>
    /// <param name="held">Domains that rows which were not refused give to an organisation today.</param>
    public bool Name(FormerDomain link, HashSet<DomainName> held) =>
        Links.Contains((link.OrganisationKey, link.Name))
        || WithUnreadDomain.Contains(link.OrganisationKey)
        || WithUnreadOrganisation.Contains(link.Name)
        || Domains.Contains(link.Name) && !held.Contains(link.Name);
}
