using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Dashboard.Web.Components.Preferences;
using Dashboard.Web.Platform;
using Microsoft.AspNetCore.OutputCaching;
using Microsoft.AspNetCore.ResponseCompression;
using Microsoft.Net.Http.Headers;

namespace Dashboard.Web.Hosting.Caching;

/// <summary>
/// Keeps pages that are the same for everyone, as they were rendered and compressed once, for each host, language, theme and
/// compression. Never for a request that is signed in, has a query, or whose answer sets a cookie. A page is found by the stamp of what
/// it rests on, so that a new test, a removed transcript or a deletion leads to a new page within the second for which a stamp serves.
/// </summary>
internal sealed class KeptPages(
    IEnumerable<IPageStamp> stamps,
    IResponseCompressionProvider compression,
    SiteHosts hosts,
    TimeProvider time
) : IOutputCachePolicy
{
    private static readonly TimeSpan KeptFor = TimeSpan.FromMinutes(5);

    /// <summary>
    /// A tag says "unchanged" for so long at most: what a page takes from elsewhere without a stamp, such as names of the register that
    /// somebody may have meant, is that old and no older.
    /// </summary>
    private static readonly TimeSpan TagFor = TimeSpan.FromHours(1);

    /// <summary>Two versions of the program do not call different pages the same.</summary>
    private static readonly string Version =
        typeof(KeptPages).Assembly.ManifestModule.ModuleVersionId.ToString(
            "N",
            CultureInfo.InvariantCulture
        );

    public async ValueTask CacheRequestAsync(
        OutputCacheContext context,
        CancellationToken cancellation
    )
    {
        var http = context.HttpContext;
        context.EnableOutputCaching = false;
        if (
            !HttpMethods.IsGet(http.Request.Method)
            || http.Request.QueryString.HasValue
            || http.Request.Headers.ContainsKey(HeaderNames.Authorization)
            || http.User.Identity?.IsAuthenticated == true
            || !hosts.IsCounted(http.Request.Host, http.Connection.LocalPort)
            || await StampAsync(http.Request.Path, cancellation) is not { } stamp
        )
        {
            return;
        }
        var rules = context.CacheVaryByRules;
        rules.QueryKeys = string.Empty;
        rules.RouteValueNames = string.Empty;
        rules.VaryByValues["stamp"] = stamp;
        rules.VaryByValues["hour"] = (time.GetUtcNow().Ticks / TagFor.Ticks).ToString(
            CultureInfo.InvariantCulture
        );
        rules.VaryByValues["language"] = CultureInfo.CurrentUICulture.TwoLetterISOLanguageName;
        rules.VaryByValues["theme"] = ThemeChoice.Of(http.Request) ?? string.Empty;
        rules.VaryByValues["encoding"] =
            compression.GetCompressionProvider(http)?.EncodingName ?? string.Empty;
        context.EnableOutputCaching = true;
        context.AllowCacheLookup = true;
        context.AllowCacheStorage = true;
        context.AllowLocking = true;
        context.ResponseExpirationTimeSpan = KeptFor;
        var headers = http.Response.Headers;
        headers.ETag = EntityTag(http.Request, rules);
        headers.CacheControl = "no-cache";
        headers.Vary = "Accept-Encoding, Accept-Language, Cookie";
        http.Response.OnStarting(() =>
        {
            // Of a page that is none after all, nothing is to be remembered.
            if (
                http.Response.StatusCode
                is not (StatusCodes.Status200OK or StatusCodes.Status304NotModified)
            )
            {
                headers.Remove(HeaderNames.ETag);
                headers.CacheControl = "no-store";
            }
            return Task.CompletedTask;
        });
    }

    public ValueTask ServeFromCacheAsync(
        OutputCacheContext context,
        CancellationToken cancellation
    ) => ValueTask.CompletedTask;

    public ValueTask ServeResponseAsync(OutputCacheContext context, CancellationToken cancellation)
    {
        var response = context.HttpContext.Response;
        if (
            response.StatusCode != StatusCodes.Status200OK
            || response.Headers.ContainsKey(HeaderNames.SetCookie)
        )
        {
            context.AllowCacheStorage = false;
        }
        return ValueTask.CompletedTask;
    }

    private async ValueTask<string?> StampAsync(PathString path, CancellationToken cancellation)
    {
        foreach (var source in stamps)
        {
            if (await source.FindAsync(path, cancellation) is { } stamp)
            {
                return stamp;
            }
        }
        return null;
    }

    private static string EntityTag(HttpRequest request, CacheVaryByRules rules)
    {
        var parts = string.Join(
            '\n',
            [
                Version,
                request.Host.Value,
                request.Path.Value,
                .. rules.VaryByValues.OrderBy(v => v.Key).Select(v => v.Value),
            ]
        );
        // Weak (RFC 9110 section 8.8.1): made anew, a page says the same with other names for its parts.
        return $"W/\"{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(parts)))[..32]}\"";
    }
}
