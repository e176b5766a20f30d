using Dashboard.Probes;
using Dashboard.Web.Platform;
using Microsoft.AspNetCore.HttpOverrides;

namespace Dashboard.Web.Hosting;

/// <summary>Takes the client's address from a proxy, where the operator has named that proxy.</summary>
internal static class ProxySetup
{
    public static void AddProxies(this WebApplicationBuilder builder)
    {
        var proxies =
            builder.Configuration.GetSection(ProxyOptions.Section).Get<ProxyOptions>() ?? new();
        builder.Services.Configure<ForwardedHeadersOptions>(forwarded =>
        {
            // The framework trusts loopback by itself; where no proxy is named none is trusted.
            forwarded.KnownProxies.Clear();
            forwarded.KnownIPNetworks.Clear();
            forwarded.ForwardedHeaders =
                proxies.Trusted.Length == 0
                    ? ForwardedHeaders.None
                    : ForwardedHeaders.XForwardedFor | ForwardedHeaders.XForwardedProto;
            foreach (var proxy in proxies.Trusted)
            {
                forwarded.KnownIPNetworks.Add(Network(proxy));
            }
        });
    }

    private static System.Net.IPNetwork Network(string setting) =>
        NetworkSetting.Read(setting)
        ?? throw new WrongSettingException(
            $"The setting Proxies:Trusted holds '{setting}', which is no address or network."
        );
}
