using Dashboard.Core.Inbound;
using Microsoft.AspNetCore.Components;

namespace Dashboard.Web.Features.Explanation;

/// <summary>A connection type as a picture without words; its title says what is to be seen.</summary>
public partial class ConnectionDrawing : ComponentBase
{
    [Parameter, EditorRequired]
    public ConnectionType Type { get; set; }

    [Parameter, EditorRequired]
    public string Title { get; set; } = string.Empty;
}
