using Dashboard.Core.Adoption;
using Dashboard.Web.Features.Rounds.Figures;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;

namespace Dashboard.Web.Features.Adoption;

/// <summary>Every standard from 0 to 100 %, with its numbers.</summary>
public sealed partial class StandardBars : ComponentBase
{
    [Inject]
    private IStringLocalizer<AdoptionTexts> Texts { get; set; } = null!;

    [Inject]
    private AdoptionWords Words { get; set; } = null!;

    [Parameter, EditorRequired]
    public IReadOnlyList<FigureItem> Figures { get; set; } = [];

    [Parameter, EditorRequired]
    public AdoptionView View { get; set; }
}
