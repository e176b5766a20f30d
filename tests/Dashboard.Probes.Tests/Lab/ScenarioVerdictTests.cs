using Dashboard.Core.Inbound;
using Dashboard.Lab;
using Dashboard.Lab.Scenarios;

namespace Dashboard.Probes.Tests.Lab;

/// <summary>The verdict table, row by row, on real zones, a real resolver and real sessions.</summary>
[Collection(nameof(EveryScenarioCollection))]
public sealed class ScenarioVerdictTests(LabFixture lab, ScenarioVerdicts verdicts)
    : IClassFixture<ScenarioVerdicts>
{
    public static TheoryData<string> Slugs() =>
        [.. LabInternet.Catalogue().Select(scenario => scenario.Slug)];

    [Theory]
    [MemberData(nameof(Slugs))]
    public void Scenario_gets_its_verdict(string slug)
    {
        var scenario = lab.Internet.Scenarios.FirstOrDefault(one => one.Slug == slug);
        Assert.SkipWhen(scenario is null, "This machine lacks what the scenario needs.");

        var verdict = verdicts.Of(scenario);

        Words(verdict).ShouldBe(Words(scenario), Why(verdict));
        scenario
            .Reasons.Except(verdict.Reasons.Select(reason => reason.Slug))
            .ShouldBeEmpty(Why(verdict));
    }

    public static TheoryData<string> Counted() =>
        [
            .. LabInternet
                .Catalogue()
                .Where(scenario => scenario.Forum is not null)
                .Select(scenario => scenario.Slug),
        ];

    [Theory]
    [MemberData(nameof(Counted))]
    public void Scenario_counts_as_it_says_in_the_Forum_view(string slug)
    {
        var scenario = lab.Internet.Scenarios.Single(one => one.Slug == slug);

        verdicts.ForumOf(scenario).ShouldBe(scenario.Forum, Why(verdicts.Of(scenario)));
    }

    /// <summary>
    /// Neither a line too few nor one too many passes. Senders that are there only where they do otherwise than Postfix are named with
    /// all that they do.
    /// </summary>
    [Theory]
    [MemberData(nameof(Slugs))]
    public void Scenario_names_the_senders_that_do_otherwise(string slug)
    {
        var scenario = lab.Internet.Scenarios.FirstOrDefault(one => one.Slug == slug);
        Assert.SkipWhen(scenario is null, "This machine lacks what the scenario needs.");

        var verdict = verdicts.Of(scenario);

        var different = verdict
            .Simulations.Where(simulation =>
                simulation.Delivery != verdict.Delivery
                || simulation.Sender > SimulatedSender.ExchangeOnline
            )
            .Select(simulation => new ExpectedSimulation(simulation.Sender, simulation.Delivery));
        string.Join(", ", different.OrderBy(simulation => simulation.Sender))
            .ShouldBe(string.Join(", ", scenario.Simulations), Why(verdict));
    }

    /// <summary>Neither one too few nor one too many, where the others above ask for those that the scenario is about.</summary>
    [Fact]
    public void Reasons_and_advice_of_every_scenario_are_those_of_the_table()
    {
        var scenarios = lab.Internet.Scenarios;
        if (ScenarioReasonTable.IsToBeWritten)
        {
            ScenarioReasonTable.Write(scenarios.Select(one => (one, verdicts.Of(one))));
        }

        var table = ScenarioReasonTable.Read();

        // The lines that differ alone: all of them together are more than a report shows.
        scenarios
            .Select(one => (Is: Line(one), Was: $"{one.Slug}: {table.GetValueOrDefault(one.Slug)}"))
            .Where(line => line.Is != line.Was)
            .Select(line => $"{line.Is}, in the table {line.Was}")
            .ShouldBeEmpty();
        table.Keys.Except(LabInternet.Catalogue().Select(one => one.Slug)).ShouldBeEmpty();

        string Line(Scenario one) =>
            $"{one.Slug}: {ScenarioReasonTable.LineOf(one, verdicts.Of(one))}";
    }

    [Fact]
    public void Table_of_scenarios_and_verdicts_is_printed()
    {
        var output = TestContext.Current.TestOutputHelper!;
        foreach (var scenario in lab.Internet.Scenarios)
        {
            var verdict = Words(verdicts.Of(scenario));
            var expected = Words(scenario);
            output.WriteLine(
                $"{(verdict == expected ? "=" : "!")} {scenario.Domain, -48} {verdict, -28} {expected, -28} {string.Join(' ', scenario.Rows)}"
            );
        }
        lab.Internet.Scenarios.Count.ShouldBeGreaterThanOrEqualTo(100);
    }

    private static string Words(Scenario scenario) =>
        $"{scenario.Status} {scenario.Delivery} {Number(scenario.ConnectionType)} {Number(scenario.AttackerConnectionType)}";

    private static string Words(DomainVerdict verdict) =>
        $"{verdict.Status} {verdict.Delivery} {Number(verdict.ConnectionType)} {Number(verdict.AttackerConnectionType)}";

    private static string Number(ConnectionType? type) => type is { } known ? $"{(int)known}" : "-";

    private static string Why(DomainVerdict verdict) =>
        string.Join(", ", verdict.Reasons.Select(reason => $"{reason.Host} {reason.Slug}"));
}
