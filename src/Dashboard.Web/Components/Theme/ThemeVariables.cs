using System.Text;
using Microsoft.AspNetCore.Components.Rendering;
using MudBlazor;

namespace Dashboard.Web.Components.Theme;

/// <summary>
/// MudBlazor's own theme provider, made to give its variables as a style sheet: the Content-Security-Policy allows no style
/// element in a page.
/// </summary>
internal sealed class ThemeVariables : MudThemeProvider
{
    protected override void BuildRenderTree(RenderTreeBuilder builder)
    {
        var variables = new StringBuilder();
        GenerateTheme(variables);
        builder.AddMarkupContent(0, variables.ToString());
    }
}
