using Dashboard.Core.Outbound.Catalogue;
using Dashboard.Core.Outbound.Judgement;
using Dashboard.Lab;
using Dashboard.Lab.Outbound;
using Dashboard.Outbound.Tests.Support;
using Dashboard.Web.Features.Outbound;

namespace Dashboard.Outbound.Tests;

/// <summary>A visitor's five addresses, mailed by a Postfix that enforces DANE.</summary>
[Collection(OwnLabCollection.Name)]
public sealed class BasicTests(OwnLabFixture fixture)
{
    private static readonly OutboundProbeId[] HandshakeProbes =
    [
        OutboundProbeId.Control,
        OutboundProbeId.EeGood,
        OutboundProbeId.Mismatch,
        OutboundProbeId.Stripped,
    ];

    private static readonly OutboundProbeId[] Healable =
    [
        OutboundProbeId.Mismatch,
        OutboundProbeId.Stripped,
    ];

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private static ProbeJudgement Of(OutboundTestView view, OutboundProbeId probe) =>
        view.Verdict.Senders.Single().Probes.Single(p => p.Probe == probe);

    private static bool IsHealed(OutboundTestView view, OutboundProbeId probe) =>
        Of(view, probe).Timeline.Any(entry => entry.Kind == TimelineKind.Healed);

    [Fact]
    public async Task Handshake_probes_are_judged_as_soon_as_the_sender_has_been_there()
    {
        fixture.Require();
        var campaign = new Campaign(fixture);

        // Nothing is stepped over here.
        var id = await campaign.MailAsync(SenderMtas.PostfixDane, OutboundTestKind.Basic);
        await Eventually.TrueAsync(
            async () =>
                (await fixture.ViewAsync(id)).Verdict.Senders.SingleOrDefault() is { } sender
                && HandshakeProbes.All(probe =>
                    sender.Probes.Single(p => p.Probe == probe).Judgement
                        is DeliveryJudgement.DeliveredAsItShould
                            or DeliveryJudgement.RefusedAsItShould
                )
                // Who sent is looked up beside the session.
                && sender.Domain is not null
                && sender.SourceNames.Count > 0,
            "the handshake probes to be judged, and the sender to be known"
        );

        var view = await fixture.ViewAsync(id);
        var sender = view.Verdict.Senders.Single();
        sender.Leaning.ShouldBe(SenderVerdictKind.EnforcesDane);
        sender.Domain.ShouldBe(SenderMtas.PostfixDane.Domain);
        sender.SourceAddresses.ShouldBe([SenderMtas.PostfixDane.Address]);
        sender.SourceNames.ShouldBe([SenderMtas.PostfixDane.Host]);
    }

    [Fact]
    public async Task Refused_message_is_delivered_once_the_fault_is_put_right_and_both_are_shown()
    {
        fixture.Require();
        var campaign = new Campaign(fixture);
        await campaign.MailAsync(SenderMtas.PostfixDane, OutboundTestKind.Basic);
        await campaign.SettleAsync();

        // The queue is flushed, as the page advises, when a second attempt counts.
        await campaign.PassAsync(ProbeTiming.RetryAfter + TimeSpan.FromSeconds(1));
        await campaign.RetryAsync();
        await campaign.PassAsync(ProbeTiming.QuietPeriod + TimeSpan.FromSeconds(1));
        await campaign.UntilAsync(
            SenderMtas.PostfixDane,
            view => Healable.All(probe => IsHealed(view, probe)),
            "the faults to be put right"
        );
        await campaign.PassAsync(ProbeTiming.RecordTtl + TimeSpan.FromSeconds(1));
        await campaign.RetryAsync();
        await campaign.UntilAsync(
            SenderMtas.PostfixDane,
            view => Healable.All(probe => Of(view, probe).ProvenByHealing),
            "the deliveries that prove it"
        );

        var view = await campaign.ViewAsync(SenderMtas.PostfixDane);
        foreach (var probe in Healable)
        {
            var judgement = Of(view, probe);
            judgement.Judgement.ShouldBe(DeliveryJudgement.RefusedAsItShould);
            // On its own clock Postfix may have tried once more, in between or with the old records still.
            var seen = judgement.Timeline.Select(entry => entry.Kind).ToList();
            var healed = seen.IndexOf(TimelineKind.Healed);
            var taken = seen.IndexOf(TimelineKind.MessageTaken);
            seen.IndexOf(TimelineKind.SessionEnded).ShouldBeInRange(0, healed);
            taken.ShouldBe(seen.LastIndexOf(TimelineKind.MessageTaken));
            taken.ShouldBeInRange(healed, seen.LastIndexOf(TimelineKind.SessionEnded));
        }
        // The sender strikes it off a moment after its message was taken.
        await Eventually.TrueAsync(
            async () =>
                !(await fixture.Lab.QueueAsync(SenderMtas.PostfixDane, Cancellation)).Contains(
                    $".mismatch.{OutboundSettings.Zone}",
                    StringComparison.OrdinalIgnoreCase
                ),
            "the delivered message to leave the queue"
        );
    }

    /// <summary>
    /// A sender that is told a size leaves before MAIL where its message is larger: it would look as if it refused the host, whatever it
    /// thinks of it.
    /// </summary>
    [Fact]
    public async Task Message_larger_than_is_taken_shows_what_its_sender_decides_all_the_same()
    {
        fixture.Require();
        var campaign = new Campaign(fixture);
        await campaign.MailAsync(
            SenderMtas.PostfixMay,
            OutboundTestKind.Basic,
            string.Concat(Enumerable.Repeat(new string('x', 70) + "\n", 30_000))
        );
        await campaign.SettleAsync();

        var view = await campaign.ViewAsync(SenderMtas.PostfixMay);
        foreach (var probe in new[] { OutboundProbeId.Control, OutboundProbeId.EeGood })
        {
            var judged = Of(view, probe);
            judged.Judgement.ShouldBe(DeliveryJudgement.DeliveredAsItShould);
            // Its sender was told so only once it had named its recipient.
            judged.Timeline.ShouldNotContain(entry => entry.Kind == TimelineKind.MessageTaken);
        }
        Of(view, OutboundProbeId.Mismatch)
            .Judgement.ShouldBe(DeliveryJudgement.DeliveredThoughItMustNot);
        Of(view, OutboundProbeId.Stripped).Seen.ShouldBe(SeenOutcome.MailInClear);
    }

    [Fact]
    public async Task Tests_of_one_sender_at_the_same_time_do_not_mix()
    {
        fixture.Require();
        var first = await fixture.OpenAsync(OutboundTestKind.Basic);
        var second = await fixture.OpenAsync(OutboundTestKind.Basic);
        // One message to both, but for one address of each: what is not sent there must not be found there.
        var recipients = Recipients(first, OutboundProbeId.Mismatch)
            .Concat(Recipients(second, OutboundProbeId.Stripped));
        await fixture.Lab.SendAsync(
            SenderMtas.PostfixDane,
            new LabMessage([.. recipients], "Two tests", "At once."),
            Cancellation
        );
        var campaign = new Campaign(fixture);
        campaign.Watch(SenderMtas.PostfixDane);
        await campaign.SettleAsync();

        Seen(await fixture.ViewAsync(first.Id))
            .ShouldBe([
                (OutboundProbeId.Control, SeenOutcome.MailOverTls),
                (OutboundProbeId.EeGood, SeenOutcome.MailOverTls),
                (OutboundProbeId.Mismatch, SeenOutcome.Nothing),
                (OutboundProbeId.Stripped, SeenOutcome.LeftWithoutStartTls),
                (OutboundProbeId.TlsaBogus, SeenOutcome.TlsaQuery),
            ]);
        Seen(await fixture.ViewAsync(second.Id))
            .ShouldBe([
                (OutboundProbeId.Control, SeenOutcome.MailOverTls),
                (OutboundProbeId.EeGood, SeenOutcome.MailOverTls),
                (OutboundProbeId.Mismatch, SeenOutcome.LeftAfterHandshake),
                (OutboundProbeId.Stripped, SeenOutcome.Nothing),
                (OutboundProbeId.TlsaBogus, SeenOutcome.TlsaQuery),
            ]);
        (await fixture.ViewAsync(first.Id)).Verdict.Ambiguous.ShouldBeEmpty();
        (await fixture.ViewAsync(second.Id)).Verdict.Ambiguous.ShouldBeEmpty();
    }

    private static IEnumerable<string> Recipients(OutboundTestView test, OutboundProbeId without) =>
        test
            .Addresses.Where(address => address.Probe != without)
            .Select(address => address.Address);

    private static IReadOnlyList<(OutboundProbeId, SeenOutcome)> Seen(OutboundTestView view) =>
        [.. view.Verdict.Senders.Single().Probes.Select(probe => (probe.Probe, probe.Seen))];
}
