using Dashboard.Web.Features.Rounds.Figures;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;

namespace Dashboard.Web.Features.Adoption;

/// <summary>Domains by what became of them, a few of each; the download has all.</summary>
public sealed partial class MoverLists : ComponentBase
{
    private const int Shown = 8;

    [Inject]
    private IStringLocalizer<AdoptionTexts> Texts { get; set; } = null!;

    [Inject]
    private AdoptionWords Words { get; set; } = null!;

    [Parameter, EditorRequired]
    public IReadOnlyList<MoverItem> Movers { get; set; } = [];
}
