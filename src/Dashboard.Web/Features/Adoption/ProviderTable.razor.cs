using System.Globalization;
using Dashboard.Web.Features.Rounds.Figures;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;

namespace Dashboard.Web.Features.Adoption;

/// <summary>Providers, and how many domains one change at each would protect.</summary>
public sealed partial class ProviderTable : ComponentBase
{
    [Inject]
    private IStringLocalizer<AdoptionTexts> Texts { get; set; } = null!;

    [Inject]
    private AdoptionWords Words { get; set; } = null!;

    [Parameter, EditorRequired]
    public IReadOnlyList<ProviderItem> Providers { get; set; } = [];

    [Parameter, EditorRequired]
    public AdoptionAddress Address { get; set; } = null!;

    private static string Number(int number) => number.ToString("N0", CultureInfo.CurrentCulture);
}
