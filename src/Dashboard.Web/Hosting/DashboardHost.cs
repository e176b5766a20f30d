using Dashboard.Probes;

namespace Dashboard.Web.Hosting;

/// <summary>Builds the program that serves: pages, API and workers, by role.</summary>
internal static class DashboardHost
{
    /// <exception cref="WrongSettingException">A setting has no sense, or there is nothing to listen on where it says.</exception>
    public static async Task<int> ServeAsync(
        string[] settings,
        CancellationToken cancellation,
        Action<WebApplicationBuilder>? adjust = null
    )
    {
        if (await StartAsync(settings, adjust, cancellation) is not { } app)
        {
            return 0;
        }
        await using (app)
        {
            await app.WaitForShutdownAsync(cancellation);
        }
        return 0;
    }

    /// <summary>Null where it was stopped before it had started.</summary>
    private static async Task<WebApplication?> StartAsync(
        string[] settings,
        Action<WebApplicationBuilder>? adjust,
        CancellationToken cancellation
    )
    {
        WebApplication? app = null;
        try
        {
            app = Build(settings, adjust);
            await app.StartAsync(cancellation);
            return app;
        }
        catch (OperationCanceledException)
            when (app?.Lifetime.ApplicationStopping.IsCancellationRequested == true)
        {
            await app.DisposeAsync();
            return null;
        }
        catch (Exception fault) when (StartFault.OfSetting(fault) is not null)
        {
            if (app is not null)
            {
                await app.DisposeAsync();
            }
            throw StartFault.OfSetting(fault)!;
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
