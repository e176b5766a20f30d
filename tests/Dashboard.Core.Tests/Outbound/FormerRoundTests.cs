using Dashboard.Core.Dns;
using Dashboard.Core.Outbound.Catalogue;
using Dashboard.Core.Outbound.Judgement;
using static Dashboard.Core.Outbound.Catalogue.OutboundProbeId;
using static Dashboard.Core.Outbound.Judgement.DeliveryJudgement;

namespace Dashboard.Core.Tests.Outbound;

/// <summary>
/// The rounds of a standing test have the same recipient domains: a resolver can hold the MX records of the round before, which lead to
/// hosts whose fault was put right.
/// </summary>
public sealed class FormerRoundTests
{
    private const string Strangers = "203.0.113.53";

    private static readonly TimeSpan Start = TimeSpan.FromMinutes(10);

    private static readonly TimeSpan Later = TimeSpan.FromHours(6);

    private static Scene Round() => Scene.Of().With(test => test with { FollowsRound = true });

    /// <summary>Where its MX records are asked for by nobody, or by a stranger alone.</summary>
    private static Scene Delivers(
        Scene scene,
        OutboundProbeId probe,
        SessionShape shape,
        TimeSpan at
    )
    {
        scene.Query(probe, DnsRecordType.A, at, Strangers).See(probe, at, shape);
        return scene;
    }

    private static Scene Sent(TimeSpan at)
    {
        var scene = Round();
        scene.Query(Control, DnsRecordType.A, at, Strangers);
        scene.Prove(scene.Add(Control, at, SessionShape.MailOverTls));
        return scene;
    }

    [Theory]
    [InlineData(Mismatch)]
    [InlineData(TaMissing)]
    [InlineData(TlsaBogus)]
    public void Message_whose_host_nobody_asked_for_in_this_round_accuses_nobody(
        OutboundProbeId probe
    )
    {
        var scene = Delivers(Sent(Start), probe, SessionShape.MailOverTls, Start);

        var sender = scene.Judge(Later).Senders.ShouldHaveSingleItem();

        sender.Domain!.Value.ShouldBe("sender.example");
        var judged = sender.Probes.Single(one => one.Probe == probe);
        judged.Judgement.ShouldBe(Pending);
        judged.Open!.Reason.ShouldBe(OpenReason.FormerRound);
        sender.Verdict.ShouldBe(SenderVerdictKind.Inconclusive);
    }

    [Fact]
    public void Message_by_the_SNI_of_a_host_of_this_round_is_judged()
    {
        var scene = Delivers(Sent(Start), Mismatch, SessionShape.MailOverTlsWithSni, Start);

        scene.Judge(Mismatch, Later).Judgement.ShouldBe(DeliveredThoughItMustNot);
    }

    [Theory]
    [InlineData(119, false)]
    [InlineData(120, true)]
    public void Message_is_judged_once_the_records_of_the_former_round_have_expired(
        int seconds,
        bool judged
    )
    {
        var at = TimeSpan.FromSeconds(seconds);
        var scene = Sent(at)
            .Query(Mismatch, DnsRecordType.Mx, at, Strangers)
            .See(Mismatch, at, SessionShape.MailOverTls);

        scene
            .Judge(Mismatch, Later)
            .Judgement.ShouldBe(judged ? DeliveredThoughItMustNot : Pending);
    }

    [Fact]
    public void First_round_has_none_before_it()
    {
        var scene = Scene.Of();
        scene.Query(Control, DnsRecordType.A, Start, Strangers);
        scene.Prove(scene.Add(Control, Start, SessionShape.MailOverTls));

        Delivers(scene, Mismatch, SessionShape.MailOverTls, Start)
            .Judge(Mismatch, Later)
            .Judgement.ShouldBe(DeliveredThoughItMustNot);
    }

    /// <summary>The sender asks for no MX records, so who asks for them here is not the sender for being alone.</summary>
    [Fact]
    public void Who_alone_asks_while_the_former_round_is_remembered_is_not_taken_for_the_sender()
    {
        var at = TimeSpan.FromSeconds(90);
        Scene Ask(Scene scene)
        {
            scene
                .Query(Control, DnsRecordType.Mx, at - TimeSpan.FromSeconds(20), Strangers)
                .Query(Control, DnsRecordType.A, at - TimeSpan.FromSeconds(20), Strangers)
                .Query(TlsaBogus, DnsRecordType.Tlsa, at, Strangers);
            scene.Prove(scene.Add(Control, at, SessionShape.MailOverTls));
            return scene;
        }

        Ask(Scene.Of()).Judge(TlsaBogus, Later).Judgement.ShouldBe(RefusedAsItShould);
        Ask(Round()).Judge(TlsaBogus, Later).Judgement.ShouldBe(DeliveryJudgement.Ambiguous);
    }

    [Fact]
    public void Mail_in_the_clear_fails_in_whichever_round()
    {
        var scene = Delivers(Sent(Start), Stripped, SessionShape.MailInClear, Start);

        scene.Judge(Stripped, Later).Judgement.ShouldBe(DeliveredThoughItMustNot);
    }
}
