using Dashboard.Probes.Dns;
using Dashboard.Probes.Inbound;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Dashboard.Probes;

/// <summary>Registers the engine of the receiving test.</summary>
public static class ProbesSetup
{
    public static IServiceCollection AddProbes(
        this IServiceCollection services,
        IConfiguration configuration
    )
    {
        services.AddSingleton<ResolverCheck>();
        services.AddSingleton<InboundProbe>();
        return services;
    }
}
