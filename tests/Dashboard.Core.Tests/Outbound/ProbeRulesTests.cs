using Dashboard.Core.Dns;
using Dashboard.Core.Outbound.Catalogue;
using Dashboard.Core.Outbound.Judgement;
using static Dashboard.Core.Outbound.Catalogue.OutboundProbeId;
using static Dashboard.Core.Outbound.Judgement.DeliveryJudgement;

namespace Dashboard.Core.Tests.Outbound;

/// <summary>The table "evidence and judgement" of docs/sending-test.md, row by row.</summary>
public sealed class ProbeRulesTests
{
    private static readonly TimeSpan Start = TimeSpan.FromSeconds(10);

    private static Scene WithControl()
    {
        var scene = Scene.Of();
        scene.Query(Control, DnsRecordType.Mx, TimeSpan.FromSeconds(1));
        return scene.See(Control, TimeSpan.FromSeconds(2), SessionShape.MailOverTls);
    }

    [Theory]
    // A first attempt settles these.
    [InlineData(Mismatch, "TlsAndQuit", 11, "RefusedAsItShould", "AfterHandshake", false)]
    [InlineData(Mismatch, "TlsAndQuit", 80, "RefusedAsItShould", "AfterHandshake", true)]
    [InlineData(Mismatch, "TlsAndAlert", 80, "RefusedAsItShould", "AfterHandshake", true)]
    [InlineData(Mismatch, "AlertInHandshake", 80, "RefusedAsItShould", "InHandshake", true)]
    [InlineData(Mismatch, "MailOverTls", 11, "DeliveredThoughItMustNot", null, true)]
    [InlineData(Mismatch, "MailOverTlsWithSni", 11, "DeliveredThoughItMustNot", null, true)]
    [InlineData(Mismatch, "MailInClear", 11, "DeliveredThoughItMustNot", null, true)]
    [InlineData(TaName, "TlsAndQuit", 80, "RefusedAsItShould", "AfterHandshake", true)]
    [InlineData(TaMissing, "TlsAndQuit", 80, "RefusedAsItShould", "AfterHandshake", true)]
    [InlineData(Stripped, "Leave", 11, "RefusedAsItShould", "StartTlsMissing", false)]
    [InlineData(Stripped, "Leave", 80, "RefusedAsItShould", "StartTlsMissing", true)]
    [InlineData(Stripped, "MailInClear", 11, "DeliveredThoughItMustNot", null, true)]
    [InlineData(UnusableStripped, "Leave", 80, "RefusedAsItShould", "StartTlsMissing", true)]
    // These need a second attempt.
    [InlineData(StartTls454, "TryTlsAndLeave", 80, "RefusedAsItShould", "StartTlsRefused", false)]
    [InlineData(
        HandshakeClose,
        "TryTlsAndLeave",
        80,
        "RefusedAsItShould",
        "HandshakeBroken",
        false
    )]
    [InlineData(HandshakeClose, "MailInClear", 11, "DeliveredThoughItMustNot", null, true)]
    // Sessions that show no decision of the sender.
    [InlineData(Mismatch, "Peek", 80, "Pending", null, false)]
    [InlineData(Mismatch, "Leave", 80, "Pending", null, false)]
    [InlineData(Mismatch, "TlsAndHang", 80, "Pending", null, false)]
    [InlineData(Mismatch, "UnderWay", 80, "Pending", null, false)]
    [InlineData(StartTls454, "Leave", 80, "Pending", null, false)]
    [InlineData(HandshakeClose, "Leave", 80, "Pending", null, false)]
    // What should be delivered.
    [InlineData(EeGood, "MailOverTlsWithSni", 11, "DeliveredAsItShould", null, true)]
    [InlineData(EeGood, "MailInClear", 11, "DeliveredThoughItMustNot", null, true)]
    [InlineData(EeGood, "TlsAndQuit", 80, "RefusedThoughItShouldDeliver", "AfterHandshake", false)]
    [InlineData(Unusable, "MailInClear", 11, "DeliveredThoughItMustNot", null, true)]
    [InlineData(PkixBad, "MailOverTls", 11, "DeliveredAsItShould", null, true)]
    [InlineData(PkixBad, "MailInClear", 11, "DeliveredAsItShould", null, true)]
    [InlineData(InsecureHost, "MailOverTls", 11, "DeliveredAsItShould", null, true)]
    [InlineData(TlsOnly, "MailOverTls", 11, "DeliveredAsItShould", null, true)]
    [InlineData(TlsOnly, "MailInClear", 80, "RefusedThoughItShouldDeliver", "BeforeTls", true)]
    // What is open informs.
    [InlineData(PkixUsage, "MailOverTls", 11, "DeliveredAsItShould", null, true)]
    [InlineData(PkixUsage, "TlsAndQuit", 80, "RefusedAsItShould", "AfterHandshake", false)]
    public void Session_of_the_control_sender_is_judged_by_the_table(
        OutboundProbeId probe,
        string shape,
        int seconds,
        string judgement,
        string? refused,
        bool firm
    )
    {
        var scene = WithControl().See(probe, Start, Enum.Parse<SessionShape>(shape));

        var judged = scene.Judge(probe, TimeSpan.FromSeconds(seconds));

        judged.Judgement.ShouldBe(Enum.Parse<DeliveryJudgement>(judgement));
        judged.RefusedHow?.ToString().ShouldBe(refused);
        judged.Firm.ShouldBe(firm);
    }

    [Fact]
    public void Refusal_without_a_delivered_control_counts_for_nothing()
    {
        var scene = Scene
            .Of()
            .See(Mismatch, Start, SessionShape.TlsAndQuit)
            .See(Control, Start, SessionShape.TlsAndQuit);

        var verdict = scene.Judge(TimeSpan.FromHours(24));

        verdict.Senders.ShouldBeEmpty();
        verdict.StrangerSessions.ShouldBe(2);
    }

    [Fact]
    public void Refusal_by_a_stranger_counts_for_nothing()
    {
        var scene = WithControl().See(Mismatch, Start, SessionShape.TlsAndQuit, Source.Stranger);

        scene.Judge(Mismatch, TimeSpan.FromHours(1)).Judgement.ShouldBe(Pending);
        scene.Judge(TimeSpan.FromHours(1)).StrangerSessions.ShouldBe(1);
    }

    [Fact]
    public void Refusal_by_another_host_of_the_pool_counts()
    {
        var scene = WithControl().See(Mismatch, Start, SessionShape.TlsAndQuit, Source.SamePool);

        scene.Judge(Mismatch, TimeSpan.FromHours(1)).Judgement.ShouldBe(RefusedAsItShould);
    }

    [Fact]
    public void Refusal_is_firm_only_once_the_sender_has_stayed_away_for_a_minute()
    {
        var scene = WithControl()
            .See(Mismatch, TimeSpan.FromSeconds(10), SessionShape.TlsAndQuit)
            .See(Mismatch, TimeSpan.FromSeconds(50), SessionShape.TlsAndQuit);

        scene.Judge(Mismatch, TimeSpan.FromSeconds(100)).Firm.ShouldBeFalse();
        scene.Judge(Mismatch, TimeSpan.FromSeconds(112)).Firm.ShouldBeTrue();
    }

    [Fact]
    public void Refusal_is_not_firm_while_another_session_of_the_sender_is_under_way()
    {
        var scene = WithControl()
            .See(Mismatch, Start, SessionShape.TlsAndQuit)
            .See(Mismatch, TimeSpan.FromSeconds(75), SessionShape.UnderWay);

        scene.Judge(Mismatch, TimeSpan.FromSeconds(90)).Firm.ShouldBeFalse();
    }

    [Theory]
    [InlineData(14, false)]
    [InlineData(15, true)]
    public void Second_attempt_counts_from_fifteen_minutes_after_the_first(int minutes, bool firm)
    {
        var second = Start + TimeSpan.FromMinutes(minutes);
        var scene = WithControl()
            .See(HandshakeClose, Start, SessionShape.TryTlsAndLeave)
            .See(HandshakeClose, second, SessionShape.TryTlsAndLeave);

        var judged = scene.Judge(HandshakeClose, second + TimeSpan.FromMinutes(2));

        judged.Judgement.ShouldBe(RefusedAsItShould);
        judged.Firm.ShouldBe(firm);
    }

    [Fact]
    public void Single_attempt_at_a_broken_handshake_is_inconclusive_when_the_test_closes()
    {
        var scene = WithControl().See(HandshakeClose, Start, SessionShape.TryTlsAndLeave);

        scene
            .Judge(HandshakeClose, TimeSpan.FromHours(25))
            .Judgement.ShouldBe(DeliveryJudgement.Inconclusive);
    }

    [Fact]
    public void Fallback_at_the_second_attempt_fails()
    {
        var scene = WithControl()
            .See(HandshakeClose, Start, SessionShape.TryTlsAndLeave)
            .See(HandshakeClose, TimeSpan.FromMinutes(20), SessionShape.MailInClear);

        scene
            .Judge(HandshakeClose, TimeSpan.FromMinutes(21))
            .Judgement.ShouldBe(DeliveredThoughItMustNot);
    }

    [Theory]
    [InlineData(TlsaBogus, DnsRecordType.Tlsa)]
    [InlineData(TlsaServfail, DnsRecordType.Tlsa)]
    [InlineData(MxBogus, DnsRecordType.Mx)]
    public void Refusal_at_the_DNS_is_provisional_after_ten_minutes_and_firm_after_four_hours(
        OutboundProbeId probe,
        DnsRecordType type
    )
    {
        var scene = WithControl().Query(probe, type, Start);

        scene.Judge(probe, TimeSpan.FromMinutes(9)).Judgement.ShouldBe(Pending);
        var provisional = scene.Judge(probe, TimeSpan.FromMinutes(11));
        provisional.Judgement.ShouldBe(RefusedAsItShould);
        provisional.RefusedHow.ShouldBe(RefusalKind.AtDns);
        provisional.Firm.ShouldBeFalse();
        scene.Judge(probe, TimeSpan.FromHours(4.1)).Firm.ShouldBeTrue();
    }

    [Theory]
    [InlineData(TlsaBogus, DnsRecordType.A)]
    [InlineData(TlsaBogus, DnsRecordType.Mx)]
    [InlineData(MxBogus, DnsRecordType.A)]
    public void Question_that_tells_nothing_never_becomes_a_refusal(
        OutboundProbeId probe,
        DnsRecordType type
    )
    {
        var scene = WithControl().Query(probe, type, Start);

        scene.Judge(probe, TimeSpan.FromHours(24)).Judgement.ShouldBe(Pending);
        scene
            .Judge(probe, TimeSpan.FromHours(25))
            .Judgement.ShouldBe(DeliveryJudgement.Inconclusive);
    }

    [Theory]
    [InlineData(TlsaBogus)]
    [InlineData(TlsaServfail)]
    [InlineData(MxBogus)]
    public void Mail_at_a_probe_whose_lookup_fails_is_delivered_though_it_must_not(
        OutboundProbeId probe
    )
    {
        var scene = WithControl()
            .Query(probe, DnsRecordType.Tlsa, Start)
            .See(probe, TimeSpan.FromHours(5), SessionShape.MailOverTls);

        scene.Judge(probe, TimeSpan.FromHours(6)).Judgement.ShouldBe(DeliveredThoughItMustNot);
    }

    [Fact]
    public void Pair_is_delivered_by_the_second_host_after_a_refusal_at_the_first()
    {
        var scene = WithControl()
            .See(MxPair, Start, SessionShape.TlsAndQuit)
            .See(
                MxPair,
                TimeSpan.FromSeconds(11),
                SessionShape.MailOverTlsWithSni,
                role: HostRole.Secondary
            );

        scene.Judge(MxPair, TimeSpan.FromSeconds(12)).Judgement.ShouldBe(DeliveredAsItShould);
    }

    [Fact]
    public void Pair_fails_where_the_first_host_gets_a_MAIL()
    {
        var scene = WithControl()
            .See(MxPair, Start, SessionShape.MailOverTls)
            .See(
                MxPair,
                TimeSpan.FromSeconds(11),
                SessionShape.MailOverTlsWithSni,
                role: HostRole.Secondary
            );

        scene.Judge(MxPair, TimeSpan.FromSeconds(12)).Judgement.ShouldBe(DeliveredThoughItMustNot);
    }

    [Fact]
    public void Pair_refused_at_the_first_host_and_never_tried_at_the_second_should_have_been_delivered()
    {
        var scene = WithControl().See(MxPair, Start, SessionShape.TlsAndQuit);

        scene
            .Judge(MxPair, TimeSpan.FromMinutes(2))
            .Judgement.ShouldBe(RefusedThoughItShouldDeliver);
    }

    [Fact]
    public void Every_judgement_shows_its_evidence_in_order_of_time()
    {
        var scene = WithControl()
            .Query(Mismatch, DnsRecordType.Tlsa, TimeSpan.FromSeconds(9))
            .See(Mismatch, Start, SessionShape.TlsAndQuit)
            .Heal(Mismatch, TimeSpan.FromSeconds(90));

        var timeline = scene.Judge(Mismatch, TimeSpan.FromSeconds(100)).Timeline;

        timeline
            .Select(entry => entry.Kind)
            .ShouldBe([
                TimelineKind.DnsQuery,
                TimelineKind.Connected,
                TimelineKind.Ehlo,
                TimelineKind.StartTls,
                TimelineKind.HandshakeCompleted,
                TimelineKind.SessionEnded,
                TimelineKind.Healed,
            ]);
        timeline.Select(entry => entry.At).ShouldBeInOrder();
    }
}
