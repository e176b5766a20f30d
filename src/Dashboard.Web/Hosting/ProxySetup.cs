using Dashboard.Web.Platform;
using Microsoft.AspNetCore.HttpOverrides;
using Microsoft.Extensions.Options;

namespace Dashboard.Web.Hosting;

/// <summary>Takes the client's address from a proxy, where the operator has named that proxy.</summary>
internal static class ProxySetup
{
    public static void AddProxies(this IServiceCollection services)
    {
        services.AddAnnotatedOptions<ProxyOptions>(ProxyOptions.Section);
        services
            .AddOptions<ForwardedHeadersOptions>()
            .Configure<IOptions<ProxyOptions>>(
                (forwarded, proxies) =>
                {
                    // The framework trusts loopback by itself; where no proxy is named none is trusted.
                    forwarded.KnownProxies.Clear();
                    forwarded.KnownIPNetworks.Clear();
                    foreach (var proxy in proxies.Value.Networks)
                    {
                        forwarded.KnownIPNetworks.Add(proxy);
                    }
                    forwarded.ForwardedHeaders =
                        forwarded.KnownIPNetworks.Count == 0
                            ? ForwardedHeaders.None
                            : ForwardedHeaders.XForwardedFor | ForwardedHeaders.XForwardedProto;
                }
            );
    }
}
