using Dashboard.Core.Inbound;

namespace Dashboard.Core.Tests.Inbound;

public sealed class JudgedHostTests
{
    public static TheoryData<string> Cases =>
        [.. VerdictCases.All.Where(c => c.Observation.Hosts.Count > 1).Select(Title)];

    private static string Title(Case c) => $"{c.Row}: {c.Says}";

    [Theory]
    [MemberData(nameof(Cases))]
    public void Each_host_of_a_verdict_is_with_its_own_evidence(string title)
    {
        var seen = VerdictCases.All.First(c => Title(c) == title).Observation;
        var verdict = DomainJudgement.Judge(seen);

        var hosts = JudgedHost.Of(seen, verdict);

        hosts.Select(host => host.Verdict).ShouldBe(verdict.Hosts);
        hosts.ShouldAllBe(host => ReferenceEquals(host.Seen.Host, host.Verdict.Host));
    }

    [Fact]
    public void Host_without_a_verdict_is_left_out_and_the_others_keep_their_evidence()
    {
        var seen = VerdictCases.All.First(c => c.Observation.Hosts.Count > 1).Observation;
        var verdict = DomainJudgement.Judge(seen);
        var later = verdict with { Hosts = [.. verdict.Hosts.Skip(1)] };

        JudgedHost
            .Of(seen, later)
            .Select(host => host.Seen.Host)
            .ShouldBe(later.Hosts.Select(host => host.Host));
    }

    [Fact]
    public void Verdict_of_another_observation_is_refused()
    {
        var seen = VerdictCases.All.First(c => c.Observation.Hosts.Count > 1).Observation;
        var verdict = DomainJudgement.Judge(seen);

        Should.Throw<ArgumentException>(() => JudgedHost.Of(seen with { Hosts = [] }, verdict));
    }
}
