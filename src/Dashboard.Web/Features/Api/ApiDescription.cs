using System.Text.Json.Nodes;
using Dashboard.Core.Outbound.Catalogue;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace Dashboard.Web.Features.Api;

/// <summary>What the OpenAPI document says of the API as a whole.</summary>
internal static class ApiDescription
{
    public static void Configure(OpenApiOptions options)
    {
        // Its converter is ours, and unknown to the description.
        options.AddSchemaTransformer(
            (schema, context, _) =>
            {
                if (context.JsonTypeInfo.Type == typeof(OutboundTestKind))
                {
                    schema.Type = JsonSchemaType.String;
                    schema.Enum =
                    [
                        .. OneWordJsonConverter<OutboundTestKind>.Words.Select(word =>
                            (JsonNode)word
                        ),
                    ];
                }
                return Task.CompletedTask;
            }
        );
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
}
