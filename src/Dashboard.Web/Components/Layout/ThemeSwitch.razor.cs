using Dashboard.Web.Components.Preferences;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;

namespace Dashboard.Web.Components.Layout;

/// <summary>Offers the theme that is not on now; the style sheet knows which that is, also where the system decides.</summary>
public partial class ThemeSwitch : ComponentBase
{
    [Inject]
    private IStringLocalizer<LayoutTexts> Texts { get; set; } = null!;

    [Inject]
    private NavigationManager Address { get; set; } = null!;

    private string Here => "/" + Address.ToBaseRelativePath(Address.Uri);
}
