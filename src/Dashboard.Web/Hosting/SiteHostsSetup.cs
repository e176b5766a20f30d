using Dashboard.Web.Features.Api;
using Dashboard.Web.Features.Health;

namespace Dashboard.Web.Hosting;

/// <summary>Refuses requests for a name that is not the site's, and writes the name of the others in one way.</summary>
internal static class SiteHostsSetup
{
    public static void UseSiteHosts(this IApplicationBuilder app)
    {
        var hosts = app.ApplicationServices.GetRequiredService<SiteHosts>();
        app.Use(
            (context, next) =>
            {
                // As it came: the framework decodes A-labels as it reads them, and throws at those that are none.
                var asked = new HostString(context.Request.Headers.Host.ToString());
                var host = hosts.Find(asked);
                if (host is null && !context.Request.Path.StartsWithSegments(HealthEndpoints.Root))
                {
                    return RefuseAsync(context, hosts.First);
                }
                // A monitor of the machines uses the address of each, and no page is made for it.
                context.Request.Host = host ?? new HostString("localhost");
                return next(context);
            }
        );
    }

    /// <summary>Nothing of what was asked is in the answer, nor in the log.</summary>
    private static Task RefuseAsync(HttpContext context, string? first)
    {
        var response = context.Response;
        response.StatusCode = StatusCodes.Status400BadRequest;
        response.Headers.CacheControl = "no-store";
        return ErrorPages.IsApi(context)
            ? ApiProblems
                .Of(
                    response.StatusCode,
                    "The site is not reached by this name",
                    "unknown-host",
                    first is null ? [] : [("host", first)]
                )
                .ExecuteAsync(context)
            : LastResortPage.WriteAsync(context, WrongName(first));
    }

    private static BilingualPage WrongName(string? first) =>
        new(
            new(
                "Deze site is niet bereikbaar onder deze naam",
                first is null
                    ? $"Alleen op de machine zelf is de site nu bereikbaar. Wie de site beheert, zet haar naam in de instelling {SiteOptions.HostsSetting} (met Docker DASHBOARD_HOST)."
                    : $"De site is bereikbaar als {first}."
            ),
            new(
                "This site is not reached by this name",
                first is null
                    ? $"The site is only reached on its own machine now. Who runs the site states its name in the setting {SiteOptions.HostsSetting} (DASHBOARD_HOST with Docker)."
                    : $"The site is reached as {first}."
            ),
            first is null ? null : $"//{first}/"
        );
}
