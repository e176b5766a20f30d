using Dashboard.Core.Dns;
using Microsoft.AspNetCore.Components;

namespace Dashboard.Web.Features.Inbound.Result;

/// <summary>A button that tests the domain anew, though a verdict is there; it sends the form of the front page.</summary>
public partial class AgainForm : ComponentBase
{
    [Parameter, EditorRequired]
    public DomainName Domain { get; set; } = DomainName.Root;

    [Parameter, EditorRequired]
    public string Label { get; set; } = string.Empty;
}
