using System.Net;
using System.Text.Json;
using Dashboard.Core;
using Dashboard.Core.Inbound;
using Dashboard.Web.Features.Inbound;
using Microsoft.AspNetCore.Mvc;

namespace Dashboard.Web.Features.Api;

internal static class InboundTestEndpoints
{
    private const string Collection = "/inbound-tests";

    public static void MapInboundTests(this RouteGroupBuilder api)
    {
        api.MapPost(Collection, StartAsync)
            .WithName("startInboundTest")
            .TakesKey()
            .WithSummary("Start a receiving test")
            .WithDescription(
                "Answers 201 for a new test, and 200 where one that is open or a few minutes old answers the question. With the profile "
                    + "full the TLS of each mail server is examined too: at most fifteen sessions with each address, which takes minutes; "
                    + "what was seen serves everybody for a day."
            )
            .Produces<InboundTestResource>(StatusCodes.Status201Created)
            .Produces<InboundTestResource>()
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
        api.MapGet($"{Collection}/{{id}}", FindAsync)
            .WithName("getInboundTest")
            .TakesKey()
            .WithSummary("A receiving test, with its verdict once it is done")
            .Produces<InboundTestResource>()
            .ProducesProblem(StatusCodes.Status404NotFound);
    }

    private static async Task<IResult> StartAsync(
        [FromBody] InboundTestRequest request,
        InboundTests tests,
        HttpContext context,
        CancellationToken cancellation
    ) =>
        await tests.StartAsync(
            request.Domain,
            context.Connection.RemoteIpAddress ?? IPAddress.None,
            request.Again,
            request.Profile,
            cancellation
        ) switch
        {
            InboundTestStart.Accepted accepted => await AcceptedAsync(
                accepted,
                tests,
                context,
                cancellation
            ),
            InboundTestStart.InvalidInput invalid => ApiProblems.Of(
                StatusCodes.Status400BadRequest,
                "This cannot be a mail domain",
                "invalid-domain",
                ("input", invalid.Input),
                ("problem", Slug.Of(invalid.Problem))
            ),
            InboundTestStart.RateLimited limited => ApiProblems.TooMany(
                limited.RetryAfter,
                context
            ),
            _ => ApiProblems.Unavailable(),
        };

    private static async Task<IResult> AcceptedAsync(
        InboundTestStart.Accepted accepted,
        InboundTests tests,
        HttpContext context,
        CancellationToken cancellation
    )
    {
        var test =
            await tests.FindAsync(accepted.Id, cancellation)
            ?? throw new InvalidOperationException($"Test {accepted.Id} is gone.");
        context.Response.Headers.Location = $"{ApiSetup.Root}{Collection}/{accepted.Id}";
        return Results.Json(
            Resource(test),
            statusCode: accepted.Reused ? StatusCodes.Status200OK : StatusCodes.Status201Created
        );
    }

    private static async Task<IResult> FindAsync(
        string id,
        InboundTests tests,
        HttpContext context,
        CancellationToken cancellation
    )
    {
        if (await tests.FindAsync(id, cancellation) is not { } test)
        {
            return ApiProblems.NotFound();
        }
        if (test.IsOpen)
        {
            context.Response.Headers.RetryAfter = "1";
            context.Response.Headers.CacheControl = "no-store";
        }
        return Results.Json(Resource(test));
    }

    private static InboundTestResource Resource(InboundTestView test) =>
        new(
            test.Id,
            test.Domain,
            test.Profile,
            test.State,
            test.CreatedAt,
            test.StartedAt,
            test.FinishedAt,
            test.Progress,
            test is { Observation: { } observation, Judged: { } judged }
                ? InboundDocument.Create(observation, judged)
                : null,
            test.FailureReason
        );
}
