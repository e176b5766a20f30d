using System.Globalization;
using Dashboard.Web.Components.Preferences;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;

namespace Dashboard.Web.Components.Layout;

public partial class LanguageSwitch : ComponentBase
{
    [Inject]
    private IStringLocalizer<LayoutTexts> Texts { get; set; } = null!;

    [Inject]
    private NavigationManager Address { get; set; } = null!;

    private static string Current => CultureInfo.CurrentUICulture.TwoLetterISOLanguageName;

    private string Here => "/" + Address.ToBaseRelativePath(Address.Uri);
}
