using System.Security.Cryptography;
using System.Text;
using Dashboard.Core.Dns;
using Dashboard.Web.Features.RoundStore;

namespace Dashboard.Web.Features.Rounds.Start;

/// <summary>An organisation that has a domain on the list.</summary>
/// <param name="CountsAs">
/// Where it is a part without a layer of its own: the ancestor that it counts at for mail flow; else itself.
/// </param>
/// <param name="MainDomain">The main one of the organisation that it counts as; the same for all that count as that one.</param>
/// <param name="UnitDomains">
/// Every mail domain of that organisation and its parts, on the list or not; null where the list has them all.
/// </param>
internal sealed record ListedOrganisation(
    ListedValue Self,
    ListedValue Layer,
    ListedValue? Ministry,
    ListedValue? Province,
    ListedValue CountsAs,
    DomainName? MainDomain = null,
    IReadOnlyList<DomainName>? UnitDomains = null
);

/// <param name="Organisations">Keys; none for a domain of a list that is nobody's in the registers.</param>
internal sealed record ListedDomain(DomainName Name, IReadOnlyList<string> Organisations);

/// <summary>What a round measures: a list of domains and whose they are, on one day.</summary>
/// <param name="Name">Null for every mail domain of the registers.</param>
internal sealed record RoundList(
    string? Name,
    IReadOnlyList<ListedOrganisation> Organisations,
    IReadOnlyList<ListedDomain> Domains
)
{
    /// <summary>
    /// By the key of each organisation that others count as: every mail domain of it and its parts. A list may have some of them only, and
    /// how it sends and which servers are its own is a matter of all.
    /// </summary>
    public IReadOnlyDictionary<string, IReadOnlySet<DomainName>> DomainsByUnit()
    {
        var units = Organisations
            .Select(o => o.CountsAs.Key)
            .Distinct()
            .ToDictionary(key => key, _ => new HashSet<DomainName>(), StringComparer.Ordinal);
        var countsAs = Organisations.ToDictionary(
            o => o.Self.Key,
            o => o.CountsAs.Key,
            StringComparer.Ordinal
        );
        foreach (var organisation in Organisations)
        {
            units[organisation.CountsAs.Key].UnionWith(organisation.UnitDomains ?? []);
        }
        foreach (var domain in Domains)
        {
            foreach (var key in domain.Organisations)
            {
                units[countsAs[key]].Add(domain.Name);
            }
        }
        return units.ToDictionary(
            unit => unit.Key,
            IReadOnlySet<DomainName> (unit) => unit.Value,
            StringComparer.Ordinal
        );
    }

    /// <summary>SHA-256 over the sorted names, each ended by a line feed; lower-case hexadecimal.</summary>
    public string Hash() =>
        Convert.ToHexStringLower(
            SHA256.HashData(
                Encoding.ASCII.GetBytes(
                    string.Concat(
                        Domains.Select(d => d.Name.Value + "\n").Order(StringComparer.Ordinal)
                    )
                )
            )
        );
}

/// <summary>Where a round finds its list.</summary>
internal interface IRoundRegister
{
    /// <param name="list">Null for every mail domain of an active organisation, whatever its source.</param>
    /// <param name="day">In Europe/Amsterdam.</param>
    /// <returns>Null where there is no list of that name.</returns>
    Task<RoundList?> ReadAsync(string? list, DateOnly day, CancellationToken cancellation);

    /// <param name="organisation">A systeemId, a TOOI identifier or an OIN.</param>
    /// <returns>The key that the organisation has in rounds; null where there is none.</returns>
    Task<string?> FindKeyAsync(string organisation, CancellationToken cancellation);
}
