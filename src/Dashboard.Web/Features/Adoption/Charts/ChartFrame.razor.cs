using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;

namespace Dashboard.Web.Features.Adoption.Charts;

/// <summary>What every chart has: a title that says what it shows, its definition, its table and its download.</summary>
public sealed partial class ChartFrame : ComponentBase
{
    [Inject]
    private IStringLocalizer<AdoptionTexts> Texts { get; set; } = null!;

    [Parameter, EditorRequired]
    public string Title { get; set; } = string.Empty;

    /// <summary>One sentence under the title.</summary>
    [Parameter]
    public string? Summary { get; set; }

    [Parameter, EditorRequired]
    public string Definition { get; set; } = string.Empty;

    [Parameter, EditorRequired]
    public ChartTable Table { get; set; } = null!;

    [Parameter, EditorRequired]
    public string Download { get; set; } = string.Empty;

    [Parameter]
    public RenderFragment? ChildContent { get; set; }
}
