using System.Text.Json;

namespace Dashboard.Web.Features.Api.Batch;

/// <summary>The names of categories and tests, and how they belong together.</summary>
internal static class BatchMetadata
{
    public static async Task WriteAsync(HttpContext context, string version)
    {
        context.Response.ContentType = "application/json";
        await using var json = new Utf8JsonWriter(context.Response.BodyWriter);
        json.WriteStartObject();
        json.WriteString("api_version", version);
        json.WriteStartObject("report");
        json.WriteStartObject("data");
        foreach (var (category, tests) in BatchTests.Categories)
        {
            WriteName(json, category, "category");
            foreach (var test in tests)
            {
                WriteName(json, test, "test");
            }
        }
        json.WriteEndObject();
        json.WriteStartObject("hierarchy");
        json.WriteStartArray("web");
        json.WriteEndArray();
        json.WriteStartArray("mail");
        foreach (var (category, tests) in BatchTests.Categories)
        {
            json.WriteStartObject();
            json.WriteString("name", category);
            json.WriteStartArray("children");
            foreach (var test in tests)
            {
                json.WriteStartObject();
                json.WriteString("name", test);
                json.WriteEndObject();
            }
            json.WriteEndArray();
            json.WriteEndObject();
        }
        json.WriteEndArray();
        json.WriteEndObject();
        json.WriteEndObject();
        json.WriteEndObject();
    }

    private static void WriteName(Utf8JsonWriter json, string name, string type)
    {
        json.WriteStartObject(name);
        json.WriteString("type", type);
        json.WriteString("translation_key", name.Replace('_', ' '));
        json.WriteEndObject();
    }
}
