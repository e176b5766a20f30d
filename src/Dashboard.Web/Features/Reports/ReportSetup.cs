using Dashboard.Web.Components.Text;
using Dashboard.Web.Features.Adoption;
using Dashboard.Web.Features.Rounds.Figures;
using Dashboard.Web.Platform;

namespace Dashboard.Web.Features.Reports;

internal static class ReportSetup
{
    /// <summary>What pages, exports and commands need; behind the services of rounds.</summary>
    public static void AddReports(this IServiceCollection services)
    {
        CountedTexts.AddTo(services);
        services.AddAnnotatedOptions<ReportOptions>(ReportOptions.Section);
        services.AddScoped<AdoptionWords>();
        services.AddScoped<AdoptionTables>();
        services.AddScoped<ReportWords>();
        services.AddScoped<ReportSentences>();
        services.AddScoped<ReportTables>();
        services.AddScoped<ReportAccount>();
        services.AddSingleton<RoundCorrections>();
        services.AddSingleton<RoundDomainList>();
        services.AddSingleton<RoundMovers>();
        services.AddSingleton<RoundSummaries>();
        services.AddSingleton<RoundReportReader>();
        services.AddSingleton<ReportHtml>();
        services.AddSingleton<ReportPdf>();
        services.AddSingleton<ReportFiles>();
    }

    /// <summary>Of a process that serves pages.</summary>
    public static void AddReportQueue(this IServiceCollection services)
    {
        services.AddSingleton<ReportQueue>();
        services.AddHostedService(provider => provider.GetRequiredService<ReportQueue>());
    }
}
