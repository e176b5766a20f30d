using Dashboard.Core.Inbound;

namespace Dashboard.Core.Tests.Inbound;

public sealed class VerdictTableTests
{
    public static TheoryData<string> Cases => [.. VerdictCases.All.Select(Title)];

    private static string Title(Case c) => $"{c.Row}: {c.Says}";

    [Theory]
    [MemberData(nameof(Cases))]
    public void Verdict_is_that_of_the_table(string title)
    {
        var @case = VerdictCases.All.Single(c => Title(c) == title);
        var verdict = DomainJudgement.Judge(@case.Observation);

        verdict.ShouldSatisfyAllConditions(
            () => verdict.Status.ShouldBe(@case.Status),
            () => verdict.Delivery.ShouldBe(@case.Delivery),
            () => ((int?)verdict.AttackerConnectionType).ShouldBe(@case.Attacker),
            () => verdict.MethodVersion.ShouldBe("inbound-2")
        );
        verdict
            .Reasons.Select(r => r.Slug)
            .Distinct()
            .Order()
            .ShouldBe(@case.Slugs.Distinct().Order());
    }

    [Fact]
    public void Every_row_has_a_case()
    {
        var rows = VerdictCases.All.Select(c => c.Row).ToHashSet();
        string[] expected = [.. Enumerable.Range(1, 34).Select(n => $"{n}"), "28b"];
        expected.Where(row => !rows.Contains(row)).ShouldBeEmpty();
    }

    [Fact]
    public void Every_reason_is_reached_by_a_case()
    {
        var reached = VerdictCases
            .All.SelectMany(c => DomainJudgement.Judge(c.Observation).Reasons)
            .Select(r => r.Slug)
            .ToHashSet();
        ReasonRules.All.Select(r => r.Slug).Where(s => !reached.Contains(s)).ShouldBeEmpty();
    }

    [Fact]
    public void Every_advice_is_reached_by_a_case()
    {
        var reached = VerdictCases
            .All.SelectMany(c => DomainJudgement.Judge(c.Observation).Advice)
            .Select(a => a.Slug)
            .ToHashSet();
        Constants(typeof(AdviceSlug)).Where(s => !reached.Contains(s)).ShouldBeEmpty();
    }

    [Fact]
    public void Every_difference_of_senders_is_reached_by_a_case()
    {
        var reached = VerdictCases
            .All.SelectMany(c => DomainJudgement.Judge(c.Observation).Simulations)
            .SelectMany(s => s.Differences)
            .ToHashSet();
        Constants(typeof(SimulatedDifference)).Where(s => !reached.Contains(s)).ShouldBeEmpty();
    }

    [Fact]
    public void Every_reason_slug_has_its_rule() =>
        ReasonRules.All.Select(r => r.Slug).Order().ShouldBe(Constants(typeof(ReasonSlug)).Order());

    private static IEnumerable<string> Constants(Type type) =>
        type.GetFields().Select(f => (string)f.GetRawConstantValue()!);
}
