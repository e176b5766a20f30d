using System.Globalization;
using Dashboard.Web.Components.Preferences;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Endpoints;

namespace Dashboard.Web.Components;

/// <summary>The document around every page. Rendered on the server; only pages that say so load the interactive runtime, or MudBlazor's style sheet.</summary>
public partial class App : ComponentBase
{
    [CascadingParameter]
    private HttpContext? Context { get; set; }

    private static string Language => CultureInfo.CurrentUICulture.TwoLetterISOLanguageName;

    /// <summary>The visitor's own choice; null where the system decides.</summary>
    private string? Theme => Context is null ? null : ThemeChoice.Of(Context.Request);

    /// <summary>Of the page that the document is around.</summary>
    private bool Has<TAttribute>()
        where TAttribute : Attribute =>
        Context?.GetEndpoint()?.Metadata.GetMetadata<ComponentTypeMetadata>() is { Type: var page }
        && Attribute.IsDefined(page, typeof(TAttribute));
}
