using Microsoft.AspNetCore.Components;

namespace Dashboard.Web.Features.Outbound;

/// <summary>Newest first; a long one shows its first lines, and the rest when asked.</summary>
public partial class FoldedHistory<T> : ComponentBase
{
    [Parameter, EditorRequired]
    public IReadOnlyList<T> Items { get; set; } = [];

    /// <summary>The words that the rest is folded behind.</summary>
    [Parameter, EditorRequired]
    public string More { get; set; } = string.Empty;

    [Parameter, EditorRequired]
    public RenderFragment<T> ChildContent { get; set; } = null!;
}
