using Dashboard.Core.Inbound;

namespace Dashboard.Core.Tests.Inbound;

/// <summary>Verdicts that were stored before they named the session they speak of.</summary>
public sealed class StoredVerdictTests
{
    [Fact]
    public void Verdict_that_names_no_session_keeps_its_certificates()
    {
        var seen = 0;
        foreach (var @case in VerdictCases.All)
        {
            var verdict = DomainJudgement.Judge(@case.Observation);
            foreach (var (host, observed) in verdict.Hosts.Zip(@case.Observation.Hosts))
            {
                foreach (var (address, evidence) in host.Addresses.Zip(observed.Addresses))
                {
                    if (address.Apart.Count > 0)
                    {
                        continue;
                    }
                    var named = DistinctSessions.JudgedOf(address, evidence).ToList();

                    DistinctSessions
                        .JudgedOf(address with { Answer = null }, evidence)
                        .ShouldBe(named, $"{@case.Row}: {@case.Says}");
                    seen += named.Count;
                }
            }
        }
        seen.ShouldBeGreaterThan(50);
    }
}
