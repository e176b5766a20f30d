using System.Security.Claims;
using Dashboard.Data.Accounts;

namespace Dashboard.Web.Features.Api.Reading;

/// <summary>What endpoints for reading have in common: who reads, and which parameters there are.</summary>
internal static class ReadingEndpoints
{
    private const string VisitorItem = "api-visitor";

    public static void MapReading(this RouteGroupBuilder api)
    {
        var reading = api.MapGroup(string.Empty);
        reading.AddEndpointFilter(CheckAsync);
        reading.MapRounds();
        reading.MapRoundTables();
        reading.MapRoundExports();
        reading.MapDomains();
        reading.MapRegisters();
    }

    /// <summary>With a description of one object or array, and an example of it.</summary>
    public static RouteHandlerBuilder Answers<T>(
        this RouteHandlerBuilder endpoint,
        string name,
        string summary,
        object example,
        params ApiParameter[] parameters
    ) =>
        endpoint
            .WithName(name)
            .WithSummary(summary)
            .Produces<T>()
            .ProducesProblem(StatusCodes.Status400BadRequest)
            .ProducesProblem(StatusCodes.Status401Unauthorized)
            .ProducesProblem(StatusCodes.Status403Forbidden)
            .ProducesProblem(StatusCodes.Status406NotAcceptable)
            .ProducesProblem(StatusCodes.Status429TooManyRequests)
            .ProducesProblem(StatusCodes.Status503ServiceUnavailable)
            .WithMetadata(new ApiExample(example))
            .WithMetadata([.. parameters]);

    public static ClaimsPrincipal Visitor(this HttpContext context) =>
        (ClaimsPrincipal)context.Items[VisitorItem]!;

    private static async ValueTask<object?> CheckAsync(
        EndpointFilterInvocationContext invocation,
        EndpointFilterDelegate next
    )
    {
        var context = invocation.HttpContext;
        var (visitor, refusal) = await context
            .RequestServices.GetRequiredService<ApiVisitor>()
            .ReadAsync(context, ApiScopes.Read, context.RequestAborted);
        context.Items[VisitorItem] = visitor;
        return refusal
            ?? ApiParameters.Problem(
                context,
                context.GetEndpoint()!.Metadata.GetOrderedMetadata<ApiParameter>()
            )
            ?? ApiForms.Problem(context)
            ?? await next(invocation);
    }
}

/// <summary>An answer of an endpoint, for its description.</summary>
internal sealed record ApiExample(object Value);
