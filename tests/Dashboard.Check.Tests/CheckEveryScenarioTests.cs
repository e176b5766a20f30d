using System.Text.Json;
using Dashboard.Check.Tests.Support;
using Dashboard.Core;
using Dashboard.Core.Dns;
using Dashboard.Core.Inbound;
using Dashboard.Lab;

namespace Dashboard.Check.Tests;

/// <summary>Every scenario of the lab at once, by the command in this process: it leaves others nothing to run on meanwhile.</summary>
[Collection(nameof(AloneCollection))]
public sealed class CheckEveryScenarioTests(LabFixture fixture, ITestOutputHelper output)
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

        var (run, seen) = await RunAsync(lab, expected.Keys);
        run.Status.ShouldBe(1);
        run.Error.ShouldBeEmpty();
        // All at once a machine may be too slow for one of them; those are looked at again by themselves.
        foreach (var other in expected.Keys.Where(domain => seen[domain] != expected[domain]))
        {
            output.WriteLine($"Again: {other}, which was {seen[other]}");
            seen[other] = (await RunAsync(lab, [other])).Seen[other];
        }
        seen.ShouldBe(expected, ignoreOrder: true);
    }

    [Fact]
    public async Task Resolver_that_does_not_validate_protects_nothing()
    {
        var lab = await fixture.GetAsync();

        var run = await CheckRunner.RunAsync(
            lab,
            ["--jsonl", "--file", "-"],
            string.Join('\n', lab.Scenarios.Where(one => !one.Slow).Select(one => one.Domain)),
            resolver: lab.NonValidatingResolver.ToString()
        );

        run.Out.ShouldNotContain("\"status\":\"protected\"");
        run.Out.ShouldNotContain("\"status\":\"partial\"");
        run.Out.ShouldNotContain("\"delivery\":\"dane\"");
        run.Error.ShouldContain("does not validate");
        run.Status.ShouldBe(2);
    }

    private static async Task<(CheckRunner Run, Dictionary<DomainName, string> Seen)> RunAsync(
        LabInternet lab,
        IEnumerable<DomainName> domains
    )
    {
        var run = await CheckRunner.RunAsync(
            lab,
            ["--jsonl", "--file", "-"],
            string.Join('\n', domains)
        );
        return (
            run,
            run.Out.Split('\n', StringSplitOptions.RemoveEmptyEntries)
                .Select(line =>
                    JsonSerializer.Deserialize<InboundDocument>(line, EvidenceJson.Options)!
                )
                .ToDictionary(
                    document => document.Domain,
                    document =>
                        $"{document.Status} {document.Delivery} {document.ConnectionType} {document.AttackerConnectionType}"
                )
        );
    }
}
