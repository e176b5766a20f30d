using System.Net;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Schema;
using System.Text.Json.Serialization;
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
        WithStandards(
            Of(
                typeof(InboundDocument),
                "Result of a receiving test",
                "What a sender that verifies DANE (RFC 7672) does with mail to a domain, with the evidence. New properties may be added; none is renamed. See check.md and verdicts.md."
            )
        );

    /// <summary>Every standard is there, run or not, and what is excluded says why.</summary>
    private static JsonObject WithStandards(JsonObject schema)
    {
        var standards = schema["properties"]!["standards"]!.AsObject();
        standards["minItems"] = Enum.GetValues<MailStandard>().Length;
        var counted = new JsonObject
        {
            ["enum"] = new JsonArray([
                .. Enum.GetValues<StandardOutcome>()
                    .Where(outcome => outcome != StandardOutcome.Excluded)
                    .Select(outcome => (JsonNode)Slug.Of(outcome)),
            ]),
        };
        standards["items"]!["anyOf"] = new JsonArray(
            new JsonObject
            {
                ["properties"] = new JsonObject
                {
                    ["forum"] = counted,
                    ["strict"] = counted.DeepClone(),
                },
            },
            new JsonObject
            {
                ["properties"] = new JsonObject
                {
                    ["why"] = new JsonObject { ["type"] = "string" },
                },
                ["required"] = new JsonArray("why"),
            }
        );
        return schema;
    }

    public static string Text => TextOf(Schema);

    public static string TextOf(JsonObject schema) => schema.ToJsonString(Serializer) + "\n";

    /// <param name="writesNulls">What is null is written all the same, as what is marked so always is.</param>
    public static JsonObject Of(
        Type document,
        string title,
        string description,
        bool writesNulls = false
    )
    {
        var made = Serializer
            .GetJsonSchemaAsNode(
                document,
                new JsonSchemaExporterOptions
                {
                    TreatNullObliviousAsNonNullable = true,
                    TransformSchemaNode = (context, schema) =>
                        Known(context) ?? Exact(context, schema, writesNulls),
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
        return schema;
    }

    /// <summary>
    /// As strict as what is written: a number is one, though a reader takes a text too, and what is never left out is required, whether
    /// the type asks for it or has a value of its own.
    /// </summary>
    private static JsonNode Exact(
        JsonSchemaExporterContext context,
        JsonNode schema,
        bool writesNulls
    )
    {
        if (schema is not JsonObject made)
        {
            return schema;
        }
        if (made["type"] is JsonArray types && types.Any(IsNumber) && made.Remove("pattern"))
        {
            var written = types
                .Select(type => type!.GetValue<string>())
                .Where(type => type != "string")
                .ToList();
            made["type"] = written is [var one]
                ? one
                : new JsonArray([.. written.Select(type => (JsonNode)type)]);
        }
        // The list of a type with a converter of its own is left open by the exporter.
        if (
            made["type"] is { } list
            && list.ToJsonString().Contains("array", StringComparison.Ordinal)
            && made["items"] is null
            && ElementOf(context.TypeInfo.Type) is { } element
            && KnownOf(element) is { } items
        )
        {
            made["items"] = items;
        }
        if (made["properties"] is JsonObject properties)
        {
            var required = context
                .TypeInfo.Properties.Where(property =>
                    properties.ContainsKey(property.Name) && IsWritten(property, writesNulls)
                )
                .Select(property => (JsonNode)property.Name)
                .ToArray();
            made.Remove("required");
            if (required.Length > 0)
            {
                made["required"] = new JsonArray(required);
            }
        }
        return made;
    }

    private static bool IsNumber(JsonNode? type) =>
        type!.GetValue<string>() is "integer" or "number";

    /// <summary>Whatever its value is.</summary>
    private static bool IsWritten(JsonPropertyInfo property, bool writesNulls) =>
        (
            property
                .AttributeProvider?.GetCustomAttributes(typeof(JsonIgnoreAttribute), inherit: true)
                .OfType<JsonIgnoreAttribute>()
                .FirstOrDefault()
        )?.Condition switch
        {
            JsonIgnoreCondition.Never => true,
            null => writesNulls
                || !property.IsGetNullable
                    && Nullable.GetUnderlyingType(property.PropertyType) is null,
            _ => false,
        };

    /// <summary>Types with a converter of their own.</summary>
    private static JsonObject? Known(JsonSchemaExporterContext context)
    {
        var type = Nullable.GetUnderlyingType(context.TypeInfo.Type) ?? context.TypeInfo.Type;
        var nullable =
            type != context.TypeInfo.Type || context.PropertyInfo is { IsGetNullable: true };
        var known = KnownOf(type);
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
        return known;
    }

    private static JsonObject? KnownOf(Type type) =>
        type == typeof(DomainName)
            ? Words("A domain name in A-labels, without trailing dot; \".\" is the root.")
        : type == typeof(IPAddress) ? Words("An IPv4 or IPv6 address.")
        : type == typeof(OctetString)
            ? Words("Octets in lower-case hexadecimal.", "^([0-9a-f]{2})*$")
        : type == typeof(ConnectionType) ? new JsonObject { ["enum"] = new JsonArray(1, 2, 3) }
        : null;

    /// <summary>What the elements of a list are, where the type says it.</summary>
    private static Type? ElementOf(Type type) =>
        new[] { type }
            .Concat(type.GetInterfaces())
            .FirstOrDefault(each =>
                each.IsGenericType && each.GetGenericTypeDefinition() == typeof(IEnumerable<>)
            )
            ?.GetGenericArguments()[0];

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
