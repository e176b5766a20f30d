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
        node switch
        {
            JsonObject properties => new JsonObject(
                properties.Select(property =>
                    KeyValuePair.Create(property.Key, WithNull(property.Value, change))
                )
            ),
            JsonArray items => new JsonArray([.. items.Select(item => WithNull(item, change))]),
            JsonValue value when value.GetValueKind() == JsonValueKind.String => JsonValue.Create(
                change(value.GetValue<string>())
            )!,
            _ => node.DeepClone(),
        };

    private static JsonNode? WithNull(JsonNode? node, Func<string, string> change) =>
        node is null ? null : With(node, change);
}
