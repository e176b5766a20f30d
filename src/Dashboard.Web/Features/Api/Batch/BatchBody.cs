using System.Text.Json;
using Dashboard.Core;
using Dashboard.Core.Dns;
using Microsoft.AspNetCore.Http.Features;

namespace Dashboard.Web.Features.Api.Batch;

/// <summary>A request for a batch, as it was sent.</summary>
/// <param name="Rejected">What is no domain, in printable characters.</param>
internal sealed record BatchOrder(
    string? Name,
    IReadOnlyList<DomainName> Domains,
    IReadOnlyList<string> Rejected
);

/// <summary>Reads the bodies of requests.</summary>
internal static class BatchBody
{
    private const long MostBody = 4 * 1024 * 1024;

    private const int LongestName = 255;

    private static readonly JsonDocumentOptions Strict = new() { MaxDepth = 8 };

    /// <exception cref="BatchRefusal">It asks for no batch of mail tests.</exception>
    public static async Task<BatchOrder> OrderAsync(HttpContext context, int most)
    {
        if (context.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } size)
        {
            size.MaxRequestBodySize = MostBody;
        }
        using var document = await BodyAsync(context);
        var body = document.RootElement;
        var type = Text(body, "type");
        if (!type.Equals("mail", StringComparison.OrdinalIgnoreCase))
        {
            throw BatchRefusal.Bad(
                type.Equals("web", StringComparison.OrdinalIgnoreCase)
                    ? "This server tests mail only."
                    : "'type' is neither 'web' nor 'mail'."
            );
        }
        if (!body.TryGetProperty("domains", out var given))
        {
            throw BatchRefusal.Bad("'domains' is missing from the request.");
        }
        if (
            given.ValueKind != JsonValueKind.Array
            || given.EnumerateArray().Any(d => d.ValueKind != JsonValueKind.String)
        )
        {
            throw BatchRefusal.Bad("'domains' is not a list of texts.");
        }
        if (given.GetArrayLength() > most)
        {
            throw BatchRefusal.Bad($"A request has at most {most} domains.");
        }
        var name = NameIn(body);
        var (domains, rejected) = BatchRequests.Read(given.EnumerateArray().Select(Text));
        if (domains.Count == 0)
        {
            throw BatchRefusal.Bad("There is no domain in 'domains'.");
        }
        return new(
            name,
            domains,
            [.. rejected.Select(text => PrintableText.Of(text.Length > 255 ? text[..255] : text))]
        );
    }

    /// <exception cref="BatchRefusal">It asks for another state than <c>cancelled</c>.</exception>
    public static async Task RequireCancellationAsync(HttpContext context)
    {
        using var body = await BodyAsync(context);
        if (
            !Text(body.RootElement, "status")
                .Equals("cancelled", StringComparison.OrdinalIgnoreCase)
        )
        {
            throw BatchRefusal.Bad("'status' can only become 'cancelled'.");
        }
    }

    /// <summary>Null where it has none.</summary>
    private static string? NameIn(JsonElement body)
    {
        if (!body.TryGetProperty("name", out var named) || named.ValueKind == JsonValueKind.Null)
        {
            return null;
        }
        var name =
            named.ValueKind == JsonValueKind.String
                ? Text(named)
                : throw BatchRefusal.Bad("'name' is not a text.");
        return name.Length <= LongestName && !name.Contains('\0', StringComparison.Ordinal)
            ? name
            : throw BatchRefusal.Bad(
                $"'name' has more than {LongestName} characters, or one that no name has."
            );
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
        throw BatchRefusal.Bad("The body is not a JSON object.");
    }

    private static string Text(JsonElement body, string name) =>
        !body.TryGetProperty(name, out var value)
            ? throw BatchRefusal.Bad($"'{name}' is missing from the request.")
        : value.ValueKind == JsonValueKind.String ? Text(value)
        : throw BatchRefusal.Bad($"'{name}' is not a text.");

    private static string Text(JsonElement value)
    {
        try
        {
            return value.GetString()!;
        }
        catch (InvalidOperationException)
        {
            // Half a surrogate pair, written as an escape.
            throw BatchRefusal.Bad("A text in the request is no Unicode.");
        }
    }
}
