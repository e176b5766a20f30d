using Dashboard.Data;
using Dashboard.Probes.Dns;
using Dashboard.Probes.Outbound.Receiver.Reports;
using Dashboard.Web.Components.Slots;
using Dashboard.Web.Features.Inbound;
using Dashboard.Web.Features.Organisations.Pages;
using Dashboard.Web.Features.Outbound.Evidence;
using Dashboard.Web.Features.Outbound.Standing;
using Dashboard.Web.Features.Outbound.Zone;
using Dashboard.Web.Platform;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace Dashboard.Web.Features.TlsReports;

internal static class TlsReportSetup
{
    /// <summary>The limit on how many reports one client sends, by mail and by post together.</summary>
    public const string Limiter = "tls reports";

    public static void AddTlsReports(this WebApplicationBuilder builder, Roles roles)
    {
        var services = builder.Services;
        services.AddAnnotatedOptions<TlsReportOptions>(TlsReportOptions.Section);
        services.AddSingleton<TlsReportQueries>();
        services.AddSingleton<IReportPost, TlsReportPost>();
        services.AddPagePart<StandingTestPlace, TlsReportTable>();
        services.AddPagePart<OrganisationDomainsPlace, TlsReportOwnDomain>();
        services.AddKeyedSingleton(
            Limiter,
            (provider, _) =>
            {
                var options = provider.GetRequiredService<IOptions<TlsReportOptions>>().Value;
                return new ClientLimiter(options.PerMinute, options.PerDay);
            }
        );
        services.AddSingleton<TlsReportPosts>();
        services.AddSingleton(provider =>
            Desk(provider, provider.GetRequiredService<IDbContextFactory<DashboardDb>>())
        );
        if (
            roles.HasFlag(Roles.Receiver)
            && ProbeZoneSettings.Read(builder.Configuration) is not null
        )
        {
            services.AddSingleton<IReportMailbox>(provider => new TlsReportMailbox(
                Desk(
                    provider,
                    provider.GetRequiredKeyedService<IDbContextFactory<DashboardDb>>(
                        ReceiverDatabase.Key
                    )
                ),
                provider.GetRequiredKeyedService<ClientLimiter>(Limiter)
            ));
        }
    }

    private static TlsReportDesk Desk(
        IServiceProvider provider,
        IDbContextFactory<DashboardDb> database
    ) =>
        new(
            database,
            provider.GetRequiredService<ConfiguredProbeZone>(),
            provider.GetRequiredService<ValidatingResolver>(),
            provider.GetRequiredService<IOptions<TlsReportOptions>>(),
            provider.GetRequiredService<TimeProvider>()
        );
}
