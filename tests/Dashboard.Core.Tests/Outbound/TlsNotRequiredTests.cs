using Dashboard.Core.Outbound.Catalogue;
using Dashboard.Core.Outbound.Evidence;
using Dashboard.Core.Outbound.Judgement;
using static Dashboard.Core.Outbound.Catalogue.OutboundProbeId;
using static Dashboard.Core.Outbound.Judgement.DeliveryJudgement;
using static Dashboard.Core.Tests.Outbound.SessionShape;

namespace Dashboard.Core.Tests.Outbound;

/// <summary>A message can ask for delivery where DANE forbids it (RFC 8689 section 3): its sender then only does as it asks.</summary>
public sealed class TlsNotRequiredTests
{
    private static readonly TimeSpan Start = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan Later = TimeSpan.FromHours(6);
    private static readonly TimeSpan Day = TimeSpan.FromHours(25);

    public static TheoryData<OutboundProbeId, bool> Deliveries =>
        new()
        {
            { Mismatch, false },
            { Mismatch, true },
            { Stripped, true },
            { StartTls454, true },
            { TlsaBogus, false },
            { TaMissing, false },
            { MxPair, false },
            { EeGood, true },
        };

    [Theory]
    [MemberData(nameof(Deliveries))]
    public void Delivery_that_the_message_asked_for_accuses_nobody(
        OutboundProbeId probe,
        bool inClear
    )
    {
        var scene = Scene.Of().Control(TimeSpan.FromSeconds(2));
        Send(scene, probe, Start, inClear, tlsNotRequired: true);

        var judged = scene.Judge(probe, Day);

        judged.Judgement.ShouldBe(Inconclusive);
        judged.Open!.Reason.ShouldBe(OpenReason.SenderAsked);
        judged.MailedInClear.ShouldBeFalse();
        var sender = scene.Judge(Day).Senders.ShouldHaveSingleItem();
        sender.Missing.ShouldBeEmpty();
        sender.Verdict.ShouldBe(SenderVerdictKind.Inconclusive);
    }

    [Theory]
    [MemberData(nameof(Deliveries))]
    public void Delivery_of_which_the_header_was_not_read_is_open(
        OutboundProbeId probe,
        bool inClear
    )
    {
        var scene = Scene.Of().Control(TimeSpan.FromSeconds(2));
        Send(scene, probe, Start, inClear, tlsNotRequired: null);

        var judged = scene.Judge(probe, Day);

        judged.Judgement.ShouldBe(Inconclusive);
        judged.Open!.Reason.ShouldBe(OpenReason.HeaderNotRead);
        judged.MailedInClear.ShouldBeFalse();
    }

    [Theory]
    [MemberData(nameof(Deliveries))]
    public void Delivery_of_another_message_that_did_not_ask_for_it_is_a_fault(
        OutboundProbeId probe,
        bool inClear
    )
    {
        var scene = Scene.Of().Control(TimeSpan.FromSeconds(2));
        Send(scene, probe, Start, inClear, tlsNotRequired: true);
        Send(scene, probe, Start * 2, inClear, tlsNotRequired: null);
        Send(scene, probe, Start * 3, inClear, tlsNotRequired: false);

        var judged = scene.Judge(probe, Day);

        judged.Judgement.ShouldBe(DeliveredThoughItMustNot);
        judged.Firm.ShouldBeTrue();
    }

    /// <summary>What the sender did was its own choice only perhaps: it is not blamed for it, and not praised beside it.</summary>
    [Theory]
    [InlineData(true)]
    [InlineData(null)]
    public void Nobody_is_praised_beside_a_delivery_that_may_have_been_asked_for(bool? asked)
    {
        var scene = Scene.Of();
        ModelSender.PostfixDane.Play(scene);
        scene.Judge(Later).Verdict.ShouldBe(SenderVerdictKind.EnforcesDane);
        scene.Sessions.RemoveAll(session =>
            session.Listener == ListenerBehaviour.StartTlsUnavailable
        );
        Send(scene, StartTls454, Start, inClear: true, asked);

        scene
            .Judge(Later)
            .Senders.ShouldHaveSingleItem()
            .Verdict.ShouldBe(SenderVerdictKind.Inconclusive);
    }

    /// <summary>Who demands verified TLS in the envelope asks for nothing less (RFC 8689 section 4.2).</summary>
    [Theory]
    [InlineData(true)]
    [InlineData(null)]
    public void Demand_for_verified_TLS_excuses_no_delivery(bool? asked)
    {
        var scene = Scene.Of().Control(TimeSpan.FromSeconds(2));
        Send(scene, Mismatch, Start, inClear: false, asked);
        var session = scene.Sessions[^1];
        scene.Sessions[^1] = session with
        {
            Transactions =
            [
                .. session.Transactions.Select(mail => mail with { RequiresTls = true }),
            ],
        };

        scene.Judge(Mismatch, Day).Judgement.ShouldBe(DeliveredThoughItMustNot);
    }

    [Fact]
    public void Message_that_asked_takes_no_refusal_away_and_one_that_may_have_does()
    {
        foreach (
            var (asked, expected) in new (bool?, DeliveryJudgement)[]
            {
                (true, RefusedAsItShould),
                (null, Inconclusive),
            }
        )
        {
            var scene = Scene
                .Of()
                .Control(TimeSpan.FromSeconds(2))
                .Refuse(Mismatch, Start, TlsAndQuit);
            Send(scene, Mismatch, TimeSpan.FromMinutes(4), inClear: false, asked);
            scene.PutRight(Mismatch, TimeSpan.FromMinutes(5));

            scene.Judge(Mismatch, Day).Judgement.ShouldBe(expected);
        }
    }

    private static void Send(
        Scene scene,
        OutboundProbeId probe,
        TimeSpan at,
        bool inClear,
        bool? tlsNotRequired
    )
    {
        var session = scene.Add(probe, at, inClear ? MailInClear : MailOverTls);
        scene.Sessions[^1] = session with
        {
            Transactions =
            [
                .. session.Transactions.Select(mail =>
                    mail with
                    {
                        TlsNotRequired = tlsNotRequired,
                        // In the clear nothing is taken where TLSA records demand TLS.
                        Recipients =
                        [
                            .. mail.Recipients.Select(one =>
                                probe == EeGood ? one with { ReplyCode = 550 } : one
                            ),
                        ],
                        TakenAt = probe == EeGood ? null : mail.TakenAt,
                    }
                ),
            ],
        };
    }
}
