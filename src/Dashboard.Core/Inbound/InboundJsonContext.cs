using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Dashboard.Core.Inbound;

/// <summary>
/// JSON metadata of the inbound document, made when Core is built, so that a native program needs no reflection. It is used through
/// <see cref="EvidenceJson"/>, whose converters go before it.
/// </summary>
[JsonSourceGenerationOptions(
    JsonSerializerDefaults.Web,
    GenerationMode = JsonSourceGenerationMode.Metadata
)]
[JsonSerializable(typeof(InboundDocument))]
[SuppressMessage(
    "ApiDesign",
    "RS0030",
    Justification = "Made of every type in the document; that of IPAddress is never used, as it has a converter of ours."
)]
internal sealed partial class InboundJsonContext : JsonSerializerContext;
