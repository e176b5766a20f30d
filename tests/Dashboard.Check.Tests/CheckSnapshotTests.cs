using System.Text.Json.Nodes;
using Dashboard.Check.Tests.Support;
using Dashboard.Core;

namespace Dashboard.Check.Tests;

/// <summary>The JSON that others build on: a name that goes or changes its meaning shows here.</summary>
public sealed class CheckSnapshotTests(LabFixture fixture)
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
        var seen = Steady
            .InEveryLab(Measured(JsonNode.Parse(run.Out)!))!
            .ToJsonString(EvidenceJson.Indented);
        var record = Path.Combine(AppContext.BaseDirectory, "Snapshots", slug + ".json");
        var stop = TestContext.Current.CancellationToken;
        // What was seen lies beside the record, to become the next one where the change is meant.
        await File.WriteAllTextAsync(record + ".seen", seen + "\n", stop);

        File.Exists(record).ShouldBeTrue($"There is no record; what was seen is in {record}.seen.");
        seen.ShouldBe((await File.ReadAllTextAsync(record, stop)).TrimEnd());
    }

    /// <summary>Without the standards that were not looked at, which all read the same.</summary>
    private static JsonNode Measured(JsonNode document)
    {
        var standards = document["standards"]!.AsArray();
        var others = standards.Where(one => (string?)one!["status"] == "not-measured").ToList();
        others.ShouldNotBeEmpty();
        others.ForEach(one => standards.Remove(one));
        return document;
    }
}
