using Dashboard.Core.Inbound;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;

namespace Dashboard.Web.Components.States;

/// <summary>The number of a connection type, for places where its word would not fit.</summary>
public partial class ConnectionBadge : ComponentBase
{
    [Inject]
    private IStringLocalizer<StateTexts> Texts { get; set; } = null!;

    /// <summary>Null where nothing is delivered.</summary>
    [Parameter, EditorRequired]
    public ConnectionType? Type { get; set; }

    private ShownState State => ShownStates.Of(Type);
}
