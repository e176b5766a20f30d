using Microsoft.AspNetCore.Diagnostics;

namespace Dashboard.Web.Hosting;

/// <summary>
/// What a visitor or a program sees when something goes wrong. The page at <see cref="Path"/> reads the status code of the
/// response; under /api it is always a problem document (RFC 9457).
/// </summary>
internal static class ErrorPages
{
    public const string Path = "/error";

    public static void AddErrorPages(this IServiceCollection services) =>
        services.AddProblemDetails(problems =>
            problems.CustomizeProblemDetails = context =>
            {
                // Whatever went wrong inside stays inside.
                context.ProblemDetails.Extensions.Remove("exception");
                context.ProblemDetails.Instance = context.HttpContext.Request.Path;
            }
        );

    public static void UseErrorPages(this IApplicationBuilder app)
    {
        app.UseWhen(IsApi, ForPrograms);
        app.UseWhen(context => !IsApi(context), ForVisitors);
    }

    private static bool IsApi(HttpContext context) =>
        context.Request.Path.StartsWithSegments("/api", StringComparison.OrdinalIgnoreCase);

    private static void ForPrograms(IApplicationBuilder app)
    {
        app.UseExceptionHandler(new ExceptionHandlerOptions { StatusCodeSelector = StatusCodeFor });
        app.UseStatusCodePages();
    }

    private static void ForVisitors(IApplicationBuilder app)
    {
        app.UseExceptionHandler(
            new ExceptionHandlerOptions
            {
                ExceptionHandlingPath = Path,
                StatusCodeSelector = StatusCodeFor,
                CreateScopeForErrors = true,
            }
        );
        app.UseStatusCodePagesWithReExecute(Path, createScopeForStatusCodePages: true);
    }

    private static int StatusCodeFor(Exception fault) =>
        fault switch
        {
            _ when DatabaseFault.IsAway(fault) => StatusCodes.Status503ServiceUnavailable,
            BadHttpRequestException bad => bad.StatusCode,
            _ => StatusCodes.Status500InternalServerError,
        };
}
