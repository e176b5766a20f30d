using System.Globalization;
using System.Net;
using System.Text;
using Dashboard.Core;
using Dashboard.Web.Components.States;
using Dashboard.Web.Components.Theme;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Web;
using Microsoft.Extensions.Localization;

namespace Dashboard.Web.Features.Reports;

/// <summary>
/// The report as one HTML file that needs nothing beside it: its styles and letters are in it, and it fetches nothing. The same round
/// gives the same octets.
/// </summary>
internal sealed class ReportHtml(IServiceScopeFactory scopes, ILoggerFactory logs)
{
    /// <summary>No script, nothing from a network: only styles and letters of its own.</summary>
    private const string Policy = "default-src 'none'; style-src 'unsafe-inline'; font-src data:";

    private static readonly Lazy<string> Styles = new(ReadStyles);

    /// <param name="language">Of <see cref="Components.Preferences.Languages"/>.</param>
    public async Task<string> WriteAsync(ReportContent report, string language)
    {
        var (culture, ui) = (CultureInfo.CurrentCulture, CultureInfo.CurrentUICulture);
        try
        {
            // Flows into the rendering and no further.
            CultureInfo.CurrentCulture = CultureInfo.CurrentUICulture = CultureInfo.GetCultureInfo(
                language
            );
            return await WriteAsync(report);
        }
        finally
        {
            (CultureInfo.CurrentCulture, CultureInfo.CurrentUICulture) = (culture, ui);
        }
    }

    private async Task<string> WriteAsync(ReportContent report)
    {
        await using var scope = scopes.CreateAsyncScope();
        await using var renderer = new HtmlRenderer(scope.ServiceProvider, logs);
        var body = await renderer.Dispatcher.InvokeAsync(async () =>
            (
                await renderer.RenderComponentAsync<ReportDocument>(
                    ParameterView.FromDictionary(
                        new Dictionary<string, object?>
                        {
                            [nameof(ReportDocument.Report)] = report,
                            [nameof(ReportDocument.IsDocument)] = true,
                        }
                    )
                )
            ).ToHtmlString()
        );
        var texts = scope.ServiceProvider.GetRequiredService<IStringLocalizer<ReportTexts>>();
        var name = PrintableText.Of(report.Round.Name);
        var title = WebUtility.HtmlEncode(texts["title.page", name]);
        var description = WebUtility.HtmlEncode(ReportWords.Description(texts, report.Round));
        var foot = report.IsPublished
            ? texts["title"].Value
            : $"{texts["title"]} – {texts["concept"]}";
        return $$"""
            <!DOCTYPE html>
            <html lang="{{ReportWords.Language}}" data-theme="light">
            <head>
            <meta charset="utf-8" />
            <meta http-equiv="Content-Security-Policy" content="{{Policy}}" />
            <meta name="viewport" content="width=device-width, initial-scale=1" />
            <meta name="description" content="{{description}}" />
            <title>{{title}}</title>
            <style>
            :root { --foot: "{{foot}}"; }
            {{Styles.Value}}
            </style>
            </head>
            <body>
            <main>
            {{body}}
            </main>
            </body>
            </html>

            """;
    }

    /// <summary>The light theme, the site's own sheet with its letters in it, and what a document has beside.</summary>
    private static string ReadStyles()
    {
        var palette = DashboardTheme.Create().PaletteLight;
        var styles = new StringBuilder(":root {\n");
        foreach (
            var (name, colour) in new[]
            {
                ("text-primary", palette.TextPrimary),
                ("text-secondary", palette.TextSecondary),
                ("background", palette.Background),
                ("background-gray", palette.BackgroundGray),
                ("surface", palette.Surface),
                ("lines-default", palette.LinesDefault),
                ("lines-inputs", palette.LinesInputs),
                ("primary", palette.Primary),
                ("primary-text", palette.PrimaryContrastText),
            }
        )
        {
            styles.Append(CultureInfo.InvariantCulture, $"--mud-palette-{name}: {colour};\n");
        }
        styles.Append(
            "--mud-typography-default-family: \"Atkinson Hyperlegible Next\", sans-serif;\n"
        );
        foreach (var state in Enum.GetValues<ShownState>())
        {
            var (name, colour) = (StatePalette.Name(state), StatePalette.Light(state));
            styles.Append(CultureInfo.InvariantCulture, $"--state-{name}: {colour.Ink};\n");
            styles.Append(
                CultureInfo.InvariantCulture,
                $"--state-{name}-ground: {colour.Ground};\n"
            );
        }
        styles
            .Append("}\n")
            .Append(WithLetters(Resource("site.css")))
            .Append(Resource("report.css"));
        return styles.ToString();
    }

    private static string WithLetters(string sheet)
    {
        foreach (
            var font in new[]
            {
                "atkinson-hyperlegible-next-latin-wght-normal.woff2",
                "atkinson-hyperlegible-mono-latin-wght-normal.woff2",
            }
        )
        {
            sheet = sheet.Replace(
                $"fonts/{font}",
                $"data:font/woff2;base64,{Convert.ToBase64String(Octets(font))}",
                StringComparison.Ordinal
            );
        }
        return sheet;
    }

    private static string Resource(string name) => Encoding.UTF8.GetString(Octets(name));

    private static byte[] Octets(string name)
    {
        using var stream =
            typeof(ReportHtml).Assembly.GetManifestResourceStream($"report/{name}")
            ?? throw new InvalidOperationException($"The program has no {name} in it.");
        using var octets = new MemoryStream();
        stream.CopyTo(octets);
        return octets.ToArray();
    }
}
