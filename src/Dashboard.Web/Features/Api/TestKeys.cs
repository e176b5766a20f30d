using Dashboard.Data.Accounts;
using Dashboard.Web.Features.Api.Reading;

namespace Dashboard.Web.Features.Api;

/// <summary>
/// Tests are for everybody; a program may say with a key of the scope <c>tests</c> who it is. It has the limit of that key then, besides
/// those that hold for everybody.
/// </summary>
internal static class TestKeys
{
    public static RouteHandlerBuilder TakesKey(this RouteHandlerBuilder endpoint) =>
        endpoint
            .AddEndpointFilter(CheckAsync)
            .ProducesProblem(StatusCodes.Status401Unauthorized)
            .ProducesProblem(StatusCodes.Status403Forbidden)
            .ProducesProblem(StatusCodes.Status429TooManyRequests)
            .WithMetadata(new ApiKeyed());

    private static async ValueTask<object?> CheckAsync(
        EndpointFilterInvocationContext invocation,
        EndpointFilterDelegate next
    )
    {
        var context = invocation.HttpContext;
        var (_, refusal) = await context
            .RequestServices.GetRequiredService<ApiVisitor>()
            .ReadAsync(context, ApiScopes.Tests, context.RequestAborted);
        return refusal ?? await next(invocation);
    }
}

/// <summary>An endpoint that a key can be shown to, for its description.</summary>
internal sealed record ApiKeyed;
