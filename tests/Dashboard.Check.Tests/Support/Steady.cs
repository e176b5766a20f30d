using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Dashboard.Check.Tests.Support;

/// <summary>Output without what is another each time.</summary>
internal static partial class Steady
{
    /// <summary>Without times, durations, addresses, keys and what is made of them: the same in every lab.</summary>
    public static JsonNode? InEveryLab(JsonNode? node) =>
        node switch
        {
            JsonObject members => new JsonObject(
                members.Select(member =>
                    KeyValuePair.Create(
                        member.Key,
                        Changing.Contains(member.Key)
                            ? JsonValue.Create("*")
                            : InEveryLab(member.Value)
                    )
                )
            ),
            JsonArray elements => new JsonArray([.. elements.Select(InEveryLab)]),
            JsonValue value when value.GetValueKind() == JsonValueKind.String => JsonValue.Create(
                Hexadecimal().Replace(Address().Replace(value.GetValue<string>(), "127.*"), "*")
            ),
            _ => node?.DeepClone(),
        };

    /// <summary>
    /// Any output of <c>check</c> without moments, durations and what is made at random, octet for octet otherwise: the same in each
    /// run with one lab.
    /// </summary>
    public static string InEachRun(string output)
    {
        foreach (var changing in (Regex[])[Moment(), Duration(), RandomLabel(), ExtendedError()])
        {
            output = changing.Replace(output, string.Empty);
        }
        return Seconds().Replace(Number().Replace(output, "$1*"), "$1*");
    }

    private static readonly HashSet<string> Changing =
    [
        "at",
        "startedAt",
        "duration",
        "connectDuration",
        "der",
        "inception",
        "expiration",
        "notBefore",
        "notAfter",
        "smtpPort",
        "ttl",
    ];

    [GeneratedRegex("[0-9A-Fa-f]{40,}")]
    private static partial Regex Hexadecimal();

    [GeneratedRegex(@"127\.[0-9.]+[0-9](:[0-9]+)?")]
    private static partial Regex Address();

    /// <summary>With a fraction of a second, which the dates of certificates do not have; in a report with how long it took.</summary>
    [GeneratedRegex(
        @"\b20[0-9]{2}-[0-9]{2}-[0-9]{2}(T[0-9:]{8}\.[0-9]+(Z|[+-][0-9]{2}:[0-9]{2})| [0-9:]{8} UTC, [0-9.,]+ s)"
    )]
    private static partial Regex Moment();

    [GeneratedRegex(@"\b[0-9]{2}:[0-9]{2}:[0-9]{2}\.[0-9]+")]
    private static partial Regex Duration();

    /// <summary>The words of an extended error, which a resolver says once and forgets with the failure that it keeps.</summary>
    [GeneratedRegex(
        @"\s*""extraText"": ?""[^""]*"",|(?<=\bEDE [0-9]+) validation failure <[^\n]*|(?<=""EDE 6) [^""]*"
    )]
    private static partial Regex ExtendedError();

    /// <summary>Of a question for a name that nobody has.</summary>
    [GeneratedRegex(@"_[a-z0-9]{16}(?=\.)")]
    private static partial Regex RandomLabel();

    /// <summary>The octets of a handshake depend on how long the DER of a signature happens to be.</summary>
    [GeneratedRegex(@"(""(?:ttl|octets)"": ?)[0-9]+")]
    private static partial Regex Number();

    /// <summary>Of Nagios and Prometheus.</summary>
    [GeneratedRegex(
        @"(\btime=|^starttls_dane_check_(?:timestamp|duration)_seconds(?:\{[^}]*\})? )[0-9.]+",
        RegexOptions.Multiline
    )]
    private static partial Regex Seconds();
}
