using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;

namespace Dashboard.Web.Components.Layout;

public partial class MainLayout : LayoutComponentBase
{
    [Inject]
    private IStringLocalizer<LayoutTexts> Texts { get; set; } = null!;
}
