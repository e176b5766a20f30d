namespace Dashboard.Web.Hosting;

/// <summary>Builds the program that serves: pages, API and workers, by role.</summary>
internal static class DashboardHost
{
    /// <exception cref="WrongSettingException">A setting has no sense, or there is nothing to listen on where it says.</exception>
    public static async Task<int> ServeAsync(string[] settings, CancellationToken cancellation)
    {
        await using var app = await StartAsync(settings, cancellation);
        await app.WaitForShutdownAsync(cancellation);
        return 0;
    }

    private static async Task<WebApplication> StartAsync(
        string[] settings,
        CancellationToken cancellation
    )
    {
        WebApplication? app = null;
        try
        {
            app = Build(settings);
            await app.StartAsync(cancellation);
            return app;
        }
        catch (Exception fault) when (WrongSetting.Of(fault) is not null)
        {
            if (app is not null)
            {
                await app.DisposeAsync();
            }
            throw WrongSetting.Of(fault)!;
        }
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
