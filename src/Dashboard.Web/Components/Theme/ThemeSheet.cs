using System.Text;
using Dashboard.Web.Components.Preferences;
using Dashboard.Web.Components.States;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Web;

namespace Dashboard.Web.Components.Theme;

/// <summary>
/// The style sheet with the theme's variables, light and dark; made once. Dark is on where the system asks for it, unless the
/// visitor chose light, and where the visitor chose dark.
/// </summary>
internal sealed class ThemeSheet(IServiceScopeFactory scopes, ILoggerFactory logs)
{
    public const string Path = "/theme.css";

    private readonly Lock turn = new();
    private Task<string>? sheet;

    public Task<string> TextAsync()
    {
        lock (turn)
        {
            return sheet is null or { IsFaulted: true } ? sheet = BuildAsync() : sheet;
        }
    }

    private async Task<string> BuildAsync()
    {
        await using var scope = scopes.CreateAsyncScope();
        await using var renderer = new HtmlRenderer(scope.ServiceProvider, logs);
        var light = await VariablesAsync(renderer, dark: false);
        var dark = await VariablesAsync(renderer, dark: true);
        return $$"""
            {{Under(":root", light)}}
            {{Under($":root[data-theme={ThemeChoice.Dark}]", dark)}}
            @media (prefers-color-scheme: dark) {
            {{Under($":root:not([data-theme={ThemeChoice.Light}])", dark)}}
            }
            @media print {
            {{Under(":root:root:root", light)}}
            }

            """;
    }

    private static string Under(string selector, string variables) =>
        $"{selector} {{\n{variables}}}";

    private static async Task<string> VariablesAsync(HtmlRenderer renderer, bool dark)
    {
        var rendered = await renderer.Dispatcher.InvokeAsync(async () =>
        {
            var component = await renderer.RenderComponentAsync<ThemeVariables>(
                ParameterView.FromDictionary(
                    new Dictionary<string, object?>
                    {
                        [nameof(ThemeVariables.Theme)] = DashboardTheme.Create(),
                        [nameof(ThemeVariables.IsDarkMode)] = dark,
                        [nameof(ThemeVariables.ObserveSystemDarkModeChange)] = false,
                    }
                )
            );
            return component.ToHtmlString();
        });
        var text = new StringBuilder();
        text.Append("color-scheme: ").Append(dark ? "dark" : "light").Append(";\n");
        text.Append(rendered);
        foreach (var state in Enum.GetValues<ShownState>())
        {
            var colour = dark ? StatePalette.Dark(state) : StatePalette.Light(state);
            var name = StatePalette.Name(state);
            text.Append("--state-").Append(name).Append(": ").Append(colour.Ink).Append(";\n");
            text.Append("--state-")
                .Append(name)
                .Append("-ground: ")
                .Append(colour.Ground)
                .Append(";\n");
        }
        return text.ToString();
    }
}
