using Dashboard.Web.Features.Exports.Tables;
using Dashboard.Web.Features.Rounds.Figures;

namespace Dashboard.Web.Features.Exports;

internal static class ExportSetup
{
    /// <summary>What pages, API and commands need; behind the services of rounds.</summary>
    public static void AddExports(this IServiceCollection services)
    {
        services.AddSingleton<RoundTables>();
        services.AddSingleton<ResultStream>();
        services.AddSingleton<ChangeStream>();
        services.AddSingleton<RoundExportTables>();
        services.AddSingleton<RoundExport>();
    }
}
