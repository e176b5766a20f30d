using System.Buffers;
using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using Dashboard.Core;
using Dashboard.Core.Dns;
using Dashboard.Data.Accounts;
using Dashboard.Web.Platform;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Options;

namespace Dashboard.Web.Features.Api.Batch;

/// <summary>
/// Batch API v2 as internet.nl has it at 2.7.0, for dashboards that are written for its mail tests. What differs from the rest of the API is
/// theirs: HTTP Basic, 200 for all that is well, errors as <c>{"error":{"label","msg"}}</c>, never 429 with a key that works.
/// </summary>
internal static partial class BatchEndpoints
{
    public const string Root = "/api/batch";

    private const string Version = "2.7.0";

    private const long MostBody = 4 * 1024 * 1024;

    private const int LongestName = 255;

    private const int DefaultLimit = 10;

    private static readonly JsonWriterOptions Json = new()
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    private static readonly JsonDocumentOptions Strict = new() { MaxDepth = 8 };

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
            var (knock, account, wait) = await door.OpenAsync(context);
            if (account is null)
            {
                await BatchDoor.TurnAwayAsync(context, knock, wait);
                return;
            }
            await DispatchAsync(context, account);
        }
        catch (BatchRefusal refusal)
        {
            await WriteErrorAsync(context, refusal.Status, refusal.Label, refusal.Message);
        }
        catch (BadHttpRequestException)
        {
            await WriteErrorAsync(context, 400, "bad-request", "The request could not be read.");
        }
        catch (Exception fault)
            when (!context.Response.HasStarted && !context.RequestAborted.IsCancellationRequested)
        {
            Log.Failed(logs.CreateLogger(typeof(BatchEndpoints)), fault);
            await WriteErrorAsync(context, 500, "server-error", "Something went wrong here.");
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
                await BatchMetadata.WriteAsync(context, Version);
                break;
            default:
                throw new BatchRefusal(400, "invalid-url", "The URL is not one of this API.");
        }
    }

    private static string Page(HttpContext context, DomainName domain) =>
        $"{context.Request.Scheme}://{context.Request.Host}{SitePaths.Domain(domain)}";

    private static async Task RegisterAsync(HttpContext context, Account account)
    {
        if (context.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } size)
        {
            size.MaxRequestBodySize = MostBody;
        }
        var most = context
            .RequestServices.GetRequiredService<IOptions<BatchOptions>>()
            .Value.MostDomains;
        using var body = await BodyAsync(context);
        var type = Text(body.RootElement, "type");
        if (!type.Equals("mail", StringComparison.OrdinalIgnoreCase))
        {
            throw Bad(
                type.Equals("web", StringComparison.OrdinalIgnoreCase)
                    ? "This server tests mail only."
                    : "'type' is neither 'web' nor 'mail'."
            );
        }
        if (!body.RootElement.TryGetProperty("domains", out var given))
        {
            throw Bad("'domains' is missing from the request.");
        }
        if (
            given.ValueKind != JsonValueKind.Array
            || given.EnumerateArray().Any(d => d.ValueKind != JsonValueKind.String)
        )
        {
            throw Bad("'domains' is not a list of texts.");
        }
        if (given.GetArrayLength() > most)
        {
            throw Bad($"A request has at most {most} domains.");
        }
        string? name = null;
        if (body.RootElement.TryGetProperty("name", out var named))
        {
            name =
                named.ValueKind == JsonValueKind.String ? Text(named)
                : named.ValueKind == JsonValueKind.Null ? null
                : throw Bad("'name' is not a text.");
            if (
                name?.Length > LongestName
                || name?.Contains('\0', StringComparison.Ordinal) == true
            )
            {
                throw Bad(
                    $"'name' has more than {LongestName} characters, or one that no name has."
                );
            }
        }
        var (domains, rejected) = BatchRequests.Read(given.EnumerateArray().Select(Text));
        if (domains.Count == 0)
        {
            throw Bad("There is no domain in 'domains'.");
        }
        var state = await context
            .RequestServices.GetRequiredService<BatchRequests>()
            .AddAsync(
                account.Id,
                name,
                domains,
                [
                    .. rejected.Select(text =>
                        PrintableText.Of(text.Length > 255 ? text[..255] : text)
                    ),
                ],
                context.RequestAborted
            );
        await WriteAsync(
            context,
            state
                ?? throw Bad(
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
            throw Bad("'limit' is not a number.");
        }
        await StreamAsync(
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
        using var body = await BodyAsync(context);
        if (
            !Text(body.RootElement, "status")
                .Equals("cancelled", StringComparison.OrdinalIgnoreCase)
        )
        {
            throw Bad("'status' can only become 'cancelled'.");
        }
        await WriteAsync(
            context,
            await context
                .RequestServices.GetRequiredService<BatchRequests>()
                .CancelAsync(account.Id, id, context.RequestAborted)
                ?? throw Unknown()
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
            throw Bad("The request is not yet `done`.");
        }
        await StreamAsync(
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

    /// <summary>
    /// Items as they are read. The first is read before anything is written, and what is written goes out at once: a fault is either an
    /// answer of its own or a connection that breaks, never both in one document.
    /// </summary>
    private static async Task StreamAsync<T>(
        HttpContext context,
        Action<Utf8JsonWriter> begin,
        IAsyncEnumerable<T> items,
        Action<Utf8JsonWriter, T> write,
        Action<Utf8JsonWriter> end
    )
    {
        await using var each = items.GetAsyncEnumerator(context.RequestAborted);
        var more = await each.MoveNextAsync();
        var body = context.Response.BodyWriter;
        context.Response.ContentType = "application/json";
        await context.Response.StartAsync(context.RequestAborted);
        await using var json = new Utf8JsonWriter(body, Json);
        json.WriteStartObject();
        json.WriteString("api_version", Version);
        begin(json);
        while (more)
        {
            write(json, each.Current);
            await json.FlushAsync(context.RequestAborted);
            // The writer alone only gathers; a slow reader holds the database back, not our memory.
            await body.FlushAsync(context.RequestAborted);
            more = await each.MoveNextAsync();
        }
        end(json);
        json.WriteEndObject();
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
        ?? throw Unknown();

    private static Task WriteAsync(HttpContext context, BatchState state) =>
        WriteJsonAsync(
            context,
            json =>
            {
                json.WritePropertyName("request");
                BatchJson.WriteRequest(json, state);
            }
        );

    private static Task WriteErrorAsync(
        HttpContext context,
        int status,
        string label,
        string message
    )
    {
        context.Response.StatusCode = status;
        return WriteJsonAsync(
            context,
            json =>
            {
                json.WriteStartObject("error");
                json.WriteString("label", label);
                json.WriteString("msg", message);
                json.WriteEndObject();
            }
        );
    }

    private static async Task WriteJsonAsync(HttpContext context, Action<Utf8JsonWriter> write)
    {
        var octets = new ArrayBufferWriter<byte>();
        await using (var json = new Utf8JsonWriter(octets, Json))
        {
            json.WriteStartObject();
            json.WriteString("api_version", Version);
            write(json);
            json.WriteEndObject();
        }
        context.Response.ContentType = "application/json";
        await context.Response.Body.WriteAsync(octets.WrittenMemory, context.RequestAborted);
    }

    /// <summary>Whatever Content-Type it has: programs send JSON under other names.</summary>
    private static async Task<JsonDocument> BodyAsync(HttpContext context)
    {
        JsonDocument? body = null;
        try
        {
            body = await JsonDocument.ParseAsync(
                context.Request.Body,
                Strict,
                context.RequestAborted
            );
            if (body.RootElement.ValueKind == JsonValueKind.Object)
            {
                return body;
            }
        }
        catch (JsonException)
        {
            // The same as what is no object.
        }
        body?.Dispose();
        throw Bad("The body is not a JSON object.");
    }

    private static string Text(JsonElement body, string name) =>
        !body.TryGetProperty(name, out var value)
            ? throw Bad($"'{name}' is missing from the request.")
        : value.ValueKind == JsonValueKind.String ? Text(value)
        : throw Bad($"'{name}' is not a text.");

    private static string Text(JsonElement value)
    {
        try
        {
            return value.GetString()!;
        }
        catch (InvalidOperationException)
        {
            // Half a surrogate pair, written as an escape.
            throw Bad("A text in the request is no Unicode.");
        }
    }

    private static BatchRefusal Bad(string message) => new(400, "bad-request", message);

    private static BatchRefusal Unknown() =>
        new(404, "unknown-request", "There is no request with this id.");

    private sealed class BatchRefusal(int status, string label, string message) : Exception(message)
    {
        public int Status => status;

        public string Label => label;
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Error, "A request of the batch API was not answered")]
        public static partial void Failed(ILogger logger, Exception fault);
    }
}
