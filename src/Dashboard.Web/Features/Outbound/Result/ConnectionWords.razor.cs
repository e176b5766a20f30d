using Dashboard.Core.Inbound;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;

namespace Dashboard.Web.Features.Outbound.Result;

/// <summary>A connection type in words and with its number, or that it was not seen.</summary>
public partial class ConnectionWords : ComponentBase
{
    [Inject]
    private IStringLocalizer<OutboundTexts> Texts { get; set; } = null!;

    [Parameter, EditorRequired]
    public ConnectionType? Type { get; set; }
}
