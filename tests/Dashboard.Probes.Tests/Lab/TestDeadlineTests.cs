using System.Net;
using System.Net.Sockets;
using Dashboard.Core.Dns;
using Dashboard.Core.Inbound;
using Dashboard.Probes.Inbound;
using Microsoft.Extensions.DependencyInjection;

namespace Dashboard.Probes.Tests.Lab;

/// <summary>A domain made to hold a test for an hour holds nobody.</summary>
public sealed class TestDeadlineTests(LabFixture lab)
{
    private static readonly DomainName Hostile = DomainName.Parse(
        "hosts-ten-at-one-tarpit.example"
    );

    [Fact]
    public async Task Hostile_domain_ends_at_the_deadline_and_honest_domains_do_not_wait_for_it()
    {
        await using var services = ScenarioVerdicts.Engine(
            lab,
            deadline: "00:01:00",
            sessions: "2"
        );
        var probe = services.GetRequiredService<InboundProbe>();
        var hostile = Enumerable
            .Range(0, 10)
            .Select(_ => ObserveAsync(probe, Hostile, EvidenceDemand.Interactive))
            .ToList();

        var honest = await Task.WhenAll(
            Enumerable
                .Range(1, 10)
                .Select(number =>
                    ObserveAsync(
                        probe,
                        DomainName.Parse($"good-{number:000}.example"),
                        EvidenceDemand.Interactive
                    )
                )
        );

        honest.ShouldAllBe(verdict => verdict.Status == DomainStatus.Protected);
        hostile.ShouldAllBe(run => !run.IsCompleted, "an honest test waited for a hostile one");
        var ended = await Task.WhenAll(hostile);
        foreach (var verdict in ended)
        {
            verdict.Status.ShouldBe(DomainStatus.Unreachable);
            verdict
                .Reasons.Where(reason => reason.Slug == ReasonSlug.AddressNotProbed)
                .ShouldContain(reason => reason.Facts["disposition"] == "stopped");
            verdict.Reasons.ShouldNotContain(reason => reason.Slug == ReasonSlug.SessionEnded);
        }
    }

    [Fact]
    public async Task Time_that_runs_out_in_the_dns_is_our_limit()
    {
        // A resolver that never answers: a zone that does not answer is remembered by the lab's
        // resolver, which then answers with a failure before the time runs out.
        using var silent = new UdpClient(new IPEndPoint(IPAddress.Loopback, 0));
        await using var services = ScenarioVerdicts.Engine(
            lab,
            resolver: $"{silent.Client.LocalEndPoint}",
            deadline: "00:00:01"
        );

        var seen = await services
            .GetRequiredService<InboundProbe>()
            .ObserveAsync(
                DomainName.Parse("mx-timeout.example"),
                EvidenceDemand.Interactive,
                progress: null,
                TestContext.Current.CancellationToken
            );

        seen.Mx.Failure.ShouldBe(LookupFailure.OwnLimit);
        OwnFaults.AreIn(seen).ShouldBeTrue();
        DomainJudgement.Judge(seen).Status.ShouldBe(DomainStatus.Unreachable);
    }

    [Fact]
    public async Task Round_asks_for_evidence_of_its_own()
    {
        await using var services = ScenarioVerdicts.Engine(lab);
        var probe = services.GetRequiredService<InboundProbe>();
        var domain = DomainName.Parse("good-011.example");
        var time = TimeProvider.System;

        var visitor = await SeenAsync(EvidenceDemand.Interactive);
        var again = await SeenAsync(EvidenceDemand.Interactive);
        var start = time.GetUtcNow();
        var round = await SeenAsync(EvidenceDemand.Round(start));
        var member = await SeenAsync(EvidenceDemand.Round(start));
        var retest = await SeenAsync(EvidenceDemand.Round(time.GetUtcNow()));

        again.ShouldBe(visitor);
        round.ShouldBeGreaterThanOrEqualTo(start);
        member.ShouldBe(round);
        retest.ShouldBeGreaterThan(round);

        async Task<DateTimeOffset> SeenAsync(EvidenceDemand demand)
        {
            var seen = await probe.ObserveAsync(
                domain,
                demand,
                progress: null,
                TestContext.Current.CancellationToken
            );
            return seen.Hosts[0].Addresses[0].Last!.StartedAt;
        }
    }

    private static async Task<DomainVerdict> ObserveAsync(
        InboundProbe probe,
        DomainName domain,
        EvidenceDemand demand
    ) =>
        DomainJudgement.Judge(
            await probe.ObserveAsync(
                domain,
                demand,
                progress: null,
                TestContext.Current.CancellationToken
            )
        );
}
