using Dashboard.Web.Platform;
using Dashboard.Web.Platform.Status;

namespace Dashboard.Web.Features.Health;

internal static class HealthSetup
{
    public static void AddHealth(this WebApplicationBuilder builder, Roles roles)
    {
        var services = builder.Services;
        services.AddAnnotatedOptions<HealthOptions>(HealthOptions.Section);
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
