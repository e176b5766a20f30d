using System.Globalization;
using System.Text.Json;
using Dashboard.Core.Dns;
using Dashboard.Data.Accounts;
using Dashboard.Web.Platform;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.Extensions.Options;

namespace Dashboard.Web.Features.Api.Batch;

/// <summary>
/// Batch API v2 as internet.nl has it at 2.7.0, for dashboards that are written for its mail tests. What differs from the rest of the API is
/// theirs: HTTP Basic, 200 for all that is well, errors as <c>{"error":{"label","msg"}}</c>, never 429.
/// </summary>
internal static partial class BatchEndpoints
{
    public const string Root = "/api/batch";

    private const int DefaultLimit = 10;

    public static void MapBatch(this IEndpointRouteBuilder app) =>
        app.Map(Root + "/{**path}", AnswerAsync).ExcludeFromDescription();

    private static async Task AnswerAsync(HttpContext context, BatchDoor door, ILoggerFactory logs)
    {
        // The page and the problem of an error are for others.
        if (context.Features.Get<IStatusCodePagesFeature>() is { } pages)
        {
            pages.Enabled = false;
        }
        context.Response.Headers.CacheControl = "no-store";
        try
        {
            if (
                context.Request.Path == BatchDescription.Path
                && await BatchDescription.TryAnswerAsync(context)
            )
            {
                return;
            }
            if (await door.OpenAsync(context) is not { } account)
            {
                await BatchDoor.TurnAwayAsync(context);
                return;
            }
            await DispatchAsync(context, account);
        }
        catch (BatchRefusal refusal)
        {
            if (refusal.RetryAfter is { } wait)
            {
                context.Response.Headers.RetryAfter = wait.TotalSeconds.ToString(
                    "0",
                    CultureInfo.InvariantCulture
                );
            }
            await BatchAnswer.WriteErrorAsync(
                context,
                refusal.Status,
                refusal.Label,
                refusal.Message
            );
        }
        catch (BadHttpRequestException)
        {
            await BatchAnswer.WriteErrorAsync(
                context,
                400,
                "bad-request",
                "The request could not be read."
            );
        }
        catch (Exception fault)
            when (!context.Response.HasStarted && !context.RequestAborted.IsCancellationRequested)
        {
            Log.Failed(logs.CreateLogger(typeof(BatchEndpoints)), fault);
            await BatchAnswer.WriteErrorAsync(
                context,
                500,
                "server-error",
                "Something went wrong here."
            );
        }
    }

    private static async Task DispatchAsync(HttpContext context, Account account)
    {
        var parts = context.Request.Path.Value![Root.Length..].Split('/');
        switch (context.Request.Method, parts)
        {
            case ("POST", ["", "v2", "requests"]):
                await RegisterAsync(context, account);
                break;
            case ("GET", ["", "v2", "requests"]):
                await ListAsync(context, account);
                break;
            case ("GET", ["", "v2", "requests", { Length: > 0 } id]):
                await WriteAsync(context, await FindAsync(context, account, id));
                break;
            case ("PATCH", ["", "v2", "requests", { Length: > 0 } id]):
                await CancelAsync(context, account, id);
                break;
            case ("GET", ["", "v2", "requests", { Length: > 0 } id, "results"]):
                await ResultsAsync(
                    context,
                    account.Id,
                    await FindAsync(context, account, id),
                    (json, domain, result) =>
                        BatchJson.WriteDomain(json, result, Page(context, domain))
                );
                break;
            case ("GET", ["", "v2", "requests", { Length: > 0 } id, "results_technical"]):
                await ResultsAsync(
                    context,
                    account.Id,
                    await FindAsync(context, account, id),
                    (json, _, result) => BatchJson.WriteTechnical(json, result)
                );
                break;
            case ("GET", ["", "v2", "metadata", "report"]):
                await BatchMetadata.WriteAsync(context, BatchAnswer.Version);
                break;
            default:
                throw new BatchRefusal(400, "invalid-url", "The URL is not one of this API.");
        }
    }

    private static string Page(HttpContext context, DomainName domain) =>
        $"{context.Request.Scheme}://{context.Request.Host}{SitePaths.Domain(domain)}";

    private static async Task RegisterAsync(HttpContext context, Account account)
    {
        var most = context
            .RequestServices.GetRequiredService<IOptions<BatchOptions>>()
            .Value.MostDomains;
        var order = await BatchBody.OrderAsync(context, most);
        var state = await context
            .RequestServices.GetRequiredService<BatchRequests>()
            .AddAsync(
                account.Id,
                order.Name,
                order.Domains,
                order.Rejected,
                context.RequestAborted
            );
        await WriteAsync(
            context,
            state
                ?? throw BatchRefusal.Bad(
                    "This account has as many requests waiting or running as it may have: wait until one is done, or cancel one."
                )
        );
    }

    private static async Task ListAsync(HttpContext context, Account account)
    {
        var limit = DefaultLimit;
        if (
            context.Request.Query["limit"].FirstOrDefault() is { } text
            && !int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out limit)
        )
        {
            throw BatchRefusal.Bad("'limit' is not a number.");
        }
        await BatchAnswer.StreamAsync(
            context,
            json => json.WriteStartArray("requests"),
            context
                .RequestServices.GetRequiredService<BatchRequests>()
                .ListAsync(account.Id, limit, context.RequestAborted),
            BatchJson.WriteRequest,
            json => json.WriteEndArray()
        );
    }

    private static async Task CancelAsync(HttpContext context, Account account, string id)
    {
        await FindAsync(context, account, id);
        await BatchBody.RequireCancellationAsync(context);
        await WriteAsync(
            context,
            await context
                .RequestServices.GetRequiredService<BatchRequests>()
                .CancelAsync(account.Id, id, context.RequestAborted)
                ?? throw BatchRefusal.Unknown()
        );
    }

    private static async Task ResultsAsync(
        HttpContext context,
        Guid account,
        BatchState state,
        Action<Utf8JsonWriter, DomainName, BatchDomain?> write
    )
    {
        if (state.Status != BatchState.IsDone)
        {
            throw BatchRefusal.Bad("The request is not yet `done`.");
        }
        await BatchAnswer.StreamAsync(
            context,
            json =>
            {
                json.WritePropertyName("request");
                BatchJson.WriteRequest(json, state);
                json.WriteStartObject("domains");
            },
            context
                .RequestServices.GetRequiredService<BatchResults>()
                .ReadAsync(state.Round!.Value, account, context.RequestAborted),
            (json, found) =>
            {
                json.WriteStartObject(found.Domain.ToUnicode());
                write(json, found.Domain, found.Result);
                json.WriteEndObject();
            },
            json => json.WriteEndObject()
        );
    }

    private static async Task<BatchState> FindAsync(
        HttpContext context,
        Account account,
        string id
    ) =>
        await context
            .RequestServices.GetRequiredService<BatchRequests>()
            .FindAsync(
                account.Id,
                id.Replace("\0", string.Empty, StringComparison.Ordinal),
                context.RequestAborted
            )
        ?? throw BatchRefusal.Unknown();

    private static Task WriteAsync(HttpContext context, BatchState state) =>
        BatchAnswer.WriteAsync(
            context,
            json =>
            {
                json.WritePropertyName("request");
                BatchJson.WriteRequest(json, state);
            }
        );

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Error, "A request of the batch API was not answered")]
        public static partial void Failed(ILogger logger, Exception fault);
    }
}
