using Dashboard.Core;
using Dashboard.Web.Platform.Status;

namespace Dashboard.Web.Features.Health;

/// <summary>For the operator's monitoring.</summary>
internal static class HealthEndpoints
{
    public const string Root = "/health";

    public static void MapHealth(this IEndpointRouteBuilder app)
    {
        var health = app.MapGroup(Root).ExcludeFromDescription();
        health.MapGet(
            "/live",
            () => Results.Json(new { state = SystemState.Ok }, EvidenceJson.Options)
        );
        health.MapGet("/ready", ReadyAsync);
    }

    private static async Task<IResult> ReadyAsync(
        SystemStatus status,
        HttpContext context,
        CancellationToken cancellation
    )
    {
        var report = await status.ReportAsync(cancellation);
        context.Response.Headers.CacheControl = "no-store";
        return Results.Json(
            HealthDetails.AreFor(context) ? report : report with { Parts = [] },
            EvidenceJson.Options,
            statusCode: report.State == SystemState.Down
                ? StatusCodes.Status503ServiceUnavailable
                : StatusCodes.Status200OK
        );
    }
}
