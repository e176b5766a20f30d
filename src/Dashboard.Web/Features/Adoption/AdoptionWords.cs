using Dashboard.Core;
using Dashboard.Core.Adoption;
using Dashboard.Core.Inbound;
using Dashboard.Data.Rounds;
using Dashboard.Web.Features.Rounds.Figures;
using Microsoft.Extensions.Localization;

namespace Dashboard.Web.Features.Adoption;

/// <summary>What layers, standards, exclusions and numbers are called on pages and in downloads.</summary>
internal sealed class AdoptionWords(
    IStringLocalizer<AdoptionTexts> texts,
    IStringLocalizer<NameTexts> names
)
{
    private static readonly string[] Layers =
    [
        "rijk",
        "uitvoerders",
        "provincie",
        "gemeente",
        "waterschap",
        "gr",
        "semi-publiek",
    ];

    /// <summary>From national to local; layers of a table of its own come last.</summary>
    public static int LayerOrder(string key) =>
        Array.IndexOf(Layers, key) is >= 0 and var place ? place : Layers.Length;

    /// <summary>A text about the mail domains of the government, or about those of the list that a round is of.</summary>
    public string About(string key, RoundRow round) =>
        round.ListName is { } list ? texts[$"{key}.list", PrintableText.Of(list)] : texts[key];

    /// <summary>A layer of a table of its own is called what the table calls it.</summary>
    public string Layer(string key) => names.Layer(key);

    public string Standard(FigureStandard standard) => names.Standard(standard);

    public string View(AdoptionView view) => names.View(view);

    /// <summary>Its own hosts, or the provider's name.</summary>
    public string Provider(string key) =>
        key == MailProvider.Own ? texts["provider.own"].Value : key;

    public string Percentage(decimal? percentage) =>
        percentage is { } known ? texts["percentage", known] : texts["no-percentage"];

    /// <summary>A difference with its sign; null where one of the two has no percentage.</summary>
    public string Delta(decimal? pp) =>
        pp switch
        {
            null => texts["no-percentage"],
            > 0 => texts["delta.up", pp.Value],
            < 0 => texts["delta.down", -pp.Value],
            _ => texts["delta.none"],
        };

    /// <summary>Null where nothing was excluded.</summary>
    public string? Excluded(IReadOnlyDictionary<string, int> excluded)
    {
        var reasons = Enum.GetValues<ExclusionReason>()
            .Select(why => (Word: names.Excluded(why), Count: Number(why)))
            .Where(reason => reason.Count > 0)
            .Select(reason => $"{reason.Word} ({reason.Count})")
            .ToList();
        return reasons.Count == 0 ? null : texts["excluded", string.Join(", ", reasons)].Value;

        int Number(ExclusionReason why) => excluded.GetValueOrDefault(Slug.Of(why));
    }

    public string Change(OutcomeChange change) => names.Change(change);

    public string Excluded(ExclusionReason why) => names.Excluded(why);
}
