using Dashboard.Probes.Inbound.Related;
using Dashboard.Probes.Inbound.TlsNcsc;
using Dashboard.Web.Features.Inbound.Suggestions;
using Dashboard.Web.Platform;
using Microsoft.Extensions.Options;

namespace Dashboard.Web.Features.Inbound;

internal static class InboundTestSetup
{
    /// <summary>Key of what full tests have of their own.</summary>
    public const string Full = "full";

    public static void AddInboundTest(this WebApplicationBuilder builder, Roles roles)
    {
        builder.Services.AddAnnotatedOptions<InboundTestOptions>(InboundTestOptions.Section);
        builder.Services.AddSingleton(provider => new ClientLimiter(
            provider.GetRequiredService<IOptions<InboundTestOptions>>().Value.StartsPerMinute
        ));
        builder.Services.AddKeyedSingleton(
            Full,
            (provider, _) =>
                new ClientLimiter(
                    Options(provider).StartsPerMinute,
                    Options(provider).FullStartsPerDay
                )
        );
        builder.Services.AddSingleton<SharedExaminations>();
        builder.Services.AddSingleton<ISharedExaminations>(provider =>
            provider.GetRequiredService<SharedExaminations>()
        );
        builder.Services.AddSingleton<IDkimProofs, DkimProofs>();
        builder.Services.AddSingleton<ClientWords>();
        builder.Services.AddSingleton<OpenTestsOfClients>();
        builder.Services.AddKeyedSingleton<OpenTestsOfClients>(Full);
        builder.Services.AddSingleton(provider => new FairShares(
            Options(provider).RunningPerClient,
            Options(provider).RunningPerDomain
        ));
        builder.Services.AddSingleton<InboundTestIntake>();
        builder.Services.AddSingleton<InboundTests>();
        builder.Services.AddSingleton<DomainSuggestions>();
        builder.Services.AddSingleton<InboundTestQueue>();
        builder.Services.AddSingleton<InboundTestRuns>();
        builder.Services.AddSingleton(provider => Lane(provider, Options(provider).SlowPlaces));
        // Minutes in the lane of the others would cost them their places.
        builder.Services.AddKeyedSingleton(
            Full,
            (provider, _) => Lane(provider, Options(provider).MaximumFullOpen)
        );
        builder.Services.AddHostedService<InboundTestSweeper>();
        if (roles.HasFlag(Roles.Worker))
        {
            builder.Services.AddTransient<InboundTestJob>();
            builder.Services.AddNightlyJob<ExpireTranscripts>(
                NightlyJobNames.ExpireTranscripts,
                job => job.RunAsync(CancellationToken.None)
            );
            builder.Services.AddHostedService<RecurringJobs>();
        }
    }

    private static SlowLane Lane(IServiceProvider provider, int places) =>
        new(
            new(places, Options(provider).SlowPerAddress, Options(provider).SlowPerAddressAfter),
            provider.GetRequiredService<IHostApplicationLifetime>(),
            provider.GetRequiredService<TimeProvider>()
        );

    private static InboundTestOptions Options(IServiceProvider provider) =>
        provider.GetRequiredService<IOptions<InboundTestOptions>>().Value;
}
