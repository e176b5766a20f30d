using Dashboard.Probes;
using Dashboard.Web.Features.About;
using Dashboard.Web.Features.Accounts;
using Dashboard.Web.Features.Adoption;
using Dashboard.Web.Features.Api;
using Dashboard.Web.Features.Campaigns;
using Dashboard.Web.Features.Catalogue;
using Dashboard.Web.Features.Exports;
using Dashboard.Web.Features.Exports.Downloads;
using Dashboard.Web.Features.Health;
using Dashboard.Web.Features.Inbound;
using Dashboard.Web.Features.Inbound.WarmUp;
using Dashboard.Web.Features.Lists;
using Dashboard.Web.Features.Notices;
using Dashboard.Web.Features.Organisations;
using Dashboard.Web.Features.Outbound;
using Dashboard.Web.Features.OutboundLab;
using Dashboard.Web.Features.People;
using Dashboard.Web.Features.PersonalData;
using Dashboard.Web.Features.Registers;
using Dashboard.Web.Features.Reports;
using Dashboard.Web.Features.Rounds;
using Dashboard.Web.Features.TlsReports;
using Dashboard.Web.Platform;

namespace Dashboard.Web.Hosting;

/// <summary>What the program is made of, and the way a request takes through it.</summary>
internal static class DashboardSetup
{
    public static WebApplicationBuilder AddDashboard(this WebApplicationBuilder builder)
    {
        var roles = RolesSetting.Read(builder.Configuration);
        builder.Services.AddSingleton(TimeProvider.System);
        builder.Services.AddHostedService<ScratchSweep>();
        builder.AddStore();
        // Mail that a worker sends names the operator too.
        builder.Services.AddAnnotatedOptions<OperatorOptions>(OperatorOptions.Section);
        builder.AddQueue(roles);
        builder.Services.AddProbes(builder.Configuration);
        builder.AddInboundTest(roles);
        builder.AddOutboundTest(roles);
        builder.AddTlsReports(roles);
        builder.Services.AddOrganisations();
        builder.AddRounds(roles);
        builder.Services.AddExports();
        builder.Services.AddReports();
        builder.AddBatches(roles);
        builder.AddNotices(roles);
        builder.AddCampaigns(roles);
        builder.Services.AddPersonalData();
        builder.AddHealth(roles);
        builder.AddWarmUp(roles);
        if (roles.HasFlag(Roles.Web))
        {
            builder.Services.AddProxies();
            builder.Services.AddAnnotatedOptions<SiteOptions>(SiteOptions.Section);
            builder.Services.AddSingleton<SiteHosts>();
            builder.AddRequestLimits();
            builder.AddAccounts();
            builder.AddApi();
            builder.Services.AddLists();
            builder.Services.AddRegisters();
            builder.Services.AddDownloads();
            builder.Services.AddCatalogue();
            builder.Services.AddReportQueue();
            builder.Services.AddErrorPages();
            // Never over plain http once it was given over https.
            builder.Services.AddAntiforgery(forgery =>
                forgery.Cookie.SecurePolicy = CookieSecurePolicy.SameAsRequest
            );
            builder.Services.AddOutboundLab();
            builder.Services.AddAdoption();
            builder.Services.AddAboutPages();
            builder.Services.AddInterface();
            PageAntiforgery.AddTo(builder.Services);
        }
        return builder;
    }

    public static WebApplication UseDashboard(this WebApplication app)
    {
        // A worker too answers for its health.
        if (!RolesSetting.Read(app.Configuration).HasFlag(Roles.Web))
        {
            app.MapHealth();
            return app;
        }
        app.UseForwardedHeaders();
        app.UseLastResortPage();
        app.UseEmbeddedAnywhere();
        app.UseSecurityHeaders(SecurityHeaders.Policies(StrictTransport(app)));
        app.UseHeadRequests();
        // Before the error pages, so that they too speak the visitor's language.
        app.UseRequestLocalization();
        app.UseSiteHosts();
        app.UseErrorPages();
        app.UseFormerPaths();
        app.UseApiRules();
        app.UseRouting();
        app.UseRateLimiter();
        app.UseReadableContent();
        app.Use(LivePages.OnlyAsOneRequest);
        app.UseAuthentication();
        app.UseAuthorization();
        // What is kept is kept compressed.
        app.UseOutputCache();
        app.UseResponseCompression();
        app.UseAntiforgery();
        app.UseRefusalOfForgeries();
        app.MapHealth();
        app.MapSecurityTxt();
        app.MapErrorPages();
        app.MapApi().MapTlsReports();
        app.MapDownloads();
        app.MapReports();
        app.MapCatalogue();
        app.MapAccounts();
        app.MapOrganisations();
        app.MapNotices();
        app.MapCampaigns();
        app.MapAdoptionCharts();
        app.MapInterface();
        return app;
    }

    /// <summary>On, except where somebody tries the program on their own machine.</summary>
    private static bool StrictTransport(WebApplication app) =>
        app.Configuration.GetValue("Https:StrictTransport", !app.Environment.IsDevelopment());
}
