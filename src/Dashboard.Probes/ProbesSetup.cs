using Dashboard.Probes.Dns;
using Dashboard.Probes.Inbound;
using Dashboard.Probes.Inbound.MtaSts;
using Dashboard.Probes.Inbound.Related;
using Dashboard.Probes.Inbound.TlsNcsc;
using Dashboard.Probes.Smtp;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;

namespace Dashboard.Probes;

/// <summary>Registers the engine of the receiving test; its settings are checked when the program starts.</summary>
public static class ProbesSetup
{
    /// <exception cref="WrongSettingException">A list was given as one value.</exception>
    public static IServiceCollection AddProbes(
        this IServiceCollection services,
        IConfiguration configuration
    )
    {
        ArgumentNullException.ThrowIfNull(configuration);
        ListSettings.Check(
            configuration,
            $"{DnsOptions.Section}:{nameof(DnsOptions.TrustedResolvers)}",
            $"{TlsNcscOptions.Section}:{nameof(TlsNcscOptions.LeftAlone)}"
        );
        services.TryAddSingleton(TimeProvider.System);
        services
            .AddOptions<DnsOptions>()
            .Bind(configuration.GetSection(DnsOptions.Section))
            .ValidateOnStart();
        services
            .AddOptions<SmtpOptions>()
            .Bind(configuration.GetSection(SmtpOptions.Section))
            .ValidateOnStart();
        services
            .AddOptions<ProbeOptions>()
            .Bind(configuration.GetSection(ProbeOptions.Section))
            .ValidateOnStart();
        services
            .AddOptions<MtaStsOptions>()
            .Bind(configuration.GetSection(MtaStsOptions.Section))
            .ValidateOnStart();
        services.AddTlsNcscOptions(configuration);
        services.AddSingleton<IValidateOptions<MtaStsOptions>, MtaStsOptionsCheck>();
        services.AddSingleton<IValidateOptions<DnsOptions>, DnsOptionsCheck>();
        services.AddSingleton<IValidateOptions<SmtpOptions>, SmtpOptionsCheck>();
        services.AddSingleton<IValidateOptions<ProbeOptions>, ProbeOptionsCheck>();
        services.AddSingleton<ResolverCheck>();
        services.AddSingleton<ValidatingResolver>();
        services.AddSingleton<WebPki>();
        services.AddSingleton<PolicyFetch>();
        services.TryAddSingleton<IDkimProofs, NoDkimProofs>();
        services.AddSingleton(services => new RelatedProbe(
            services.GetRequiredService<ValidatingResolver>(),
            services.GetRequiredService<PolicyFetch>(),
            services.GetRequiredService<WebPki>(),
            services.GetRequiredService<IDkimProofs>(),
            services.GetRequiredService<IOptions<MtaStsOptions>>(),
            services.GetRequiredService<IOptions<ProbeOptions>>(),
            services.GetRequiredService<TimeProvider>(),
            services.GetService<ILogger<RelatedProbe>>() ?? NullLogger<RelatedProbe>.Instance
        ));
        services.TryAddSingleton<IHostEvidence, MemoryHostEvidence>();
        services.TryAddSingleton<MemoryAddressEvidence>();
        services.TryAddSingleton<IAddressEvidence>(provider =>
            provider.GetRequiredService<MemoryAddressEvidence>()
        );
        services.TryAddSingleton<ISharedExaminations, OwnExaminations>();
        services.AddSingleton(provider => new TlsNcscProbe(
            provider.GetRequiredService<ValidatingResolver>(),
            provider.GetRequiredService<MemoryAddressEvidence>(),
            provider.GetRequiredService<WebPki>(),
            provider.GetRequiredService<ISharedExaminations>(),
            provider.GetRequiredService<IOptions<TlsNcscOptions>>(),
            provider.GetRequiredService<IOptions<ProbeOptions>>(),
            provider.GetRequiredService<TimeProvider>(),
            provider.GetService<ILogger<TlsNcscProbe>>() ?? NullLogger<TlsNcscProbe>.Instance
        ));
        services.AddSingleton<InboundProbe>();
        return services;
    }

    /// <summary>For a program that judges by these settings and tests nothing; it may be done more than once.</summary>
    public static IServiceCollection AddTlsNcscOptions(
        this IServiceCollection services,
        IConfiguration configuration
    )
    {
        ArgumentNullException.ThrowIfNull(services);
        ArgumentNullException.ThrowIfNull(configuration);
        services
            .AddOptions<TlsNcscOptions>()
            .Bind(configuration.GetSection(TlsNcscOptions.Section))
            .ValidateOnStart();
        services.TryAddEnumerable(
            ServiceDescriptor.Singleton<IValidateOptions<TlsNcscOptions>, TlsNcscOptionsCheck>()
        );
        return services;
    }
}
