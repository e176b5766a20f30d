using Dashboard.Probes.Receiver.Certificates;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Dashboard.Probes.Receiver;

public static class ReceiverSetup
{
    /// <summary>
    /// What everybody needs who makes tests: the settings, which listeners have which public addresses, and the digests of the
    /// certificates.
    /// </summary>
    public static IServiceCollection AddReceiverCertificates(
        this IServiceCollection services,
        IConfiguration configuration
    )
    {
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton(_ => ReceiverSettings.Read(configuration));
        services.TryAddSingleton<ReceiverCertificates>();
        return services;
    }
}
