using Dashboard.Web.Components;
using Dashboard.Web.Components.Preferences;
using Dashboard.Web.Components.Theme;
using Dashboard.Web.Features.Inbound;
using Dashboard.Web.Hosting.Caching;
using Dashboard.Web.Platform;
using Microsoft.AspNetCore.OutputCaching;
using Microsoft.AspNetCore.ResponseCompression;
using MudBlazor.Services;

namespace Dashboard.Web.Hosting;

/// <summary>The pages.</summary>
internal static class InterfaceSetup
{
    /// <summary>In octets; a result is some 10 to 30 kB, compressed.</summary>
    private const long KeptPagesSize = 64 * 1024 * 1024;

    public static IServiceCollection AddInterface(this IServiceCollection services)
    {
        services.AddRazorComponents().AddInteractiveServerComponents();
        services.AddMudServices();
        services.AddLanguages();
        services.AddSingleton<ThemeSheet>();
        services.AddResponseCompression(compression =>
        {
            compression.MimeTypes = ["text/css", "text/javascript", "image/svg+xml"];
            compression.EnableForHttps = true;
        });
        services.AddSingleton<IResponseCompressionProvider, PageCompression>();
        services.Configure<BrotliCompressionProviderOptions>(brotli =>
            brotli.Level = System.IO.Compression.CompressionLevel.Optimal
        );
        services.Configure<GzipCompressionProviderOptions>(gzip =>
            gzip.Level = System.IO.Compression.CompressionLevel.Optimal
        );
        services.AddOutputCache(cache => cache.SizeLimit = KeptPagesSize);
        services
            .AddOptions<OutputCacheOptions>()
            .Configure<KeptPages>((cache, pages) => cache.AddBasePolicy(pages));
        services.AddSingleton<KeptPages>();
        services.AddSingleton<IPageStamp, InboundPageStamp>();
        return services;
    }

    public static WebApplication MapInterface(this WebApplication app)
    {
        app.MapStaticAssets();
        app.MapTheme();
        app.MapPreferences();
        app.MapRazorComponents<App>().AddInteractiveServerRenderMode();
        return app;
    }
}
