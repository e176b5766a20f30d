using Dashboard.Core.Adoption;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;

namespace Dashboard.Web.Features.Adoption;

/// <summary>A figure with both its numbers, what was left out, and its change over the full list and over the cohort.</summary>
public sealed partial class KeyFigureCard : ComponentBase
{
    [Inject]
    private IStringLocalizer<AdoptionTexts> Texts { get; set; } = null!;

    [Inject]
    private AdoptionWords Words { get; set; } = null!;

    [Parameter, EditorRequired]
    public KeyFigure Key { get; set; } = null!;

    [Parameter, EditorRequired]
    public AdoptionView View { get; set; }
}
