using Dashboard.Probes;
using Dashboard.Web.Features.Accounts;
using Dashboard.Web.Features.Rounds.Control;
using Dashboard.Web.Features.Rounds.Corrections;
using Dashboard.Web.Features.Rounds.Desk;
using Dashboard.Web.Features.Rounds.Examinations;
using Dashboard.Web.Features.Rounds.Explanations;
using Dashboard.Web.Features.Rounds.Figures;
using Dashboard.Web.Features.Rounds.Schedules;
using Dashboard.Web.Features.Rounds.Start;
using Dashboard.Web.Features.Rounds.Work;
using Dashboard.Web.Platform;
using Dashboard.Web.Platform.Status;

namespace Dashboard.Web.Features.Rounds;

internal static class RoundSetup
{
    public static void AddRounds(this WebApplicationBuilder builder, Roles roles)
    {
        builder.Services.AddRoundServices(builder.Configuration);
        builder.Services.AddSingleton<IOverdueWork, OverdueRounds>();
        if (roles.HasFlag(Roles.Worker))
        {
            builder.Services.AddTransient<LookupWork>();
            builder.Services.AddSingleton<RestingAddresses>();
            builder.Services.AddTransient<PairWork>();
            builder.Services.AddTransient<JudgeWork>();
            builder.Services.AddTransient<RoundAdvance>();
            builder.Services.AddTransient<RoundWork>();
            builder.Services.AddHostedService<RoundSweeper>();
            builder.Services.AddHostedService<ScheduleStarter>();
            builder.Services.AddSingleton<DueExaminations>();
            builder.Services.AddHostedService(provider =>
                provider.GetRequiredService<DueExaminations>()
            );
        }
    }

    /// <summary>What pages and commands need: no work is done with it.</summary>
    public static void AddRoundServices(
        this IServiceCollection services,
        IConfiguration configuration
    )
    {
        // A round is judged by the method that it was started with.
        services.AddTlsNcscOptions(configuration);
        services.AddAnnotatedOptions<RoundOptions>(RoundOptions.Section);
        services.AddSingleton<IRoundRegister, RoundRegister>();
        services.AddSingleton<RoundStart>();
        services.AddSingleton<RoundSchedules>();
        services.AddSingleton<LabSending>();
        services.AddSingleton<RoundControl>();
        services.AddSingleton<RoundProgress>();
        services.AddSingleton<RoundPace>();
        services.AddSingleton<RoundLinks>();
        services.AddSingleton<IMemberRounds>(provider => provider.GetRequiredService<RoundLinks>());
        services.AddSingleton<RoundComments>();
        services.AddSingleton<ExplanationDesk>();
        services.AddSingleton<RoundReports>();
        services.AddSingleton<RoundChanges>();
        services.AddSingleton<RoundResults>();
        services.AddSingleton<VisibleRounds>();
        services.AddSingleton<CurrentState>();
        services.AddSingleton<RoundProviderDomains>();
    }
}
