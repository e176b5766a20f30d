using Microsoft.AspNetCore.Localization;

namespace Dashboard.Web.Components.Preferences;

/// <summary>Dutch first: the visitor's choice, else what the browser asks for, else Dutch.</summary>
internal static class LanguageSetup
{
    public static void AddLanguages(this IServiceCollection services)
    {
        services.AddLocalization();
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
                new CookieRequestCultureProvider { Options = options },
                new AcceptLanguageHeaderRequestCultureProvider { Options = options },
            ];
        });
    }
}
