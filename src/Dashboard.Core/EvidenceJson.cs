using System.Text.Json;
using System.Text.Json.Serialization;

namespace Dashboard.Core;

/// <summary>
/// The one way evidence and verdicts are written: camelCase names, enumerations as kebab-case words, no nulls.
/// </summary>
public static class EvidenceJson
{
    public static JsonSerializerOptions Options { get; } = Create(indented: false);

    public static JsonSerializerOptions Indented { get; } = Create(indented: true);

    private static JsonSerializerOptions Create(bool indented)
    {
        var options = new JsonSerializerOptions(JsonSerializerDefaults.Web)
        {
            WriteIndented = indented,
            DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
            Encoder = System.Text.Encodings.Web.JavaScriptEncoder.Default,
        };
        // Before the words: converters of the options go before the attribute of a type.
        options.Converters.Add(new JsonNumberEnumConverter<Inbound.ConnectionType>());
        options.Converters.Add(
            new JsonStringEnumConverter(JsonNamingPolicy.KebabCaseLower, allowIntegerValues: false)
        );
        options.Converters.Add(new IPAddressJsonConverter());
        options.Converters.Add(new IPNetworkJsonConverter());
        return options;
    }
}
