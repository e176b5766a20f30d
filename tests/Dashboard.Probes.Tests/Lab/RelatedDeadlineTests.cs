using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using Dashboard.Core.Dns;
using Dashboard.Core.Inbound;
using Dashboard.Probes.Inbound;
using Dashboard.Probes.Inbound.Related;
using Microsoft.Extensions.DependencyInjection;

namespace Dashboard.Probes.Tests.Lab;

/// <summary>The related standards wait for nobody for long, and take nothing from STARTTLS and DANE.</summary>
public sealed class RelatedDeadlineTests(LabFixture lab)
{
    private static readonly DomainName Domain = DomainName.Parse("sts-enforced.example");

    [Fact]
    public async Task Silent_resolver_leaves_the_related_standards_unmeasured_and_the_verdict_of_Dane()
    {
        var seen = await SeenAsync();
        using var silent = new UdpClient(new IPEndPoint(IPAddress.Loopback, 0));
        await using var services = ScenarioVerdicts.Engine(
            lab,
            resolver: $"{silent.Client.LocalEndPoint}",
            relatedDeadline: "00:00:01"
        );
        var steps = new ConcurrentQueue<string>();

        var whole = await services
            .GetRequiredService<RelatedProbe>()
            .ObserveAsync(
                seen,
                EvidenceDemand.Interactive,
                new Steps(steps),
                TestContext.Current.CancellationToken
            );

        whole.Related.ShouldNotBeNull().TlsRpt!.Failure.ShouldBe(LookupFailure.OwnLimit);
        steps.ShouldBe([InboundProgressSlug.RelatedLookup, InboundProgressSlug.RelatedFound]);
        var before = InboundJudgement.Judge(seen);
        var after = InboundJudgement.Judge(whole);
        after.MailTransport.Status.ShouldBe(DomainStatus.Protected);
        after.MailTransport.ShouldBeEquivalentTo(before.MailTransport);
        foreach (
            var standard in after.Standards.Where(one =>
                RelatedStandards.OfEvidenceOfTheirOwn.Contains(one.Standard)
            )
        )
        {
            standard.Strict.ShouldBe(
                StandardOutcome.NotMeasured,
                $"{standard.Standard} is {standard.Status}"
            );
        }
    }

    [Fact]
    public async Task Caller_that_stops_gets_no_half_measured_standards()
    {
        var seen = await SeenAsync();
        await using var services = ScenarioVerdicts.Engine(lab);
        using var stop = new CancellationTokenSource();
        await stop.CancelAsync();

        await Should.ThrowAsync<OperationCanceledException>(() =>
            services
                .GetRequiredService<RelatedProbe>()
                .ObserveAsync(seen, EvidenceDemand.Interactive, progress: null, stop.Token)
        );
    }

    /// <summary>Once an hour, however many tests: the web server is a stranger's.</summary>
    [Fact]
    public async Task Policy_that_was_fetched_serves_the_next_test()
    {
        var seen = await SeenAsync();
        await using var services = ScenarioVerdicts.Engine(lab);
        var probe = services.GetRequiredService<RelatedProbe>();

        var first = await ObserveAsync();
        var second = await ObserveAsync();

        first.Policy.ShouldNotBeNull(first.Detail);
        second.ShouldBeSameAs(first);

        async Task<Core.Inbound.MtaSts.StsFetch> ObserveAsync()
        {
            var whole = await probe.ObserveAsync(
                seen,
                EvidenceDemand.Interactive,
                progress: null,
                TestContext.Current.CancellationToken
            );
            return whole.Related.ShouldNotBeNull().MtaSts.Fetch.ShouldNotBeNull();
        }
    }

    private async Task<InboundObservation> SeenAsync()
    {
        await using var services = ScenarioVerdicts.Engine(lab);
        return await services
            .GetRequiredService<InboundProbe>()
            .ObserveAsync(
                Domain,
                EvidenceDemand.Interactive,
                progress: null,
                TestContext.Current.CancellationToken
            );
    }

    private sealed class Steps(ConcurrentQueue<string> steps) : IProgress<InboundProgress>
    {
        public void Report(InboundProgress value) => steps.Enqueue(value.Slug);
    }
}
