using Dashboard.Web.Components.Layout;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;

namespace Dashboard.Web.Components;

/// <summary>What a visitor sees when the live part of a page loses the server. The page itself stays readable.</summary>
public partial class ConnectionLost : ComponentBase
{
    [Inject]
    private IStringLocalizer<LayoutTexts> Texts { get; set; } = null!;
}
