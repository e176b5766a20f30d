using System.Text.Json;
using Dashboard.Check.Tests.Support;
using Dashboard.Core;
using Dashboard.Core.Inbound;

namespace Dashboard.Check.Tests;

/// <summary>Every scenario of the lab at once, by the command in this process: it leaves others nothing to run on meanwhile.</summary>
[Collection(nameof(AloneCollection))]
public sealed class CheckEveryScenarioTests(LabFixture fixture)
{
    [Fact]
    public async Task Check_gives_every_scenario_its_verdict_a_line_each()
    {
        var lab = await fixture.GetAsync();
        var expected = lab.Scenarios.ToDictionary(
            scenario => scenario.Domain,
            scenario =>
                $"{scenario.Status} {scenario.Delivery} {scenario.ConnectionType} {scenario.AttackerConnectionType}"
        );

        var run = await CheckRunner.RunAsync(
            lab,
            ["--jsonl", "--file", "-"],
            string.Join('\n', expected.Keys)
        );

        var seen = run
            .Out.Split('\n', StringSplitOptions.RemoveEmptyEntries)
            .Select(line =>
                JsonSerializer.Deserialize<InboundDocument>(line, EvidenceJson.Options)!
            )
            .ToDictionary(
                document => document.Domain,
                document =>
                    $"{document.Status} {document.Delivery} {document.ConnectionType} {document.AttackerConnectionType}"
            );
        seen.ShouldBe(expected, ignoreOrder: true);
        run.Status.ShouldBe(1);
        run.Error.ShouldBeEmpty();
    }
}
