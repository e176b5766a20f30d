using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Dashboard.Core.Tests;

/// <summary>
/// Checks a JSON value against as much of JSON Schema 2020-12 as our own schemas use; a keyword it does not know is an error.
/// </summary>
internal static class SchemaCheck
{
    private static readonly HashSet<string> Annotations =
    [
        "$schema",
        "$comment",
        "title",
        "description",
        "default",
        "format",
    ];

    public static IReadOnlyList<string> Problems(JsonNode schema, JsonNode? value) =>
        Problems(schema, schema, value);

    /// <param name="root">What references start from.</param>
    public static IReadOnlyList<string> Problems(JsonNode root, JsonNode schema, JsonNode? value)
    {
        var problems = new List<string>();
        Check(root, schema, value, "$", problems);
        return problems;
    }

    private static void Check(
        JsonNode root,
        JsonNode schema,
        JsonNode? value,
        string at,
        List<string> problems
    )
    {
        if (schema is JsonValue always)
        {
            if (!always.GetValue<bool>())
            {
                problems.Add($"{at}: nothing is allowed here");
            }
            return;
        }
        foreach (var (keyword, rule) in schema.AsObject())
        {
            switch (keyword)
            {
                case "anyOf":
                    if (rule!.AsArray().All(one => Problems(root, one!, value).Count > 0))
                    {
                        problems.Add($"{at}: none of the alternatives holds");
                    }
                    break;
                case "$ref":
                    Check(root, Resolve(root, rule!.GetValue<string>()), value, at, problems);
                    break;
                case "type":
                    var types = rule is JsonArray several
                        ? several.Select(t => t!.GetValue<string>())
                        : [rule!.GetValue<string>()];
                    if (!types.Any(t => IsOf(t, value)))
                    {
                        problems.Add($"{at}: not of type {rule.ToJsonString()}");
                    }
                    break;
                case "enum":
                    if (!rule!.AsArray().Any(v => JsonNode.DeepEquals(v, value)))
                    {
                        problems.Add(
                            $"{at}: {value?.ToJsonString()} is none of {rule.ToJsonString()}"
                        );
                    }
                    break;
                case "pattern":
                    if (
                        value is JsonValue text
                        && IsOf("string", text)
                        && !Regex.IsMatch(text.GetValue<string>(), rule!.GetValue<string>())
                    )
                    {
                        problems.Add($"{at}: does not match {rule}");
                    }
                    break;
                case "properties":
                    foreach (var (name, child) in rule!.AsObject())
                    {
                        if (value is JsonObject holder && holder.ContainsKey(name))
                        {
                            Check(root, child!, holder[name], $"{at}.{name}", problems);
                        }
                    }
                    break;
                case "required":
                    foreach (var name in rule!.AsArray().Select(n => n!.GetValue<string>()))
                    {
                        if (value is JsonObject holder && !holder.ContainsKey(name))
                        {
                            problems.Add($"{at}: {name} is missing");
                        }
                    }
                    break;
                case "additionalProperties":
                    var named = schema["properties"]?.AsObject();
                    foreach (var (name, child) in value as JsonObject ?? [])
                    {
                        if (named?.ContainsKey(name) != true)
                        {
                            Check(root, rule!, child, $"{at}.{name}", problems);
                        }
                    }
                    break;
                case "propertyNames":
                    foreach (var (name, _) in value as JsonObject ?? [])
                    {
                        Check(root, rule!, JsonValue.Create(name), $"{at}: name {name}", problems);
                    }
                    break;
                case "minItems":
                    if (value is JsonArray few && few.Count < rule!.GetValue<int>())
                    {
                        problems.Add($"{at}: fewer than {rule} elements");
                    }
                    break;
                case "items":
                    foreach (var (child, i) in (value as JsonArray ?? []).Select((c, i) => (c, i)))
                    {
                        Check(root, rule!, child, $"{at}[{i}]", problems);
                    }
                    break;
                case "oneOf":
                    var fits = rule!
                        .AsArray()
                        .Count(choice =>
                        {
                            var faults = new List<string>();
                            Check(root, choice!, value, at, faults);
                            return faults.Count == 0;
                        });
                    if (fits != 1)
                    {
                        problems.Add($"{at}: fits {fits} of the choices");
                    }
                    break;
                case "minimum":
                case "maximum":
                    if (
                        value is JsonValue number
                        && IsOf("number", number)
                        && (
                            keyword == "minimum"
                                ? number.GetValue<decimal>() < rule!.GetValue<decimal>()
                                : number.GetValue<decimal>() > rule!.GetValue<decimal>()
                        )
                    )
                    {
                        problems.Add($"{at}: {value} is beyond the {keyword} {rule}");
                    }
                    break;
                case "maxLength":
                    if (
                        value is JsonValue words
                        && IsOf("string", words)
                        && words.GetValue<string>().Length > rule!.GetValue<int>()
                    )
                    {
                        problems.Add($"{at}: longer than {rule}");
                    }
                    break;
                default:
                    if (!Annotations.Contains(keyword))
                    {
                        problems.Add($"{at}: the keyword {keyword} is not known");
                    }
                    break;
            }
        }
    }

    private static bool IsOf(string type, JsonNode? value) =>
        (type, value?.GetValueKind()) switch
        {
            ("null", null or System.Text.Json.JsonValueKind.Null) => true,
            ("string", System.Text.Json.JsonValueKind.String) => true,
            ("number", System.Text.Json.JsonValueKind.Number) => true,
            ("integer", System.Text.Json.JsonValueKind.Number) => long.TryParse(
                value!.ToJsonString(),
                out _
            ),
            (
                "boolean",
                System.Text.Json.JsonValueKind.True
                    or System.Text.Json.JsonValueKind.False
            ) => true,
            ("object", System.Text.Json.JsonValueKind.Object) => true,
            ("array", System.Text.Json.JsonValueKind.Array) => true,
            _ => false,
        };

    private static JsonNode Resolve(JsonNode root, string pointer) =>
        pointer
            .Split('/')
            .Skip(1)
            .Aggregate(
                root,
                (node, part) =>
                    (
                        node is JsonArray list
                            ? list[
                                int.Parse(part, System.Globalization.CultureInfo.InvariantCulture)
                            ]
                            : node[part.Replace("~1", "/").Replace("~0", "~")]
                    ) ?? throw new InvalidOperationException($"No {pointer} in the schema.")
            );
}
