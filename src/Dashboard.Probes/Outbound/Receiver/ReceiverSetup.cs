using Dashboard.Probes.Dns;
using Dashboard.Probes.Outbound.Receiver.Certificates;
using Dashboard.Probes.Outbound.Receiver.Identity;
using Dashboard.Probes.Outbound.Receiver.Reports;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Dashboard.Probes.Outbound.Receiver;

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

    /// <summary>
    /// The receiver itself, beside <see cref="ProbesSetup.AddProbes"/>. The caller registers <see cref="IReceiverDirectory"/> and
    /// <see cref="IReceiverEvidence"/>, and an <see cref="IReportMailbox"/> where TLS reports are taken.
    /// </summary>
    public static IServiceCollection AddReceiver(
        this IServiceCollection services,
        IConfiguration configuration
    )
    {
        services.AddReceiverCertificates(configuration);
        services.TryAddSingleton<RecentQuestions>();
        services.AddSingleton(provider => new SmtpReceiver(
            provider.GetRequiredService<ReceiverOptions>(),
            provider.GetRequiredService<ReceiverCertificates>(),
            provider.GetRequiredService<IReceiverDirectory>(),
            provider.GetRequiredService<IReceiverEvidence>(),
            new ResolverSenderDns(provider.GetRequiredService<ValidatingResolver>()),
            provider.GetService<IReportMailbox>(),
            provider.GetRequiredService<RecentQuestions>(),
            provider.GetRequiredService<TimeProvider>(),
            provider.GetRequiredService<ILogger<SmtpReceiver>>()
        ));
        services.AddSingleton<IHostedService>(provider =>
            provider.GetRequiredService<SmtpReceiver>()
        );
        return services;
    }
}
