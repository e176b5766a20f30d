using Microsoft.AspNetCore.Components;

namespace Dashboard.Web.Components.States;

/// <summary>The picture of a state.</summary>
public partial class StateIcon : ComponentBase
{
    [Parameter, EditorRequired]
    public ShownState State { get; set; }

    /// <summary>Null where the word is beside it.</summary>
    [Parameter]
    public string? Title { get; set; }

    [Parameter]
    public string? Class { get; set; }
}
