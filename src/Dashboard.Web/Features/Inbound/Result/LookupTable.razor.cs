using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;

namespace Dashboard.Web.Features.Inbound.Result;

/// <summary>What was asked of the DNS and what came back, to hold beside one's own <c>dig</c>.</summary>
public partial class LookupTable : ComponentBase
{
    [Inject]
    private IStringLocalizer<ResultTexts> Texts { get; set; } = null!;

    [Parameter, EditorRequired]
    public IReadOnlyList<LookupRow> Lookups { get; set; } = [];
}
