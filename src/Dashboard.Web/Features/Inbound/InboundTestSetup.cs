using Dashboard.Web.Features.Inbound.Suggestions;
using Dashboard.Web.Hosting;
using Microsoft.Extensions.Options;

namespace Dashboard.Web.Features.Inbound;

internal static class InboundTestSetup
{
    public static void AddInboundTest(this WebApplicationBuilder builder, Roles roles)
    {
        builder.Services.AddAnnotatedOptions<InboundTestOptions>(InboundTestOptions.Section);
        builder.Services.AddSingleton(provider => new ClientLimiter(
            provider.GetRequiredService<IOptions<InboundTestOptions>>().Value.StartsPerMinute
        ));
        builder.Services.AddSingleton<InboundTestIntake>();
        builder.Services.AddSingleton<InboundTests>();
        builder.Services.AddSingleton<DomainSuggestions>();
        builder.Services.AddSingleton<InboundTestQueue>();
        builder.Services.AddSingleton<InboundTestRuns>();
        builder.Services.AddSingleton<SlowLane>();
        builder.Services.AddHostedService<InboundTestSweeper>();
        if (roles.HasFlag(Roles.Worker))
        {
            builder.Services.AddTransient<InboundTestJob>();
            builder.Services.AddTransient<ExpireTranscripts>();
            builder.Services.AddHostedService<RecurringJobs>();
        }
    }
}
