using Dashboard.Web.Features.Explanation.Relations;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;

namespace Dashboard.Web.Features.Explanation;

public partial class ExplanationIndex : ComponentBase
{
    [Inject]
    private IStringLocalizer<ExplanationTexts> Texts { get; set; } = null!;

    [Inject]
    private IStringLocalizer<RelationTexts> Relations { get; set; } = null!;
}
