using Dashboard.Web.Platform;

namespace Dashboard.Web.Features.Health;

internal static class HealthSetup
{
    public static void AddHealth(this WebApplicationBuilder builder, Roles roles)
    {
        var services = builder.Services;
        services
            .AddOptions<HealthOptions>()
            .BindConfiguration(HealthOptions.Section)
            .Validate(
                options =>
                    string.IsNullOrWhiteSpace(options.Port25Target)
                    || MailServerTarget.Read(options.Port25Target) is not null,
                "Health:Port25Target: it is no host with a port, such as mail.example.nl:25"
            )
            .ValidateOnStart();
        services.AddSingleton<ISystemCheck, DatabaseCheck>();
        services.AddSingleton<ISystemCheck, QueueCheck>();
        services.AddSingleton<ISystemCheck, WorkCheck>();
        services.AddSingleton<RecentSessions>();
        services.AddSingleton<ISystemCheck, Port25Check>();
        if (roles.HasFlag(Roles.Worker))
        {
            services.AddSingleton<ISystemCheck, ResolverPart>();
            services.AddSingleton<ISystemCheck, Ipv6Check>();
            services.AddSingleton<EhloNameCheck>();
            services.AddSingleton<ISystemCheck>(all => all.GetRequiredService<EhloNameCheck>());
            services.AddHostedService(all => all.GetRequiredService<EhloNameCheck>());
        }
        services.AddSingleton<SystemStatus>();
    }
}
