using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Dashboard.Web.Features.Api.Batch;

/// <summary>Documents that the batch API answers with.</summary>
internal static class BatchAnswer
{
    public const string Version = "2.7.0";

    private static readonly JsonWriterOptions Json = new()
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    public static async Task WriteAsync(HttpContext context, Action<Utf8JsonWriter> write)
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

    public static Task WriteErrorAsync(
        HttpContext context,
        int status,
        string label,
        string message
    )
    {
        context.Response.StatusCode = status;
        return WriteAsync(
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

    /// <summary>
    /// Items as they are read. The first is read before anything is written, and what is written goes out at once: a fault is either an
    /// answer of its own or a connection that breaks, never both in one document.
    /// </summary>
    public static async Task StreamAsync<T>(
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
}
