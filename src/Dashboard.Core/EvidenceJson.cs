using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using Dashboard.Core.Inbound;
using Dashboard.Core.Inbound.TlsNcsc;

namespace Dashboard.Core;

/// <summary>
/// The one way evidence and verdicts are written: camelCase names, enumerations as kebab-case words, no nulls.
/// </summary>
public static class EvidenceJson
{
    public static JsonSerializerOptions Options { get; } = Create(indented: false);

    public static JsonSerializerOptions Indented { get; } = Create(indented: true);

    /// <summary>How a receiving test's document is written, also where there is no reflection.</summary>
    public static JsonTypeInfo<InboundDocument> InboundDocument { get; } =
        (JsonTypeInfo<InboundDocument>)Options.GetTypeInfo(typeof(InboundDocument));

    /// <summary>The same, to be read by people.</summary>
    public static JsonTypeInfo<InboundDocument> IndentedInboundDocument { get; } =
        (JsonTypeInfo<InboundDocument>)Indented.GetTypeInfo(typeof(InboundDocument));

    /// <summary>How the evidence of one address is written, as part of that document.</summary>
    public static JsonTypeInfo<AddressObservation> AddressObservation { get; } =
        (JsonTypeInfo<AddressObservation>)Options.GetTypeInfo(typeof(AddressObservation));

    /// <summary>How the answers of one address to the questions about TLS are written, as part of that document.</summary>
    public static JsonTypeInfo<TlsExamination> TlsExamination { get; } =
        (JsonTypeInfo<TlsExamination>)Options.GetTypeInfo(typeof(TlsExamination));

    private static JsonSerializerOptions Create(bool indented)
    {
        var options = new JsonSerializerOptions(JsonSerializerDefaults.Web)
        {
            WriteIndented = indented,
            DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
            Encoder = System.Text.Encodings.Web.JavaScriptEncoder.Default,
        };
        // Before the words: converters of the options go before the attribute of a type.
        options.Converters.Add(new JsonNumberEnumConverter<ConnectionType>());
        foreach (var words in InboundWords.Converters)
        {
            options.Converters.Add(words);
        }
        options.Converters.Add(new IPAddressJsonConverter());
        options.Converters.Add(new IPNetworkJsonConverter());
        options.TypeInfoResolverChain.Add(InboundJsonContext.Default);
        // A native program has no reflection, and writes nothing but what the context knows.
        if (JsonSerializer.IsReflectionEnabledByDefault)
        {
            options.Converters.Add(
                new JsonStringEnumConverter(
                    JsonNamingPolicy.KebabCaseLower,
                    allowIntegerValues: false
                )
            );
            options.TypeInfoResolverChain.Add(new DefaultJsonTypeInfoResolver());
        }
        options.MakeReadOnly();
        return options;
    }
}
