using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Dashboard.Check.Tests.Support;
using Dashboard.Core;

namespace Dashboard.Check.Tests;

/// <summary>The JSON that others build on: a name that goes or changes its meaning shows here.</summary>
public sealed partial class CheckSnapshotTests(LabFixture fixture)
{
    [Theory]
    [InlineData("good-001")]
    [InlineData("ee-3-1-1-wrong")]
    public async Task Json_is_as_recorded(string slug)
    {
        var run = await CheckRunner.RunAsync(
            await fixture.GetAsync(),
            ["--json", slug + ".example"]
        );
        var seen = Steady(JsonNode.Parse(run.Out)!)!.ToJsonString(EvidenceJson.Indented);
        var record = Path.Combine(AppContext.BaseDirectory, "Snapshots", slug + ".json");
        var stop = TestContext.Current.CancellationToken;
        // What was seen lies beside the record, to become the next one where the change is meant.
        await File.WriteAllTextAsync(record + ".seen", seen + "\n", stop);

        File.Exists(record).ShouldBeTrue($"There is no record; what was seen is in {record}.seen.");
        seen.ShouldBe((await File.ReadAllTextAsync(record, stop)).TrimEnd());
    }

    /// <summary>Without what is another each time: times, durations, addresses, keys and what is made of them.</summary>
    private static JsonNode? Steady(JsonNode? node) =>
        node switch
        {
            JsonObject members => new JsonObject(
                members.Select(member =>
                    KeyValuePair.Create(
                        member.Key,
                        Changing.Contains(member.Key) ? JsonValue.Create("*") : Steady(member.Value)
                    )
                )
            ),
            JsonArray elements => new JsonArray([.. elements.Select(Steady)]),
            JsonValue value when value.GetValueKind() == JsonValueKind.String => JsonValue.Create(
                Hexadecimal().Replace(Address().Replace(value.GetValue<string>(), "127.*"), "*")
            ),
            _ => node?.DeepClone(),
        };

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
}
