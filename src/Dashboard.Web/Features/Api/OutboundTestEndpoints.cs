using System.Net;
using Dashboard.Web.Features.Outbound;
using Dashboard.Web.Platform;
using Microsoft.AspNetCore.Mvc;

namespace Dashboard.Web.Features.Api;

internal static class OutboundTestEndpoints
{
    private const string Collection = "/outbound-tests";

    private const string One = Collection + "/{id}";

    public static void MapOutboundTests(this RouteGroupBuilder api)
    {
        api.MapPost(Collection, StartAsync)
            .WithName("startOutboundTest")
            .TakesKey()
            .WithSummary("Begin a sending test")
            .WithDescription(
                "Mail one message to all addresses of the answer from the mail server under test, then read the test. "
                    + "503 with the code \"not-set-up\" where this installation has no probe zone."
            )
            .Produces<OutboundTestResource>(StatusCodes.Status201Created)
            .ProducesProblem(StatusCodes.Status400BadRequest)
            .ProducesProblem(StatusCodes.Status413PayloadTooLarge)
            .ProducesProblem(StatusCodes.Status415UnsupportedMediaType)
            .ProducesProblem(StatusCodes.Status503ServiceUnavailable);
        api.MapMethods(
                Collection,
                ApiSetup.NotOfCollections,
                (HttpContext context) => ApiProblems.MethodNotAllowed(context, HttpMethods.Post)
            )
            .ExcludeFromDescription();
        api.MapGet(One, FindAsync)
            .WithName("getOutboundTest")
            .TakesKey()
            .WithSummary("A sending test, with what is known of each sender so far")
            .Produces<OutboundTestResource>()
            .ProducesProblem(StatusCodes.Status404NotFound);
        api.MapDelete(One, DeleteAsync)
            .WithName("deleteOutboundTest")
            .TakesKey()
            .WithSummary("Remove a sending test with everything that was seen")
            .Produces(StatusCodes.Status204NoContent)
            .ProducesProblem(StatusCodes.Status404NotFound);
    }

    private static async Task<IResult> StartAsync(
        [FromBody] OutboundTestRequest request,
        OutboundTests tests,
        HttpContext context,
        CancellationToken cancellation
    )
    {
        var client = context.Connection.RemoteIpAddress ?? IPAddress.None;
        switch (await tests.StartAsync(request.Kind, client, cancellation))
        {
            case OutboundTestStart.Accepted accepted:
                var test =
                    await tests.FindAsync(accepted.Id, cancellation)
                    ?? throw new InvalidOperationException($"Test {accepted.Id} is gone.");
                context.Response.Headers.Location = SitePaths.OutboundTestApi(accepted.Id);
                context.Response.Headers.CacheControl = "no-store";
                return Results.Json(Resource(test), statusCode: StatusCodes.Status201Created);
            case OutboundTestStart.NotSetUp notSetUp:
                return ApiProblems.Of(
                    StatusCodes.Status503ServiceUnavailable,
                    "The sending test is not set up here",
                    "not-set-up",
                    ("missing", notSetUp.Missing)
                );
            case OutboundTestStart.RateLimited limited:
                return ApiProblems.TooMany(limited.RetryAfter, context);
            default:
                return ApiProblems.Unavailable();
        }
    }

    private static async Task<IResult> FindAsync(
        string id,
        OutboundTests tests,
        HttpContext context,
        CancellationToken cancellation
    )
    {
        if (await tests.FindAsync(id, cancellation) is not { } test)
        {
            return ApiProblems.NotFound();
        }
        // Any holder of the link may delete it: nothing on the way may keep a copy.
        context.Response.Headers.CacheControl = "no-store";
        if (test.IsOpen)
        {
            context.Response.Headers.RetryAfter = "1";
        }
        return Results.Json(Resource(test));
    }

    private static async Task<IResult> DeleteAsync(
        string id,
        OutboundTests tests,
        CancellationToken cancellation
    ) => await tests.DeleteAsync(id, cancellation) ? Results.NoContent() : ApiProblems.NotFound();

    private static OutboundTestResource Resource(OutboundTestView test) =>
        new(
            test.Id,
            test.Kind,
            test.Status,
            test.OpenedAt,
            test.ClosesAt,
            test.Revision,
            test.Addresses,
            test.Round,
            new(
                SitePaths.OutboundTestApi(test.Id),
                SitePaths.SendingTest(test.Id),
                SitePaths.SendingTest(test.ReadingId)
            ),
            test.Document
        );
}
