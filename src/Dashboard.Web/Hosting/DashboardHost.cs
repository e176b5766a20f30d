namespace Dashboard.Web.Hosting;

/// <summary>Builds the program that serves: pages, API and workers, by role.</summary>
internal static class DashboardHost
{
    public static async Task<int> ServeAsync(string[] settings, CancellationToken cancellation)
    {
        await using var app = Build(settings);
        await app.RunAsync(cancellation);
        return 0;
    }

    public static WebApplication Build(string[] settings)
    {
        // The files that belong to the program lie beside it, wherever it is started from.
        var builder = WebApplication.CreateBuilder(
            new WebApplicationOptions
            {
                Args = settings,
                ContentRootPath = AppContext.BaseDirectory,
            }
        );
        builder.WebHost.UseStaticWebAssets();
        builder.AddDashboard();
        return builder.Build().UseDashboard();
    }
}
