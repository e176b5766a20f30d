using Dashboard.Web.Features.Exports.Downloads;
using Dashboard.Web.Features.Exports.Tables;
using Dashboard.Web.Features.Rounds.Figures;
using Dashboard.Web.Platform;

namespace Dashboard.Web.Features.Exports;

internal static class ExportSetup
{
    /// <summary>What pages, API and commands need; behind the services of rounds.</summary>
    public static void AddExports(this IServiceCollection services)
    {
        services.AddSingleton<RoundTables>();
        services.AddSingleton<ResultStream>();
        services.AddSingleton<ChangeStream>();
        services.AddSingleton<RoundPartDeltas>();
        services.AddSingleton<OutcomeStream>();
        services.AddSingleton<FigureTables>();
        services.AddSingleton<OutcomesTable>();
        services.AddSingleton<DeltaTables>();
        services.AddSingleton<OrganisationTables>();
        services.AddSingleton<RoundExportTables>();
        services.AddSingleton<RoundExport>();
    }

    /// <summary>Downloads of the site.</summary>
    public static void AddDownloads(this IServiceCollection services)
    {
        services.AddAnnotatedOptions<ExportOptions>(ExportOptions.Section);
        services.AddSingleton<ExportStore>();
    }
}
