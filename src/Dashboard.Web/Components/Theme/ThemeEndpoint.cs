using System.Security.Cryptography;
using System.Text;
using Microsoft.Net.Http.Headers;

namespace Dashboard.Web.Components.Theme;

internal static class ThemeEndpoint
{
    public static void MapTheme(this IEndpointRouteBuilder app) =>
        app.MapGet(
                ThemeSheet.Path,
                async (ThemeSheet sheet, HttpContext context) =>
                {
                    var octets = Encoding.UTF8.GetBytes(await sheet.TextAsync());
                    context.Response.Headers.CacheControl = "no-cache";
                    return Results.Bytes(
                        octets,
                        "text/css; charset=utf-8",
                        entityTag: new EntityTagHeaderValue(
                            $"\"{Convert.ToHexStringLower(SHA256.HashData(octets))[..16]}\""
                        )
                    );
                }
            )
            .ExcludeFromDescription();
}
