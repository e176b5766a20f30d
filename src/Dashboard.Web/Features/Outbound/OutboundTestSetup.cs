using Dashboard.Probes.Outbound.Receiver;
using Dashboard.Web.Features.Inbound;
using Dashboard.Web.Features.Outbound.Evidence;
using Dashboard.Web.Features.Outbound.Judging;
using Dashboard.Web.Features.Outbound.Standing;
using Dashboard.Web.Features.Outbound.Zone;
using Dashboard.Web.Platform;
using Dashboard.Web.Platform.Status;
using Microsoft.Extensions.Options;

namespace Dashboard.Web.Features.Outbound;

internal static class OutboundTestSetup
{
    /// <summary>The limit on how many sending tests one client starts.</summary>
    public const string Limiter = "sending tests";

    /// <summary>
    /// Everything is there without a probe zone too: the sending test then says that it is not set up, and nothing listens.
    /// </summary>
    public static void AddOutboundTest(this WebApplicationBuilder builder, Roles roles)
    {
        var services = builder.Services;
        services.AddAnnotatedOptions<OutboundTestOptions>(OutboundTestOptions.Section);
        var zone = ProbeZoneSettings.Read(builder.Configuration);
        if (zone is not null)
        {
            ReadReceiver(builder.Configuration);
        }
        services.AddReceiverCertificates(builder.Configuration);
        services.AddSingleton<ConfiguredProbeZone>();
        services.AddSingleton<ProbeZoneAdministration>();
        services.AddSingleton<ProbeZoneInspection>();
        services.AddKeyedSingleton(
            Limiter,
            (provider, _) =>
            {
                var options = provider.GetRequiredService<IOptions<OutboundTestOptions>>().Value;
                return new ClientLimiter(options.StartsPerMinute, options.StartsPerDay);
            }
        );
        services.AddSingleton<OutboundTestOpening>();
        services.AddSingleton<UnmailedShares>();
        services.AddSingleton<OutboundJudge>();
        services.AddSingleton<SilentTests>();
        services.AddSingleton<OutboundTestIntake>();
        services.AddSingleton<OutboundTests>();
        services.AddSingleton<StandingTests>();
        services.AddSingleton<IOverdueWork, OverdueTests>();
        if (roles.HasFlag(Roles.Worker))
        {
            services.AddNightlyJob<ExpireEvidence>(
                NightlyJobNames.ExpireEvidence,
                job => job.RunAsync(CancellationToken.None)
            );
        }
        if (zone is null)
        {
            return;
        }
        if (roles.HasFlag(Roles.Worker))
        {
            services.AddSingleton<StandingRounds>();
            services.AddSingleton<JudgingLoop>();
            services.AddHostedService(provider => provider.GetRequiredService<JudgingLoop>());
            services.AddHostedService<ProbeZoneMaking>();
            services.AddSingleton<ISystemCheck, ProbeZoneCheck>();
        }
        if (roles.HasFlag(Roles.Receiver))
        {
            services.AddReceiverDatabase(ConnectionStrings.Store(builder.Configuration));
            services.AddSingleton<IReceiverDirectory, ReceiverDirectory>();
            services.AddSingleton<EvidenceRoom>();
            services.AddSingleton<SessionStore>();
            services.AddSingleton(provider => new EvidenceQueue(
                provider.GetRequiredService<TimeProvider>(),
                provider.GetRequiredService<ILogger<EvidenceQueue>>()
            ));
            services.AddSingleton<IReceiverEvidence, ReceiverEvidence>();
            services.AddSingleton<QueryIntake>();
            services.AddSingleton<QueryLogStore>();
            services.AddHostedService<QueryLogFollower>();
            // Before the receiver, so that it stops after it and writes what that saw last.
            services.AddHostedService<EvidenceWriter>();
            services.AddReceiver(builder.Configuration);
            services.AddSingleton<ISystemCheck, ReceiverCheck>();
            services.AddSingleton<ISystemCheck, EvidenceCheck>();
            services.AddSingleton<ISystemCheck, QueryLogCheck>();
        }
    }

    /// <summary>A setting that makes no sense is reported at the start, not at the first test.</summary>
    private static void ReadReceiver(IConfiguration configuration)
    {
        ReceiverSettings.Read(configuration);
    }
}
