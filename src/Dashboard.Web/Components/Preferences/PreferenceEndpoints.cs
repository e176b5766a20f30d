using Microsoft.AspNetCore.Localization;
using Microsoft.AspNetCore.Mvc;

namespace Dashboard.Web.Components.Preferences;

internal static class PreferenceEndpoints
{
    private static readonly TimeSpan Lasting = TimeSpan.FromDays(365);

    public static void MapPreferences(this IEndpointRouteBuilder app)
    {
        app.MapGet(
                $"{PreferenceLinks.LanguagePath}/{{language}}",
                (
                    string language,
                    [FromQuery(Name = PreferenceLinks.ReturnTo)] string? back,
                    HttpContext context
                ) =>
                    Languages.All.Contains(language)
                        ? Keep(
                            context,
                            CookieRequestCultureProvider.DefaultCookieName,
                            CookieRequestCultureProvider.MakeCookieValue(new(language)),
                            back
                        )
                        : Results.NotFound()
            )
            .ExcludeFromDescription();
        app.MapGet(
                $"{PreferenceLinks.ThemePath}/{{choice}}",
                (
                    string choice,
                    [FromQuery(Name = PreferenceLinks.ReturnTo)] string? back,
                    HttpContext context
                ) =>
                    choice is ThemeChoice.Light or ThemeChoice.Dark
                        ? Keep(context, ThemeChoice.Cookie, choice, back)
                        : Results.NotFound()
            )
            .ExcludeFromDescription();
    }

    private static IResult Keep(HttpContext context, string cookie, string value, string? back)
    {
        context.Response.Cookies.Append(
            cookie,
            value,
            new()
            {
                MaxAge = Lasting,
                SameSite = SameSiteMode.Lax,
                HttpOnly = true,
                Secure = context.Request.IsHttps,
                IsEssential = true,
            }
        );
        context.Response.Headers.CacheControl = "no-store";
        return Results.LocalRedirect(IsLocal(back) ? back! : "/");
    }

    /// <summary>
    /// Nobody is led to another site: a path of ours, and not the <c>//host</c> that browsers take for one. It is in the letters
    /// of a URI, as our links have it; others can stand in no header.
    /// </summary>
    private static bool IsLocal(string? path) =>
        path is ['/', ..]
        && !path.StartsWith("//", StringComparison.Ordinal)
        && !path.Contains('\\', StringComparison.Ordinal)
        && path.All(letter => letter is > ' ' and <= '~');
}
