using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;

namespace Dashboard.Web.Features.Explanation.Relations;

/// <summary>The relation figure, on a page of its own.</summary>
public partial class RelationPage : ComponentBase
{
    [Inject]
    private IStringLocalizer<RelationTexts> Texts { get; set; } = null!;
}
