using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace Dashboard.Web.Features.Api;

/// <summary>What the OpenAPI document says of the API as a whole.</summary>
internal static class ApiDescription
{
    public static void Configure(OpenApiOptions options) =>
        options.AddDocumentTransformer(
            (document, _, _) =>
            {
                document.Info = new OpenApiInfo
                {
                    Title = "Mail security dashboard",
                    Version = ApiSetup.Version,
                    Description =
                        "Tests whether mail to a domain is protected by STARTTLS and DANE (RFC 7672).",
                };
                document.Servers = [new OpenApiServer { Url = "/" }];
                return Task.CompletedTask;
            }
        );
}
