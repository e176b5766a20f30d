using System.Text.Json;

namespace Dashboard.Web.Features.Api.Batch;

/// <summary>The names of categories, sections and tests, what a test can come to, and how they belong together.</summary>
internal static class BatchMetadata
{
    private const string NotRun = "detail verdict not-tested";

    public static async Task WriteAsync(HttpContext context, string version)
    {
        context.Response.ContentType = "application/json";
        await using var json = new Utf8JsonWriter(context.Response.BodyWriter);
        json.WriteStartObject();
        json.WriteString("api_version", version);
        json.WriteStartObject("report");
        json.WriteStartObject("data");
        // A section with the name of its category comes in its place.
        foreach (var (name, item, type) in All().GroupBy(i => i.Name).Select(same => same.Last()))
        {
            WriteItem(json, name, item, type);
        }
        json.WriteEndObject();
        json.WriteStartObject("hierarchy");
        json.WriteStartArray("web");
        json.WriteEndArray();
        json.WriteStartArray("mail");
        foreach (var category in BatchTests.Hierarchy)
        {
            WriteTree(json, category);
        }
        json.WriteEndArray();
        json.WriteEndObject();
        json.WriteEndObject();
        json.WriteEndObject();
    }

    private static IEnumerable<(string Name, BatchName Item, string Type)> All()
    {
        foreach (var category in BatchTests.Hierarchy)
        {
            yield return (category.Name, category, "category");
            foreach (var section in category.Children)
            {
                yield return (section.Name, section, "section");
                foreach (var test in section.Children)
                {
                    yield return (test.Name, test, "test");
                }
            }
        }
    }

    private static void WriteItem(Utf8JsonWriter json, string name, BatchName item, string type)
    {
        json.WriteStartObject(name);
        json.WriteString("type", type);
        json.WriteString("translation_key", item.TranslationKey);
        if (type == "test")
        {
            json.WriteStartObject("status_verdict_map");
            var known = item.StatusVerdicts.ToDictionary(s => s.Status, s => s.Verdicts);
            known["not_tested"] = [.. known.GetValueOrDefault("not_tested") ?? [], NotRun];
            foreach (var (status, verdicts) in known)
            {
                json.WriteStartArray(status);
                foreach (var verdict in verdicts)
                {
                    json.WriteStringValue(verdict);
                }
                json.WriteEndArray();
            }
            json.WriteEndObject();
        }
        json.WriteEndObject();
    }

    private static void WriteTree(Utf8JsonWriter json, BatchName item)
    {
        json.WriteStartObject();
        json.WriteString("name", item.Name);
        if (item.Children.Count > 0)
        {
            json.WriteStartArray("children");
            foreach (var child in item.Children)
            {
                WriteTree(json, child);
            }
            json.WriteEndArray();
        }
        json.WriteEndObject();
    }
}
