using Dashboard.Core.Inbound;
using Dashboard.Core.Inbound.Dane;

namespace Dashboard.Core.Tests.Inbound;

/// <summary>Reasons are for people: a reason that is missing from a list, or new, changes no status, no step and no simulation.</summary>
public sealed class FactsTests
{
    public static TheoryData<string> Cases => [.. VerdictCases.All.Select(Title)];

    private static string Title(Case c) => $"{c.Row}: {c.Says}";

    [Theory]
    [MemberData(nameof(Cases))]
    public void Status_steps_and_simulations_are_the_same_without_reasons(string title)
    {
        var seen = VerdictCases.All.Single(c => Title(c) == title).Observation;
        var verdict = DomainJudgement.Judge(seen);
        var readings = new LookupReadings(seen.Resolver);
        var nextHop = NextHop.Of(seen, readings);
        List<JudgedHost> judged =
        [
            .. verdict.Hosts.Select(host => new JudgedHost(
                seen.Hosts.Single(h => ReferenceEquals(h.Host, host.Host)),
                WithoutReasons(host)
            )),
        ];
        List<HostVerdict> hosts = [.. judged.Select(host => host.Verdict)];

        DomainRules
            .StatusOf(
                MxRules.OutcomeOf(seen, readings),
                hosts,
                nextHop.MxSecure,
                readings.ResolverCounts,
                seen.OmittedHosts.Count > 0
            )
            .ShouldBe(verdict.Status);
        DomainRules
            .AttackerConnectionTypeOf(
                MxRules.OutcomeOf(seen, readings),
                hosts,
                nextHop.MxSecure,
                readings.ResolverCounts,
                seen.OmittedHosts.Count > 0
            )
            .ShouldBe((verdict.AttackerConnectionType, verdict.IsAttackUnknown));
        foreach (var (was, now) in verdict.Hosts.Zip(judged))
        {
            States(DecisionSteps.OfHost(now.Verdict.Policy, nextHop, readings))
                .ShouldBe(States(was.Steps));
            foreach (
                var ((a, b), address) in was
                    .Addresses.Zip(now.Verdict.Addresses)
                    .Zip(now.Seen.Addresses)
            )
            {
                States([.. was.Steps, .. DecisionSteps.OfAddress(now.Verdict.Policy, b, address)])
                    .ShouldBe(States(a.Steps));
            }
        }
        SenderSimulations
            .Of(judged, nextHop, seen.Mx)
            .Select(s => (s.Sender, s.Delivery, string.Join(' ', s.Differences)))
            .ShouldBe(
                verdict.Simulations.Select(s =>
                    (s.Sender, s.Delivery, string.Join(' ', s.Differences))
                )
            );
    }

    /// <summary>A step that is not passed names its reason; one that is passed names none.</summary>
    [Theory]
    [MemberData(nameof(Cases))]
    public void Step_names_a_reason_where_it_did_not_pass(string title)
    {
        var seen = VerdictCases.All.Single(c => Title(c) == title).Observation;
        var verdict = DomainJudgement.Judge(seen);
        foreach (
            var step in verdict.Hosts.SelectMany(host =>
                host.Steps.Concat(host.Addresses.SelectMany(a => a.Steps))
            )
        )
        {
            switch (step.State)
            {
                case DecisionStepState.Passed:
                case DecisionStepState.NotReached:
                    step.ReasonSlug.ShouldBeNull($"{step.Kind}");
                    break;
                case DecisionStepState.Failed:
                    step.ReasonSlug.ShouldNotBeNull($"{step.Kind}");
                    break;
            }
        }
    }

    private static IEnumerable<DecisionStepState> States(IEnumerable<DecisionStep> steps) =>
        steps.Select(step => step.State);

    private static HostVerdict WithoutReasons(HostVerdict host) =>
        host with
        {
            Reasons = [],
            Policy = host.Policy with { Reasons = [] },
            Addresses =
            [
                .. host.Addresses.Select(address =>
                    address with
                    {
                        Reasons = [],
                        Certificates =
                        [
                            .. address.Certificates.Select(c => c with { Reasons = [] }),
                        ],
                    }
                ),
            ],
        };
}
