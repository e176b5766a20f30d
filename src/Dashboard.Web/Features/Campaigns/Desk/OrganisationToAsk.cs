using Dashboard.Data.Campaigns;
using Dashboard.Web.Features.Rounds.Start;

namespace Dashboard.Web.Features.Campaigns.Desk;

/// <summary>An organisation that a campaign asks, as it is on the day that the campaign is made.</summary>
/// <param name="Domains">Its mail domains and those of its parts, whether or not they are on the list.</param>
internal sealed record OrganisationToAsk(
    string Key,
    string Name,
    string Layer,
    string? Ministry,
    string[] Domains
)
{
    /// <summary>Of an organisation until somebody chooses another.</summary>
    private const string DefaultLanguage = "nl";

    public CampaignOrganisationRow ToRow(int campaign) =>
        new()
        {
            CampaignId = campaign,
            OrganisationKey = Key,
            Name = Name,
            Layer = Layer,
            Ministry = Ministry,
            Domains = Domains,
            Language = DefaultLanguage,
        };

    /// <summary>A part counts at the organisation that it is of.</summary>
    /// <param name="listed">The list whose organisations are asked.</param>
    /// <param name="everything">The list of all mail domains.</param>
    public static IReadOnlyList<OrganisationToAsk> Of(RoundList listed, RoundList everything)
    {
        var countsAs = everything.Organisations.ToDictionary(
            one => one.Self.Key,
            one => one.CountsAs.Key,
            StringComparer.Ordinal
        );
        var domains = everything
            .Domains.SelectMany(domain =>
                domain.Organisations.Select(key => (Unit: countsAs[key], domain.Name.Value))
            )
            .Distinct()
            .ToLookup(pair => pair.Unit, pair => pair.Value, StringComparer.Ordinal);
        return
        [
            .. listed
                .Organisations.GroupBy(one => one.CountsAs.Key, StringComparer.Ordinal)
                .Select(unit =>
                    (
                        Unit: unit.First().CountsAs,
                        // Itself where it has a domain on the list; a part has the layer of what it is of.
                        As: unit.FirstOrDefault(one => one.Self.Key == unit.Key) ?? unit.First()
                    )
                )
                .Select(one => new OrganisationToAsk(
                    one.Unit.Key,
                    one.Unit.Name,
                    one.As.Layer.Key,
                    one.As.Ministry?.Name,
                    [.. domains[one.Unit.Key].Order(StringComparer.Ordinal)]
                )),
        ];
    }
}
