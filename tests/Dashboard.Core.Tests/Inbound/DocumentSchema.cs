using System.Net;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Schema;
using System.Text.Json.Serialization.Metadata;
using Dashboard.Core.Dns;
using Dashboard.Core.Inbound;

namespace Dashboard.Core.Tests.Inbound;

/// <summary>The JSON Schema of the document, made from its types.</summary>
internal static class DocumentSchema
{
    private static readonly JsonSerializerOptions Serializer = new(EvidenceJson.Options)
    {
        TypeInfoResolver = new DefaultJsonTypeInfoResolver(),
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        WriteIndented = true,
    };

    public static JsonObject Schema { get; } =
        Of(
            typeof(InboundDocument),
            "Result of a receiving test",
            "What a sender that verifies DANE (RFC 7672) does with mail to a domain, with the evidence. New properties may be added; none is renamed. See check.md and verdicts.md."
        );

    public static string Text => TextOf(Schema);

    public static string TextOf(JsonObject schema) => schema.ToJsonString(Serializer) + "\n";

    /// <param name="alwaysWritten">What may be null at the top is written all the same.</param>
    public static JsonObject Of(
        Type document,
        string title,
        string description,
        bool alwaysWritten = true
    )
    {
        var made = Serializer
            .GetJsonSchemaAsNode(
                document,
                new JsonSchemaExporterOptions
                {
                    TreatNullObliviousAsNonNullable = true,
                    TransformSchemaNode = Known,
                }
            )
            .AsObject();
        var schema = new JsonObject
        {
            ["$schema"] = "https://json-schema.org/draft/2020-12/schema",
            ["title"] = title,
            ["description"] = description,
        };
        foreach (var (name, value) in made.ToList())
        {
            made.Remove(name);
            schema[name] = value;
        }
        RelaxNulls(schema, schema, alwaysWritten);
        return schema;
    }

    /// <summary>What may be null is left out where it is, but for the two of the summary that are always written.</summary>
    private static void RelaxNulls(JsonObject root, JsonNode node, bool exceptRoot)
    {
        switch (node)
        {
            case JsonArray list:
                foreach (var child in list.OfType<JsonNode>())
                {
                    RelaxNulls(root, child, exceptRoot);
                }
                break;
            case JsonObject schema:
                if (!(exceptRoot && schema == root) && schema["required"] is JsonArray required)
                {
                    foreach (
                        var name in required
                            .Where(n =>
                                MayBeNull(root, schema["properties"]![n!.GetValue<string>()]!)
                            )
                            .ToList()
                    )
                    {
                        required.Remove(name);
                    }
                }
                foreach (var (_, child) in schema.Where(p => p.Value is not null))
                {
                    RelaxNulls(root, child!, exceptRoot);
                }
                break;
        }
    }

    private static bool MayBeNull(JsonObject root, JsonNode property) =>
        SchemaCheck.Problems(root, property, null).Count == 0;

    /// <summary>Types with a converter of their own.</summary>
    private static JsonNode Known(JsonSchemaExporterContext context, JsonNode schema)
    {
        var type = Nullable.GetUnderlyingType(context.TypeInfo.Type) ?? context.TypeInfo.Type;
        var nullable =
            type != context.TypeInfo.Type || context.PropertyInfo is { IsGetNullable: true };
        JsonObject? known =
            type == typeof(DomainName)
                ? Words("A domain name in A-labels, without trailing dot; \".\" is the root.")
            : type == typeof(IPAddress) ? Words("An IPv4 or IPv6 address.")
            : type == typeof(OctetString)
                ? Words("Octets in lower-case hexadecimal.", "^([0-9a-f]{2})*$")
            : type == typeof(ConnectionType) ? new JsonObject { ["enum"] = new JsonArray(1, 2, 3) }
            : null;
        if (known is not null && nullable)
        {
            if (known["enum"] is JsonArray values)
            {
                values.Add(null);
            }
            else
            {
                known["type"] = new JsonArray("string", "null");
            }
        }
        return known ?? schema;
    }

    private static JsonObject Words(string description, string? pattern = null)
    {
        var text = new JsonObject { ["type"] = "string", ["description"] = description };
        if (pattern is not null)
        {
            text["pattern"] = pattern;
        }
        return text;
    }
}
