using Dashboard.Web.Hosting;

namespace Dashboard.Web.Features.InboundTest;

internal static class InboundTestSetup
{
    public static void AddInboundTest(this WebApplicationBuilder builder, Roles roles)
    {
        builder
            .Services.AddOptions<InboundTestOptions>()
            .BindConfiguration(InboundTestOptions.Section)
            .ValidateDataAnnotations()
            .ValidateOnStart();
        builder.Services.AddSingleton<ClientLimiter>();
        builder.Services.AddSingleton<InboundTestIntake>();
        builder.Services.AddSingleton<InboundTests>();
        builder.Services.AddSingleton<InboundTestQueue>();
        builder.Services.AddSingleton<InboundTestRuns>();
        builder.Services.AddHostedService<InboundTestSweeper>();
        if (roles.HasFlag(Roles.Worker))
        {
            builder.Services.AddTransient<InboundTestJob>();
            builder.Services.AddTransient<ExpireTranscripts>();
            builder.Services.AddHostedService<RecurringJobs>();
        }
    }
}
