using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using Dashboard.Core;
using Dashboard.Core.Outbound.Catalogue;
using Dashboard.Data;
using Dashboard.Web.Features.Api.Reading;
using Dashboard.Web.Platform;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.Extensions.Options;
using Microsoft.OpenApi;

namespace Dashboard.Web.Features.Api;

/// <summary>What the OpenAPI document says of the API as a whole.</summary>
internal static class ApiDescription
{
    private const string KeyScheme = "key";

    private const string Json = "application/json";

    private const string Problem = "application/problem+json";

    public static void Configure(OpenApiOptions options)
    {
        options.OpenApiVersion = OpenApiSpecVersion.OpenApi3_1;
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
                if (context.JsonTypeInfo.Type == typeof(InboundTestProfile))
                {
                    schema.Type = JsonSchemaType.String;
                    schema.Enum =
                    [
                        .. OneWordJsonConverter<InboundTestProfile>.Words.Select(word =>
                            (JsonNode)word
                        ),
                    ];
                }
                LeaveOutWhatMayBeMissing(schema, context);
                LeaveRoomForMore(schema, context);
                return Task.CompletedTask;
            }
        );
        options.AddOperationTransformer(
            (operation, context, _) =>
            {
                var metadata = context.Description.ActionDescriptor.EndpointMetadata;
                AddParameters(operation, [.. metadata.OfType<ApiParameter>()]);
                AddHeaders(operation);
                if (metadata.OfType<ApiExample>().FirstOrDefault() is { } example)
                {
                    AddExample(operation, example);
                }
                if (metadata.Any(of => of is ApiExample or ApiKeyed))
                {
                    AddKey(operation, context.Document!);
                }
                return Task.CompletedTask;
            }
        );
        options.AddDocumentTransformer(
            (document, context, _) =>
            {
                var site = SiteOf(document);
                document.Info = new OpenApiInfo
                {
                    Title = "Mail security dashboard",
                    Version = ApiSetup.Version,
                    Description =
                        "Tests whether mail to a domain is protected by STARTTLS and DANE (RFC 7672), and gives the figures of published "
                        + "measurement rounds. Objects are those that the commands of the program print. Collections have pages: the Link "
                        + "header names the next one. Problems are in Dutch or English, by Accept-Language.",
                    Contact = ContactOf(
                        context
                            .ApplicationServices.GetRequiredService<IOptions<OperatorOptions>>()
                            .Value,
                        site
                    ),
                    License = new OpenApiLicense
                    {
                        Name = "CC0 1.0 (the data)",
                        Identifier = "CC0-1.0",
                    },
                };
                document.Servers = [new OpenApiServer { Url = site + ApiSetup.Root }];
                document.Paths = BelowServer(document.Paths);
                document.Components ??= new OpenApiComponents();
                document.Components.SecuritySchemes ??=
                    new Dictionary<string, IOpenApiSecurityScheme>();
                document.Components.SecuritySchemes[KeyScheme] = new OpenApiSecurityScheme
                {
                    Type = SecuritySchemeType.Http,
                    Scheme = "bearer",
                    Description =
                        "Nothing needs a key. With one of the scope read, of an analyst, rounds that are not published yet are there too; "
                        + "with one of the scope tests a program says whose tests it starts and reads.",
                };
                return Task.CompletedTask;
            }
        );
    }

    /// <summary>The address by which the site was asked, as the framework has it, without a slash at its end.</summary>
    private static string SiteOf(OpenApiDocument document) =>
        (document.Servers?.FirstOrDefault()?.Url ?? string.Empty).TrimEnd('/');

    /// <summary>
    /// Rule doc-openapi-contact of the design rules: who to ask. What the operator did not state is not made up: the name is that of the
    /// site, its page about contact takes the place of a website, and there is no address of mail.
    /// </summary>
    private static OpenApiContact ContactOf(OperatorOptions operatorOptions, string site) =>
        new()
        {
            Name = operatorOptions.Name is { Length: > 0 } name ? name : HostOf(site),
            Email = operatorOptions.Contact is { Length: > 0 } mail ? mail : null,
            Url = new(
                operatorOptions.Website is { Length: > 0 } website
                    ? website
                    : site + SitePaths.Contact,
                UriKind.RelativeOrAbsolute
            ),
        };

    private static string HostOf(string site) =>
        Uri.TryCreate(site, UriKind.Absolute, out var address) ? address.Host : site;

    /// <summary>Rule uri-version of the design rules: the version is in the address of the server, and paths are below it.</summary>
    private static OpenApiPaths BelowServer(OpenApiPaths paths)
    {
        var below = new OpenApiPaths();
        foreach (var (path, item) in paths)
        {
            below[path[ApiSetup.Root.Length..]] = item;
        }
        return below;
    }

    /// <summary>Values that are null are left out of answers, except where a property says otherwise.</summary>
    private static void LeaveOutWhatMayBeMissing(
        OpenApiSchema schema,
        OpenApiSchemaTransformerContext context
    )
    {
        if (
            schema.Required is not { Count: > 0 } required
            || context.JsonTypeInfo.Type.Name.EndsWith("Request", StringComparison.Ordinal)
        )
        {
            return;
        }
        foreach (var property in context.JsonTypeInfo.Properties)
        {
            var always =
                property.AttributeProvider?.GetCustomAttributes(
                    typeof(JsonIgnoreAttribute),
                    inherit: true
                )
                is [JsonIgnoreAttribute { Condition: JsonIgnoreCondition.Never }];
            if (property.IsGetNullable && !always)
            {
                required.Remove(property.Name);
            }
        }
    }

    /// <summary>Names may be added to answers, and problems have facts of their own; requests take no others.</summary>
    private static void LeaveRoomForMore(
        OpenApiSchema schema,
        OpenApiSchemaTransformerContext context
    )
    {
        var type = context.JsonTypeInfo.Type;
        if (
            schema.Properties is not { Count: > 0 } properties
            || type.Name.EndsWith("Request", StringComparison.Ordinal)
        )
        {
            return;
        }
        schema.AdditionalPropertiesAllowed = true;
        schema.AdditionalProperties = null;
        if (type == typeof(ProblemDetails))
        {
            properties["code"] = new OpenApiSchema
            {
                Type = JsonSchemaType.String,
                Description = "What is wrong, for programs.",
            };
            properties["errors"] = new OpenApiSchema
            {
                Type = JsonSchemaType.Object,
                Description = "Of wrong parameters: what is wrong with each.",
                AdditionalProperties = new OpenApiSchema
                {
                    Type = JsonSchemaType.Array,
                    Items = new OpenApiSchema { Type = JsonSchemaType.String },
                },
            };
        }
    }

    private static void AddParameters(
        OpenApiOperation operation,
        IReadOnlyList<ApiParameter> parameters
    )
    {
        foreach (var parameter in parameters)
        {
            operation.Parameters ??= [];
            operation.Parameters.Add(
                new OpenApiParameter
                {
                    Name = parameter.Name,
                    In = ParameterLocation.Query,
                    Description = parameter.Description,
                    Example = Value(parameter, parameter.Example),
                    Schema = new OpenApiSchema
                    {
                        Type = parameter.Most is null
                            ? JsonSchemaType.String
                            : JsonSchemaType.Integer,
                        Enum = parameter.Words is { } words
                            ? [.. words.Select(word => (JsonNode)word)]
                            : null,
                        Minimum = parameter.Most is null ? null : "1",
                        Maximum = parameter.Most?.ToString(
                            System.Globalization.CultureInfo.InvariantCulture
                        ),
                        MaxLength = parameter is { Most: null, Words: null }
                            ? ApiParameter.LongestText
                            : null,
                        Default = parameter.Default is { } value ? Value(parameter, value) : null,
                    },
                }
            );
        }
    }

    private static JsonNode Value(ApiParameter parameter, string text) =>
        parameter.Most is null
            ? text
            : int.Parse(text, System.Globalization.CultureInfo.InvariantCulture);

    /// <summary>Rule API-57 of the design rules: the version is in every answer.</summary>
    private static void AddHeaders(OpenApiOperation operation)
    {
        foreach (var (status, answer) in operation.Responses ?? [])
        {
            if (answer is not OpenApiResponse response)
            {
                continue;
            }
            response.Headers ??= new Dictionary<string, IOpenApiHeader>();
            response.Headers["API-Version"] = Header(
                "The version of the API that answered.",
                ApiSetup.Version
            );
            if (status is "429" or "503")
            {
                response.Headers["Retry-After"] = Header("When to come again, in seconds.", "10");
            }
            if (response.Content?.TryGetValue(Problem, out var problem) == true)
            {
                problem.Example = JsonNode.Parse(
                    $$"""{"title":"…","status":{{status}},"detail":"…","code":"{{ApiProblems.CodeOf(int.Parse(status, System.Globalization.CultureInfo.InvariantCulture))}}"}"""
                );
            }
        }
    }

    private static void AddExample(OpenApiOperation operation, ApiExample example)
    {
        if (operation.Responses?["200"] is not OpenApiResponse { Content: { } content } response)
        {
            return;
        }
        if (content.TryGetValue(Json, out var json))
        {
            json.Example = JsonSerializer.SerializeToNode(example.Value, EvidenceJson.Options);
        }
        response.Headers!["ETag"] = Header("For If-None-Match.", "\"5e8f\"");
        if (operation.Parameters?.Any(p => p.Name == ApiParameters.Limit.Name) == true)
        {
            response.Headers["Link"] = Header(
                "The next page (RFC 8288), where there is one.",
                "</api/v1/rounds/2/results?limit=100&after=d1.example>; rel=\"next\""
            );
        }
    }

    private static void AddKey(OpenApiOperation operation, OpenApiDocument document) =>
        operation.Security = [
            [],
            new OpenApiSecurityRequirement
            {
                [new OpenApiSecuritySchemeReference(KeyScheme, document)] = [],
            },
        ];

    private static OpenApiHeader Header(string description, string example) =>
        new()
        {
            Description = description,
            Schema = new OpenApiSchema { Type = JsonSchemaType.String },
            Example = example,
        };
}
