using System.Globalization;
using Dashboard.Core;
using Dashboard.Core.Adoption;
using Dashboard.Web.Features.Rounds.Figures;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;

namespace Dashboard.Web.Features.Adoption;

/// <summary>Filters of the overview; what is chosen is in the address.</summary>
public sealed partial class FilterForm : ComponentBase
{
    [Inject]
    private IStringLocalizer<AdoptionTexts> Texts { get; set; } = null!;

    [Inject]
    private AdoptionWords Words { get; set; } = null!;

    [Parameter, EditorRequired]
    public AdoptionOverview Overview { get; set; } = null!;

    [Parameter, EditorRequired]
    public IReadOnlyList<RoundChoice> Rounds { get; set; } = [];

    private IEnumerable<(string Key, AdoptionDimension Dimension, string? Chosen)> Fields
    {
        get
        {
            var filter = Overview.Address.Filter;
            return
            [
                (AdoptionAddress.LayerKey, AdoptionDimension.Layer, filter.Layer),
                (AdoptionAddress.MinistryKey, AdoptionDimension.Ministry, filter.Ministry),
                (AdoptionAddress.ProvinceKey, AdoptionDimension.Province, filter.Province),
                (AdoptionAddress.ProviderKey, AdoptionDimension.Provider, filter.Provider),
            ];
        }
    }

    private bool IsNarrowed => !Overview.Address.Filter.IsNone;

    /// <summary>What is chosen, in a line.</summary>
    private string Summary =>
        string.Join(
            " · ",
            Fields
                .Where(f => f.Chosen is not null)
                .Select(f =>
                    Overview.Values.FirstOrDefault(v =>
                        v.Dimension == f.Dimension && v.Key == f.Chosen
                    )
                        is { } value
                        ? Name(value)
                        : f.Chosen!
                )
                .Prepend(Overview.Round.Name)
                .Append(Words.Standard(Overview.Address.Standard))
                .Append(Words.View(Overview.Address.View))
                .Prepend(Texts["filter.label"].Value)
        );

    private static string Label(RoundChoice round)
    {
        var day = round.MeasuredOn.ToString("d MMM yyyy", CultureInfo.CurrentCulture);
        return round.List is { } list
            ? $"{round.Name} – {PrintableText.Of(list)} ({day})"
            : $"{round.Name} ({day})";
    }

    private static IEnumerable<ValueItem> Ordered(IEnumerable<ValueItem> values) =>
        values
            .OrderBy(v =>
                v.Dimension == AdoptionDimension.Layer ? AdoptionWords.LayerOrder(v.Key) : 0
            )
            .ThenBy(v => v.Name, StringComparer.CurrentCultureIgnoreCase);

    private string Name(ValueItem value) =>
        value.Dimension switch
        {
            AdoptionDimension.Layer => Words.Layer(value.Key),
            AdoptionDimension.Provider => Words.Provider(value.Key),
            _ => value.Name,
        };
}
