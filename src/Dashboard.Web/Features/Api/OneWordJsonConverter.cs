using System.Text.Json;
using System.Text.Json.Serialization;
using Dashboard.Core;

namespace Dashboard.Web.Features.Api;

/// <summary>
/// Reads one value of an enumeration, by exactly its word. The converter of the framework takes several with commas too, and makes
/// "basic,full" one of them.
/// </summary>
internal sealed class OneWordJsonConverter<T> : JsonConverter<T>
    where T : struct, Enum
{
    private static readonly Dictionary<string, T> Values = Enum.GetValues<T>().ToDictionary(Word);

    public static IReadOnlyCollection<string> Words => Values.Keys;

    public override T Read(
        ref Utf8JsonReader reader,
        Type typeToConvert,
        JsonSerializerOptions options
    ) =>
        reader.TokenType == JsonTokenType.String
        && Values.TryGetValue(reader.GetString()!, out var value)
            ? value
            : throw new JsonException();

    public override void Write(Utf8JsonWriter writer, T value, JsonSerializerOptions options) =>
        writer.WriteStringValue(Word(value));

    private static string Word(T value) => Slug.Of(value);
}
