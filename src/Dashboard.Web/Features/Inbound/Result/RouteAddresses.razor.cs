using Dashboard.Core.Inbound;
using Microsoft.AspNetCore.Components;

namespace Dashboard.Web.Features.Inbound.Result;

/// <summary>The addresses of a mail server in the figure of the route, each with what becomes of mail there.</summary>
public partial class RouteAddresses : ComponentBase
{
    [Parameter, EditorRequired]
    public IReadOnlyList<AddressVerdict> Addresses { get; set; } = [];

    [Parameter, EditorRequired]
    public AddressStates States { get; set; }
}
