using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;

namespace Dashboard.Web.Components.Text;

/// <summary>Text to paste somewhere; the copy button appears where there is script.</summary>
public partial class CodeBlock : ComponentBase
{
    private readonly string labelId = "code-" + Guid.NewGuid().ToString("N")[..8];

    [Inject]
    private IStringLocalizer<SharedTexts> Texts { get; set; } = null!;

    [Parameter, EditorRequired]
    public string Text { get; set; } = string.Empty;

    /// <summary>What it is and where it goes.</summary>
    [Parameter]
    public string? Label { get; set; }
}
