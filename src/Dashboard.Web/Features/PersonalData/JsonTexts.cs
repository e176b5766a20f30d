using System.Text.Json;
using System.Text.Json.Nodes;

namespace Dashboard.Web.Features.PersonalData;

/// <summary>The texts in JSON, apart from the names of its properties.</summary>
internal static class JsonTexts
{
    public static IEnumerable<string> In(JsonNode? node) =>
        node switch
        {
            JsonObject properties => properties.SelectMany(property => In(property.Value)),
            JsonArray items => items.SelectMany(In),
            JsonValue value when value.GetValueKind() == JsonValueKind.String =>
            [
                value.GetValue<string>(),
            ],
            _ => [],
        };

    public static JsonNode With(JsonNode node, Func<string, string> change) =>
        With(node, (_, text) => change(text));

    /// <param name="change">Gets the name of the property that has the text, itself or in a list; null where there is none.</param>
    public static JsonNode With(JsonNode node, Func<string?, string, string> change) =>
        Changed(null, node, change)!;

    private static JsonNode? Changed(
        string? key,
        JsonNode? node,
        Func<string?, string, string> change
    ) =>
        node switch
        {
            JsonObject properties => new JsonObject(
                properties.Select(property =>
                    KeyValuePair.Create(property.Key, Changed(property.Key, property.Value, change))
                )
            ),
            JsonArray items => new JsonArray([.. items.Select(item => Changed(key, item, change))]),
            JsonValue value when value.GetValueKind() == JsonValueKind.String => JsonValue.Create(
                change(key, value.GetValue<string>())
            )!,
            _ => node?.DeepClone(),
        };
}
