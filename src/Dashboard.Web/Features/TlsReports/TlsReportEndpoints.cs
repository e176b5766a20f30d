using Dashboard.Core.Outbound.TlsReports;
using Dashboard.Web.Features.Api;
using Microsoft.AspNetCore.Mvc;
using Microsoft.OpenApi;

namespace Dashboard.Web.Features.TlsReports;

internal static class TlsReportEndpoints
{
    private const string Collection = "/tls-reports";

    /// <summary>Its type is looked at where it is taken, so that a wrong one gets a code of its own.</summary>
    private static OpenApiRequestBody Body =>
        new()
        {
            Description = "A report of RFC 8460 section 4.4, as it is or as one gzip member.",
            Required = true,
            Content = new Dictionary<string, OpenApiMediaType>
            {
                [TlsReportPosts.Gzip] = new OpenApiMediaType
                {
                    Schema = new OpenApiSchema { Type = JsonSchemaType.String, Format = "binary" },
                },
                [TlsReportPosts.Json] = new OpenApiMediaType
                {
                    Schema = new OpenApiSchema { Type = JsonSchemaType.Object },
                },
            },
        };

    public static void MapTlsReports(this RouteGroupBuilder api)
    {
        api.MapPost(
                Collection,
                (HttpContext context, TlsReportPosts posts) => posts.TakeAsync(context)
            )
            .WithName("postTlsReport")
            .WithSummary("Send a TLS report of a mail server (RFC 8460)")
            .WithDescription(
                "The report as RFC 8460 section 4 has it, of a domain whose TXT record names this address. It is kept without a sender, "
                    + "as nothing proves who sends it. The code of a refusal says what is wrong with it."
            )
            .WithMetadata(new RequestSizeLimitAttribute(TlsReportLimits.Octets))
            .Produces(StatusCodes.Status204NoContent)
            .ProducesProblem(StatusCodes.Status400BadRequest)
            .ProducesProblem(StatusCodes.Status403Forbidden)
            .ProducesProblem(StatusCodes.Status408RequestTimeout)
            .ProducesProblem(StatusCodes.Status413PayloadTooLarge)
            .ProducesProblem(StatusCodes.Status415UnsupportedMediaType)
            .ProducesProblem(StatusCodes.Status429TooManyRequests)
            .ProducesProblem(StatusCodes.Status503ServiceUnavailable)
            .AddOpenApiOperationTransformer(
                (operation, _, _) =>
                {
                    operation.RequestBody = Body;
                    return Task.CompletedTask;
                }
            );
        api.MapMethods(
                Collection,
                ApiSetup.NotOfCollections,
                (HttpContext context) => ApiProblems.MethodNotAllowed(context, HttpMethods.Post)
            )
            .ExcludeFromDescription();
    }
}
