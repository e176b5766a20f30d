using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;

namespace Dashboard.Web.Components.States;

/// <summary>A state in a word, with its icon and colour.</summary>
public partial class StateChip : ComponentBase
{
    [Inject]
    private IStringLocalizer<StateTexts> Texts { get; set; } = null!;

    [Parameter, EditorRequired]
    public ShownState State { get; set; }

    /// <summary>Why it could not be measured; said behind the word.</summary>
    [Parameter]
    public string? Why { get; set; }

    [Parameter]
    public bool Large { get; set; }

    private string Word =>
        Why is { Length: > 0 }
            ? $"{Texts[StatePalette.Name(State)]}: {Why}"
            : Texts[StatePalette.Name(State)];
}
