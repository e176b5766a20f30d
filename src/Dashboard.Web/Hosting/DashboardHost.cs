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

    /// <param name="adjust">Sees all that was added, and can put something else in its place: a test's clock.</param>
    public static WebApplication Build(
        string[] settings,
        Action<WebApplicationBuilder>? adjust = null
    )
    {
        // The files that belong to the program lie beside it, wherever it is started from.
        var builder = WebApplication.CreateBuilder(
            new WebApplicationOptions
            {
                Args = settings,
                // The lists of its static files carry this name, whatever program it runs in.
                ApplicationName = typeof(DashboardHost).Assembly.GetName().Name,
                ContentRootPath = AppContext.BaseDirectory,
            }
        );
        builder.WebHost.UseStaticWebAssets();
        builder.AddDashboard();
        adjust?.Invoke(builder);
        return builder.Build().UseDashboard();
    }
}
