using Dashboard.Core.Outbound.Catalogue;
using Dashboard.Core.Outbound.Judgement;
using Dashboard.Lab.Outbound;
using Dashboard.Outbound.Tests.Support;
using Dashboard.Web.Features.Outbound;

namespace Dashboard.Outbound.Tests;

/// <summary>How long a visitor waits for the verdict on five addresses.</summary>
[Collection(OwnLabCollection.Name)]
public sealed class BasicVerdictTests(OwnLabFixture fixture)
{
    private static ProbeJudgement Of(OutboundTestView view, OutboundProbeId probe) =>
        view.Verdict.Senders.Single().Probes.Single(p => p.Probe == probe);

    public static TheoryData<string> Enforcing =>
        [SenderMtas.PostfixDane.Name, SenderMtas.EximDane.Name];

    /// <summary>By the clock that stamps what is seen, the steps included: what an administrator waits who flushes as the page advises.</summary>
    [Theory]
    [MemberData(nameof(Enforcing))]
    public async Task Verdict_is_there_minutes_after_the_control_came(string name)
    {
        fixture.Require();
        var mta = SenderMtas.Find(name)!;
        var campaign = new Campaign(fixture);
        await campaign.MailAsync(mta, OutboundTestKind.Basic);
        await campaign.SettleAsync();
        await campaign.PassAsync(ProbeTiming.RetryAfter + TimeSpan.FromSeconds(1));
        await campaign.RetryAsync();
        await campaign.PassAsync(ProbeTiming.QuietPeriod + TimeSpan.FromSeconds(1));

        var waits = Of(await campaign.ViewAsync(mta), OutboundProbeId.TlsaBogus)
            .Open.ShouldNotBeNull();
        waits.Reason.ShouldBe(OpenReason.Absence);
        var provisional = waits.From.ShouldNotBeNull();
        await campaign.PassAsync(provisional - fixture.Clock.GetUtcNow());
        await campaign.UntilAsync(
            mta,
            view => view.Verdict.Verdict == SenderVerdictKind.EnforcesDane,
            "the verdict"
        );

        var view = await campaign.ViewAsync(mta);
        var sender = view.Verdict.Senders.ShouldHaveSingleItem();
        sender.Domain.ShouldBe(mta.Domain);
        var control = Of(view, OutboundProbeId.Control)
            .Timeline.First(entry => entry.Kind == TimelineKind.MessageTaken)
            .At;
        (fixture.Clock.GetUtcNow() - control).ShouldBeLessThan(TimeSpan.FromMinutes(15));
        // Provisional: what was put right waits for its message, and the rest until a time that is told.
        sender.Firm.ShouldBeFalse();
        sender
            .Probes.Where(judgement => judgement.Open is not null)
            .ShouldAllBe(judgement =>
                judgement.Probe == OutboundProbeId.TlsaBogus
                || judgement.Open!.Reason == OpenReason.MessageNotSeen
            );
        Of(view, OutboundProbeId.TlsaBogus)
            .Open!.Until.ShouldBe(
                provisional - ProbeTiming.DnsProvisionalAfter + ProbeTiming.DnsFirmAfter
            );
    }
}
