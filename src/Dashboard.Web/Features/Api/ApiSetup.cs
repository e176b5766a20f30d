using System.Text.Json;
using System.Text.Json.Serialization;
using Dashboard.Core;
using Dashboard.Web.Components.Preferences;
using Dashboard.Web.Features.Api.Batch;
using Dashboard.Web.Features.Api.Reading;
using Dashboard.Web.Platform;

namespace Dashboard.Web.Features.Api;

/// <summary>The API, by the rules of the NL GOV REST API Design Rules.</summary>
internal static class ApiSetup
{
    /// <summary>Major version in the path, the whole version in every answer (rule API-57).</summary>
    public const string Version = "1.0.0";

    public const string Root = "/api/v1";

    /// <summary>Tests are not listed: a link is for whom it was given to.</summary>
    public static readonly string[] NotOfCollections =
    [
        HttpMethods.Get,
        HttpMethods.Head,
        HttpMethods.Put,
        HttpMethods.Patch,
        HttpMethods.Delete,
    ];

    private const string AnyOrigin = "any-origin";

    public static void AddApi(this WebApplicationBuilder builder)
    {
        builder.Services.ConfigureHttpJsonOptions(json =>
        {
            var target = json.SerializerOptions;
            target.DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull;
            // A request with a missing or misspelt name is refused, not guessed at.
            target.RespectRequiredConstructorParameters = true;
            target.RespectNullableAnnotations = true;
            target.UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow;
            target.AllowDuplicateProperties = false;
            foreach (var converter in EvidenceJson.Options.Converters)
            {
                target.Converters.Add(converter);
            }
        });
        builder.Services.AddCors(cors =>
            cors.AddPolicy(
                AnyOrigin,
                policy =>
                    policy
                        .AllowAnyOrigin()
                        .WithMethods("GET", "HEAD")
                        .WithExposedHeaders("API-Version", "ETag", "Link", "Retry-After")
            )
        );
        builder.Services.AddOpenApi("v1", ApiDescription.Configure);
        builder.Services.AddAnnotatedOptions<ApiOptions>(ApiOptions.Section);
        builder.Services.AddSingleton<Batch.BatchRequests>();
        builder.Services.AddSingleton<Batch.BatchResults>();
        builder.Services.AddSingleton<Batch.BatchDoor>();
        builder.Services.AddSingleton<ApiVisitor>();
        builder.Services.AddSingleton<ReadableRounds>();
        builder.Services.AddSingleton<RegisterQueries>();
        builder.Services.AddSingleton<DomainQueries>();
    }

    /// <summary>The rounds that are asked for in batches.</summary>
    public static void AddBatches(this WebApplicationBuilder builder, Roles roles)
    {
        builder.Services.AddAnnotatedOptions<Batch.BatchOptions>(Batch.BatchOptions.Section);
        if (roles.HasFlag(Roles.Worker))
        {
            builder.Services.AddHostedService<Batch.BatchStarter>();
        }
    }

    public static void UseApiRules(this IApplicationBuilder app) =>
        app.UseWhen(
            context =>
                context.Request.Path.StartsWithSegments("/api")
                && !context.Request.Path.StartsWithSegments(Batch.BatchEndpoints.Root),
            api =>
                api.Use(
                    (context, next) =>
                    {
                        context.Response.OnStarting(() =>
                        {
                            context.Response.Headers["API-Version"] = Version;
                            // What people read in it is in problems, and in the header of a CSV file.
                            if (
                                context.Response.ContentType?.StartsWith(
                                    "application/problem+json",
                                    StringComparison.Ordinal
                                ) == true
                            )
                            {
                                context.Response.Headers.ContentLanguage = ApiTexts.Language;
                            }
                            else if (
                                context.Response.ContentType?.StartsWith(
                                    "text/csv",
                                    StringComparison.Ordinal
                                ) != true
                            )
                            {
                                context.Response.Headers.ContentLanguage = Languages.English;
                            }
                            return Task.CompletedTask;
                        });
                        // Rule API-48: a path with a slash at its end names nothing.
                        if (context.Request.Path.Value is { } path && path.EndsWith('/'))
                        {
                            context.Response.StatusCode = StatusCodes.Status404NotFound;
                            return Task.CompletedTask;
                        }
                        return next(context);
                    }
                )
        );

    /// <returns>The group of the API, for resources that other features map.</returns>
    public static RouteGroupBuilder MapApi(this WebApplication app)
    {
        app.UseCors();
        app.MapOpenApi("/api/{documentName}/openapi.json").RequireCors(AnyOrigin);
        var api = app.MapGroup(Root).RequireCors(AnyOrigin);
        api.MapInboundTests();
        api.MapOutboundTests();
        api.MapReading();
        app.MapBatch();
        return api;
    }
}
