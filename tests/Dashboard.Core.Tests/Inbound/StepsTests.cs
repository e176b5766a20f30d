using Dashboard.Core.Inbound;

namespace Dashboard.Core.Tests.Inbound;

/// <summary>The chain of steps shows what keeps an address from being good.</summary>
public sealed class StepsTests
{
    public static TheoryData<string> Cases => [.. VerdictCases.All.Select(Title)];

    private static string Title(Case c) => $"{c.Row}: {c.Says}";

    [Theory]
    [MemberData(nameof(Cases))]
    public void Address_of_which_every_step_passes_is_good(string title)
    {
        var seen = VerdictCases.All.Single(c => Title(c) == title).Observation;

        foreach (var host in DomainJudgement.Judge(seen).Hosts)
        {
            foreach (
                var address in host.Addresses.Where(address =>
                    host.Steps.Concat(address.Steps)
                        .All(step => step.State == DecisionStepState.Passed)
                )
            )
            {
                address.Good.ShouldBeTrue(title);
            }
        }
    }
}
