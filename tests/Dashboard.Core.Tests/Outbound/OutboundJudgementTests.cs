using Dashboard.Core.Dns;
using Dashboard.Core.Outbound;
using Dashboard.Core.Outbound.Catalogue;
using Dashboard.Core.Outbound.Judgement;
using static Dashboard.Core.Outbound.Catalogue.OutboundProbeId;

namespace Dashboard.Core.Tests.Outbound;

/// <summary>The judgement of a whole test: its instants, its headline, its document.</summary>
public sealed class OutboundJudgementTests
{
    private static readonly TimeSpan At = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan Later = TimeSpan.FromHours(6);

    private readonly Scene scene = Scene.Of();

    private OutboundDocument Document(TimeSpan at) =>
        OutboundDocument.Create(scene.Test, scene.Judge(at));

    [Fact]
    public void Test_is_closed_from_the_instant_it_closes()
    {
        var closes = ProbeTiming.ClosesAfter;

        Document(closes - TimeSpan.FromTicks(1)).Status.ShouldBe(OutboundStatus.Open);
        Document(closes).Status.ShouldBe(OutboundStatus.Closed);
        scene.Judge(closes).Probes.ShouldAllBe(j => j.Judgement == DeliveryJudgement.Inconclusive);
    }

    [Fact]
    public void Judgement_after_the_close_is_that_of_the_close()
    {
        scene.Control(ProbeTiming.ClosesAfter - At);
        scene.See(Mismatch, ProbeTiming.ClosesAfter - At, SessionShape.TlsAndQuit);

        var atClose = scene.Judge(Mismatch, ProbeTiming.ClosesAfter);
        var later = scene.Judge(Mismatch, ProbeTiming.ClosesAfter + Later);

        later.Judgement.ShouldBe(atClose.Judgement);
        later.Firm.ShouldBe(atClose.Firm);
        later.Firm.ShouldBeFalse();
    }

    [Fact]
    public void Healing_is_known_from_its_instant_and_the_first_of_several_counts()
    {
        scene.Control(TimeSpan.FromSeconds(30)).Heal(Mismatch, At + At).Heal(Mismatch, At);

        double[] Healed(TimeSpan at) =>
            [
                .. scene
                    .Judge(Mismatch, at)
                    .Timeline.Where(entry => entry.Kind == TimelineKind.Healed)
                    .Select(entry => (entry.At - Scene.Opened).TotalSeconds),
            ];

        Healed(At - TimeSpan.FromTicks(1)).ShouldBeEmpty();
        Healed(At).ShouldBe([60]);
        Healed(At * 3).ShouldBe([60]);
    }

    [Theory]
    [InlineData("before", -1, DeliveryJudgement.DeliveredThoughItMustNot)]
    [InlineData("at the same instant", 0, DeliveryJudgement.NotTested)]
    public void Mail_over_TLS_fails_only_before_the_healing(
        string name,
        int ticks,
        DeliveryJudgement expected
    )
    {
        scene.Control(TimeSpan.FromSeconds(30)).Heal(Mismatch, At);
        scene.See(Mismatch, At + TimeSpan.FromTicks(ticks), SessionShape.MailOverTls, healed: true);

        scene.Judge(Mismatch, At * 3).Judgement.ShouldBe(expected, name);
    }

    [Fact]
    public void Open_verdict_of_one_sender_leaves_the_whole_open_unless_another_failed()
    {
        ModelSender.PostfixDane.Play(scene);
        scene.Judge(Later).Verdict.ShouldBe(SenderVerdictKind.EnforcesDane);

        scene
            .Query(Control, DnsRecordType.A, At * 20, "203.0.113.53")
            .Control(At * 20, Source.Other, domain: null, resolver: "203.0.113.53");
        var verdict = scene.Judge(Later);

        verdict
            .Senders.Select(sender => sender.Verdict)
            .ShouldBe([SenderVerdictKind.EnforcesDane, SenderVerdictKind.Inconclusive]);
        verdict.Verdict.ShouldBe(SenderVerdictKind.Inconclusive);
        verdict.Mixed.ShouldBeTrue();
    }

    [Fact]
    public void Probe_of_the_whole_is_that_of_the_sender_that_did_worst()
    {
        ModelSender.PostfixDane.Play(scene);
        ModelSender.PostfixMay.Play(
            scene,
            Source.Other,
            resolver: "203.0.113.53",
            start: TimeSpan.FromMinutes(10)
        );

        scene
            .Judge(Later)
            .Probes.Single(judgement => judgement.Probe == Mismatch)
            .Judgement.ShouldBe(DeliveryJudgement.DeliveredThoughItMustNot);
    }

    [Fact]
    public void Sender_that_enforces_has_no_trait_but_its_questions()
    {
        ModelSender.PostfixDane.Play(scene);

        scene.Judge(Later).Senders[0].Traits.ShouldBe([SenderTrait.AsksForTlsa]);
    }

    [Fact]
    public void Document_names_the_sender_and_what_its_verdict_waits_for()
    {
        scene.Control(At).See(Mismatch, At + At, SessionShape.TlsAndQuit);

        var sender = Document(At * 3).Senders.ShouldHaveSingleItem();

        sender.Identity.Domain!.Value.ShouldBe("sender.example");
        sender.Identity.Guess.ShouldBe(new MtaGuess(MtaKind.Postfix, "quit-after-handshake"));
        var open = sender.Open.Select(probe => probe.Probe).ToList();
        open.ShouldContain(Mismatch);
        open.ShouldNotContain(Control);
        open.ShouldAllBe(probe => OutboundProbes.Get(probe).Weight != ProbeWeight.Corner);
        var mismatch = sender.Open.Single(probe => probe.Probe == Mismatch);
        mismatch.Reason.ShouldBe(OpenReason.FirstAttemptOnly);
        mismatch
            .From.ShouldNotBeNull()
            .ShouldBe(Scene.Opened + At + At + ProbeTiming.RetryAfter, TimeSpan.FromSeconds(1));
        mismatch.Until.ShouldBe(scene.Test.ClosesAt);
    }

    [Fact]
    public void Refusal_of_what_should_be_delivered_waits_for_a_second_one()
    {
        scene.Control(At);
        var ended = scene.Add(EeGood, At + At, SessionShape.TlsAndQuit).EndedAt!.Value;

        var judgement = scene.Judge(EeGood, At * 4);

        judgement.Judgement.ShouldBe(DeliveryJudgement.RefusedThoughItShouldDeliver);
        judgement.Firm.ShouldBeFalse();
        judgement.ProvenByHealing.ShouldBeFalse();
        judgement.Open.ShouldBe(
            new OpenJudgement(
                OpenReason.SecondAttempt,
                ended + ProbeTiming.SecondAttemptAfter,
                scene.Test.ClosesAt
            )
        );
    }

    [Fact]
    public void Session_that_may_be_of_two_senders_is_no_strangers()
    {
        scene
            .Control(At)
            .Control(At * 2, domain: "customer.example")
            .See(Mismatch, At * 3, SessionShape.TlsAndQuit)
            .See(Mismatch, At * 3, SessionShape.TlsAndQuit, Source.Stranger);

        scene.Judge(Later).StrangerSessions.ShouldBe(1);
    }

    [Fact]
    public void Headline_is_of_all_senders_where_none_sent_the_control()
    {
        scene.See(EeGood, At, SessionShape.MailInClear);

        var verdict = scene.Judge(Later);

        verdict.HeadlineSenders.ShouldHaveSingleItem().SentControl.ShouldBeFalse();
        verdict.Verdict.ShouldBe(SenderVerdictKind.Unencrypted);
        verdict
            .Probes.Single(judgement => judgement.Probe == EeGood)
            .Judgement.ShouldBe(DeliveryJudgement.DeliveredThoughItMustNot);
    }
}
