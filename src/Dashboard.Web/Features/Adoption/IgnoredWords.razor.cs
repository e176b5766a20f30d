using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;

namespace Dashboard.Web.Features.Adoption;

/// <summary>What an address asks for that the page cannot show. Without it, figures of everything would pass for those of a part.</summary>
public sealed partial class IgnoredWords : ComponentBase
{
    [Inject]
    private IStringLocalizer<AdoptionTexts> Texts { get; set; } = null!;

    [Parameter, EditorRequired]
    public IReadOnlyList<string> Words { get; set; } = [];
}
