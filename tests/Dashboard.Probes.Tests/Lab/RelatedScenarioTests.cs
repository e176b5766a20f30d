using System.Collections.Concurrent;
using System.Net;
using Dashboard.Core;
using Dashboard.Core.Inbound;
using Dashboard.Core.Inbound.MtaSts;
using Dashboard.Lab;
using Dashboard.Lab.Scenarios;
using Dashboard.Probes.Inbound;
using Dashboard.Probes.Inbound.Related;
using Microsoft.Extensions.DependencyInjection;

namespace Dashboard.Probes.Tests.Lab;

/// <summary>Every scenario of the related standards through the engine, once, many at a time.</summary>
public sealed class RelatedVerdicts(LabFixture lab) : IAsyncLifetime
{
    private readonly ConcurrentDictionary<string, RelatedResult> results = new();

    internal RelatedResult Of(Scenario scenario) => results[scenario.Slug];

    public async ValueTask InitializeAsync()
    {
        await using var services = ScenarioVerdicts.Engine(lab);
        var probe = services.GetRequiredService<InboundProbe>();
        var related = services.GetRequiredService<RelatedProbe>();
        await Parallel.ForEachAsync(
            lab.Internet.RelatedScenarios,
            new ParallelOptions { MaxDegreeOfParallelism = 20 },
            async (scenario, stop) =>
            {
                // The mail servers first: a resolver that was left waiting by a silent name soon
                // answers for the rest of that zone with a failure of its own.
                var seen = await probe.ObserveAsync(
                    scenario.Domain,
                    EvidenceDemand.Interactive,
                    progress: null,
                    stop
                );
                var whole = await related.ObserveAsync(
                    seen,
                    EvidenceDemand.Interactive,
                    progress: null,
                    stop
                );
                var dane = DomainJudgement.Judge(whole);
                results[scenario.Slug] = new(
                    dane,
                    RelatedStandards.Judge(whole, dane),
                    RelatedStandards.Senders(whole, dane),
                    whole.Related!
                );
            }
        );
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}

internal sealed record RelatedResult(
    DomainVerdict Dane,
    IReadOnlyList<StandardVerdict> Standards,
    IReadOnlyList<HostSenders> Senders,
    RelatedObservation Evidence
);

/// <summary>The tables of docs/related-standards.md, on real zones, a real resolver, real mail servers and a real nginx.</summary>
[Collection(nameof(EveryScenarioCollection))]
public sealed class RelatedScenarioTests(LabFixture lab, RelatedVerdicts results)
    : IClassFixture<RelatedVerdicts>
{
    public static TheoryData<string> Slugs() =>
        [.. LabInternet.RelatedCatalogue().Select(scenario => scenario.Slug)];

    [Theory]
    [MemberData(nameof(Slugs))]
    public void Scenario_gets_the_verdicts_of_the_tables(string slug)
    {
        var scenario = ScenarioShown.Of(lab.Internet.RelatedScenarios, slug);
        // A machine without IPv6 of its own says nothing of who cannot be reached over it.
        Assert.SkipWhen(
            slug == "ipv6-unreachable" && !LocalRoutes.Has(IPAddress.Parse("2001:7fd::1")),
            "This machine has no IPv6 but its own."
        );
        var result = results.Of(scenario);

        foreach (var expected in scenario.Standards)
        {
            var verdict = result.Standards.Single(one => one.Standard == expected.Standard);
            var why = ScenarioReasons.Of(verdict);
            $"{verdict.Standard} {verdict.Status} {verdict.Forum} {verdict.Strict}".ShouldBe(
                $"{expected.Standard} {expected.Status} {expected.Forum} {expected.Strict}",
                why + " " + result.Evidence.MtaSts.Fetch?.Detail
            );
            expected.Results.Except(verdict.Results.Select(one => one.Slug)).ShouldBeEmpty(why);
        }
        if (scenario.Senders is { } senders)
        {
            var seen = result.Senders.ShouldHaveSingleItem();
            new ExpectedSenders(seen.DaneOnly, seen.MtaStsOnly, seen.Both, seen.Neither).ShouldBe(
                senders
            );
        }
    }

    [Theory]
    [MemberData(nameof(Slugs))]
    public void Verdict_of_Dane_is_what_it_is_without_them(string slug)
    {
        var scenario = ScenarioShown.Of(lab.Internet.RelatedScenarios, slug);
        var verdict = results.Of(scenario).Dane;

        $"{verdict.Status} {verdict.Delivery} {verdict.ConnectionType} {verdict.AttackerConnectionType}".ShouldBe(
            $"{scenario.Status} {scenario.Delivery} {scenario.ConnectionType} {scenario.AttackerConnectionType}",
            string.Join(", ", verdict.Reasons.Select(reason => reason.Slug))
        );
    }

    [Fact]
    public void Evidence_of_every_scenario_can_be_stored_and_read_back()
    {
        foreach (var scenario in lab.Internet.RelatedScenarios)
        {
            var evidence = results.Of(scenario).Evidence;
            var json = System.Text.Json.JsonSerializer.Serialize(evidence, EvidenceJson.Options);
            json.Length.ShouldBeLessThan(100_000, scenario.Slug);
            json.ShouldNotContain("\\u0000");
            var back = System.Text.Json.JsonSerializer.Deserialize<RelatedObservation>(
                json,
                EvidenceJson.Options
            );
            System.Text.Json.JsonSerializer.Serialize(back, EvidenceJson.Options).ShouldBe(json);
        }
    }
}
