using Dashboard.Web.Components.Text;
using Dashboard.Web.Platform;
using Microsoft.AspNetCore.Localization;

namespace Dashboard.Web.Components.Preferences;

/// <summary>Dutch first: the language of the address, else the visitor's choice, else what the browser asks for, else Dutch.</summary>
internal static class LanguageSetup
{
    public static void AddLanguages(this IServiceCollection services)
    {
        CountedTexts.AddTo(services);
        services.Configure<RequestLocalizationOptions>(options =>
        {
            var languages = Languages.All.ToArray();
            options
                .SetDefaultCulture(Languages.Dutch)
                .AddSupportedCultures(languages)
                .AddSupportedUICultures(languages);
            options.ApplyCurrentCultureToResponseHeaders = true;
            options.RequestCultureProviders =
            [
                new CustomRequestCultureProvider(OfAddressAsync),
                new CookieRequestCultureProvider { Options = options },
                new AcceptLanguageHeaderRequestCultureProvider { Options = options },
            ];
        });
    }

    /// <summary>A page that has an address in each language is in that one, whatever the visitor's choice.</summary>
    private static Task<ProviderCultureResult?> OfAddressAsync(HttpContext context) =>
        Task.FromResult(
            SitePaths.LanguageOf(context.Request.Path) is { } language
            && Languages.All.Contains(language)
                ? new ProviderCultureResult(language)
                : null
        );
}
