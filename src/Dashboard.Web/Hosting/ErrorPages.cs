using Dashboard.Web.Features.Api;
using Dashboard.Web.Platform;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Components.Endpoints;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Http.Metadata;

namespace Dashboard.Web.Hosting;

/// <summary>
/// What a visitor or a program sees when something goes wrong. The page at <see cref="Path"/> reads the status code of the
/// response; under /api it is always a problem document (RFC 9457).
/// </summary>
internal static partial class ErrorPages
{
    public const string Path = "/error";

    public static void AddErrorPages(this IServiceCollection services) =>
        services.AddProblemDetails(problems =>
            problems.CustomizeProblemDetails = context =>
            {
                // Whatever went wrong inside stays inside.
                context.ProblemDetails.Extensions.Remove("exception");
                context.ProblemDetails.Instance = context.HttpContext.Request.Path;
                var status =
                    context.ProblemDetails.Status ?? context.HttpContext.Response.StatusCode;
                if (
                    context.HttpContext.Features.Get<IExceptionHandlerFeature>()?.Error
                    is UnreadableContentException unreadable
                )
                {
                    context.ProblemDetails.Detail = unreadable.Message;
                }
                // Whatever was asked, a program finds a code, what to do, and when to come again.
                var facts = context.ProblemDetails.Extensions;
                facts.TryAdd("code", ApiProblems.CodeOf(status));
                context.ProblemDetails.Detail ??= ApiProblems.DetailOf(facts["code"] as string);
                context.ProblemDetails.Title = ApiTexts.Translated(context.ProblemDetails.Title);
                context.ProblemDetails.Detail = ApiTexts.Translated(context.ProblemDetails.Detail);
                if (facts["code"] is ApiProblems.UnavailableCode)
                {
                    context.HttpContext.Response.Headers.RetryAfter = ApiProblems.UnavailableFor;
                }
            }
        );

    public static void UseErrorPages(this IApplicationBuilder app)
    {
        app.UseWhen(IsApi, ForPrograms);
        app.UseWhen(context => !IsApi(context), ForVisitors);
        app.Use(ShowAsync);
    }

    /// <summary>
    /// The error page is shown, whatever was done to come to it: as the POST of a form it would be asked for the form's protection,
    /// and where that was what is missing, the visitor would see nothing at all.
    /// </summary>
    private static async Task ShowAsync(HttpContext context, RequestDelegate next)
    {
        var method = context.Request.Method;
        if (IsErrorPage(context))
        {
            context.Request.Method = HttpMethods.Get;
        }
        try
        {
            await next(context);
        }
        finally
        {
            context.Request.Method = method;
        }
    }

    /// <summary>
    /// Pages refuse a form without its protection, or one that they do not know, by themselves, but as a page with nothing in it, which
    /// no error page takes the place of. Here the answer is still bare.
    /// </summary>
    public static void UseRefusalOfForgeries(this IApplicationBuilder app) =>
        app.Use(
            async (context, next) =>
            {
                if (
                    SameSiteForms.IsForeign(context)
                    || LacksToken(context)
                    || await NamesNoFormAsync(context)
                )
                {
                    context.Response.StatusCode = IsTooLong(context)
                        ? StatusCodes.Status413PayloadTooLarge
                        : StatusCodes.Status400BadRequest;
                    return;
                }
                await next(context);
            }
        );

    /// <summary>Its token is not read either.</summary>
    private static bool IsTooLong(HttpContext context) =>
        context.GetEndpoint()?.Metadata.GetMetadata<IRequestSizeLimitMetadata>()
            is { MaxRequestBodySize: { } most }
        && context.Request.ContentLength > most;

    /// <summary>The framework finds the form of a page by this field.</summary>
    private static async Task<bool> NamesNoFormAsync(HttpContext context) =>
        HttpMethods.IsPost(context.Request.Method)
        && !IsErrorPage(context)
        && IsPage(context)
        && (
            !context.Request.HasFormContentType
            || (await context.Request.ReadFormAsync(context.RequestAborted))["_handler"].Count == 0
        );

    private static bool IsPage(HttpContext context) =>
        context.GetEndpoint()?.Metadata.GetMetadata<ComponentTypeMetadata>() is not null;

    private static bool LacksToken(HttpContext context) =>
        HttpMethods.IsPost(context.Request.Method)
        && context.Features.Get<IAntiforgeryValidationFeature>() is { IsValid: false }
        && IsPage(context);

    internal static bool IsErrorPage(HttpContext context) =>
        context.Features.Get<IStatusCodeReExecuteFeature>() is not null
        || context.Features.Get<IExceptionHandlerFeature>() is not null;

    /// <summary>Where nothing better is at the path, the status is left as it is and <see cref="LastResortPage"/> speaks.</summary>
    public static void MapErrorPages(this IEndpointRouteBuilder app) =>
        app.Map(
                Path,
                (HttpContext context) =>
                {
                    if (context.Response.StatusCode == StatusCodes.Status200OK)
                    {
                        context.Response.StatusCode = StatusCodes.Status404NotFound;
                    }
                }
            )
            .WithOrder(int.MaxValue)
            .ExcludeFromDescription();

    internal static bool IsApi(HttpContext context) =>
        context.Request.Path.StartsWithSegments("/api", StringComparison.OrdinalIgnoreCase);

    private static void ForPrograms(IApplicationBuilder app)
    {
        app.UseExceptionHandler(
            new ExceptionHandlerOptions
            {
                StatusCodeSelector = StatusCodeFor,
                SuppressDiagnosticsCallback = IsKnown,
            }
        );
        app.UseStatusCodePages();
    }

    private static void ForVisitors(IApplicationBuilder app)
    {
        app.UseExceptionHandler(
            new ExceptionHandlerOptions
            {
                ExceptionHandlingPath = Path,
                StatusCodeSelector = StatusCodeFor,
                SuppressDiagnosticsCallback = IsKnown,
                CreateScopeForErrors = true,
            }
        );
        app.UseStatusCodePagesWithReExecute(Path, createScopeForStatusCodePages: true);
    }

    private static int StatusCodeFor(Exception fault) =>
        fault switch
        {
            _ when DatabaseFault.IsUnavailable(fault) => StatusCodes.Status503ServiceUnavailable,
            BadHttpRequestException bad => bad.StatusCode,
            _ => StatusCodes.Status500InternalServerError,
        };

    /// <summary>
    /// A database that is unavailable is one line in the log for a request, not a page; a request that no one can read is none, as
    /// a client that sends it would fill our log.
    /// </summary>
    private static bool IsKnown(ExceptionHandlerSuppressDiagnosticsContext context)
    {
        if (context.Exception is BadHttpRequestException)
        {
            return true;
        }
        if (!DatabaseFault.IsUnavailable(context.Exception))
        {
            return false;
        }
        Log.DatabaseAway(
            context.HttpContext.RequestServices.GetRequiredService<ILogger<WebApplication>>(),
            RouteOf(context.HttpContext),
            context.Exception.GetBaseException().Message
        );
        return true;
    }

    /// <summary>Never the path: that of somebody's own page has the token that it is reached by.</summary>
    private static string RouteOf(HttpContext context) =>
        (context.Features.Get<IExceptionHandlerFeature>()?.Endpoint ?? context.GetEndpoint())
            is RouteEndpoint { RoutePattern.RawText: { } pattern }
            ? pattern
            : "A request";

    private static partial class Log
    {
        [LoggerMessage(
            1,
            LogLevel.Warning,
            "{Route} was not answered, the database is unavailable: {Fault}"
        )]
        public static partial void DatabaseAway(ILogger logger, string route, string fault);
    }
}
