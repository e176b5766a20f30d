using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Routing;
using Microsoft.Extensions.Localization;

namespace Dashboard.Web.Components.Layout;

public partial class SiteHeader : ComponentBase
{
    [Inject]
    private IStringLocalizer<LayoutTexts> Texts { get; set; } = null!;

    [Inject]
    private NavigationManager Address { get; set; } = null!;

    private string? Current(NavigationEntry entry)
    {
        var here = "/" + Address.ToBaseRelativePath(Address.Uri).Split('?', '#')[0];
        return here == entry.Path ? "page"
            : entry.Match == NavLinkMatch.Prefix
            && here.StartsWith(entry.Path + "/", StringComparison.Ordinal)
                ? "true"
            : null;
    }
}
