using Dashboard.Web.Platform;
using Dashboard.Web.Platform.Status;
using Hangfire;

namespace Dashboard.Web.Features.Inbound.WarmUp;

internal static class WarmUpSetup
{
    /// <summary>Off for who starts a process for moments, such as a test of the program.</summary>
    private const string Setting = "WarmUp:Enabled";

    public static void AddWarmUp(this WebApplicationBuilder builder, Roles roles)
    {
        if (
            (roles & (Roles.Web | Roles.Worker)) == 0
            || !builder.Configuration.GetValue(Setting, true)
        )
        {
            builder.Services.AddSingleton(WarmUpGate.Open);
            return;
        }
        var services = builder.Services;
        services.AddSingleton<WarmUpGate>();
        services.AddSingleton<WarmUp>();
        services.AddHostedService(provider => provider.GetRequiredService<WarmUp>());
        services.AddSingleton<ISystemCheck, WarmUpCheck>();
        services.AddSingleton<IWarmUpStep, TestWarmUp>();
        services.AddSingleton<IWarmUpStep, StoreWarmUp>();
        services.AddSingleton<IWarmUpStep>(provider => new QueueWarmUp(
            provider.GetRequiredService<IBackgroundJobClient>(),
            provider.GetRequiredService<JobStorage>(),
            provider.GetRequiredService<TimeProvider>(),
            roles.HasFlag(Roles.Worker)
        ));
        if (roles.HasFlag(Roles.Web))
        {
            services.AddSingleton<IWarmUpStep, PageWarmUp>();
        }
    }
}
