using Dashboard.Web.Hosting;

namespace Dashboard.Web.Features.Health;

internal static class HealthSetup
{
    public static void AddHealth(this WebApplicationBuilder builder, Roles roles)
    {
        var services = builder.Services;
        services
            .AddOptions<HealthOptions>()
            .BindConfiguration(HealthOptions.Section)
            .ValidateOnStart();
        services.AddSingleton<ISystemCheck, DatabaseCheck>();
        services.AddSingleton<ISystemCheck, QueueCheck>();
        services.AddSingleton<RecentSessions>();
        services.AddSingleton<ISystemCheck, Port25Check>();
        if (roles.HasFlag(Roles.Worker))
        {
            services.AddSingleton<ISystemCheck, ResolverPart>();
            services.AddSingleton<ISystemCheck, Ipv6Check>();
        }
        services.AddSingleton<SystemStatus>();
    }
}
