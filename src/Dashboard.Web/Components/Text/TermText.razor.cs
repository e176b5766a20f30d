using Microsoft.AspNetCore.Components;

namespace Dashboard.Web.Components.Text;

/// <summary>A text in which technical terms explain themselves; <see cref="MarkedText"/> says how they are marked.</summary>
public partial class TermText : ComponentBase
{
    [Parameter, EditorRequired]
    public string Text { get; set; } = string.Empty;
}
