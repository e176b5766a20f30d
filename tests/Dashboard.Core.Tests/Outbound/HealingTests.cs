using Dashboard.Core.Dns;
using Dashboard.Core.Outbound.Catalogue;
using Dashboard.Core.Outbound.Judgement;
using static Dashboard.Core.Outbound.Catalogue.OutboundProbeId;
using static Dashboard.Core.Outbound.Judgement.DeliveryJudgement;

namespace Dashboard.Core.Tests.Outbound;

public sealed class HealingTests
{
    private static readonly TimeSpan Healed = TimeSpan.FromSeconds(110);

    private static readonly TimeSpan Retried = TimeSpan.FromMinutes(10);

    private static Scene Refused(OutboundProbeId probe, SessionShape shape) =>
        Scene
            .Of()
            .See(Control, TimeSpan.FromSeconds(2), SessionShape.MailOverTls)
            .Refuse(probe, TimeSpan.FromSeconds(10), shape);

    [Theory]
    [InlineData(Mismatch, "TlsAndQuit")]
    [InlineData(Stripped, "Leave")]
    [InlineData(TaName, "TlsAndQuit")]
    [InlineData(TaMissing, "TlsAndQuit")]
    public void Refused_while_wrong_and_delivered_once_right_is_proof(
        OutboundProbeId probe,
        string refusal
    )
    {
        var scene = Refused(probe, Enum.Parse<SessionShape>(refusal))
            .Heal(probe, Healed)
            .See(probe, Retried, SessionShape.MailOverTlsWithSni, healed: true);

        var judged = scene.Judge(probe, Retried * 2);

        judged.Judgement.ShouldBe(RefusedAsItShould);
        judged.ProvenByHealing.ShouldBeTrue();
        judged.Firm.ShouldBeTrue();
        judged.Timeline.ShouldContain(entry => entry.Kind == TimelineKind.MessageTaken);
    }

    [Fact]
    public void Delivery_before_the_old_records_expire_is_neither_proof_nor_failure()
    {
        var scene = Refused(Mismatch, SessionShape.TlsAndQuit)
            .Heal(Mismatch, Healed)
            .See(
                Mismatch,
                Healed + TimeSpan.FromSeconds(30),
                SessionShape.MailOverTlsWithSni,
                healed: true
            );

        var judged = scene.Judge(Mismatch, Retried);

        judged.Judgement.ShouldBe(RefusedAsItShould);
        judged.ProvenByHealing.ShouldBeFalse();
    }

    [Fact]
    public void Mail_in_the_clear_after_healing_still_fails()
    {
        var scene = Refused(Stripped, SessionShape.Leave)
            .Heal(Stripped, Healed)
            .See(Stripped, Retried, SessionShape.MailInClear, healed: true);

        scene.Judge(Stripped, Retried * 2).Judgement.ShouldBe(DeliveredThoughItMustNot);
    }

    [Fact]
    public void Sender_seen_first_after_healing_is_not_tested()
    {
        var other = new Source("203.0.113.5", "out.other.example");
        var scene = Refused(Mismatch, SessionShape.TlsAndQuit)
            .Heal(Mismatch, Healed)
            .See(Control, Retried, SessionShape.MailOverTls, other)
            .See(Mismatch, Retried, SessionShape.MailOverTls, other, healed: true);

        var judged = scene
            .Judge(Retried * 2)
            .Senders[1]
            .Probes.Single(judgement => judgement.Probe == Mismatch);

        judged.Judgement.ShouldBe(NotTested);
    }

    [Fact]
    public void Refusal_at_the_DNS_is_judged_by_what_happened_before_healing()
    {
        var healed = TimeSpan.FromHours(4.2);
        var scene = Scene
            .Of()
            .Control(TimeSpan.FromSeconds(2))
            .Query(TlsaBogus, DnsRecordType.Tlsa, TimeSpan.FromSeconds(3))
            .Heal(TlsaBogus, healed)
            .See(TlsaBogus, healed + Retried, SessionShape.MailOverTlsWithSni, healed: true);

        var judged = scene.Judge(TlsaBogus, healed + (Retried * 2));

        judged.Judgement.ShouldBe(RefusedAsItShould);
        judged.RefusedHow.ShouldBe(RefusalKind.AtDns);
        judged.ProvenByHealing.ShouldBeTrue();
    }

    [Fact]
    public void Healing_is_due_once_a_refusal_is_firm_and_only_once()
    {
        var scene = Refused(Mismatch, SessionShape.TlsAndQuit);

        scene.Due(TimeSpan.FromSeconds(79)).ShouldBeEmpty();
        scene.Due(TimeSpan.FromSeconds(95)).ShouldBe([Mismatch]);
        scene.Heal(Mismatch, Healed);
        scene.Due(Retried).ShouldBeEmpty();
    }

    [Fact]
    public void Healing_waits_for_the_second_attempt_at_a_broken_handshake()
    {
        var scene = Refused(HandshakeClose, SessionShape.TryTlsAndLeave);
        scene.Due(TimeSpan.FromHours(1)).ShouldBeEmpty();

        scene.See(HandshakeClose, TimeSpan.FromHours(2), SessionShape.TryTlsAndLeave);

        scene.Due(TimeSpan.FromHours(2.1)).ShouldBe([HandshakeClose]);
    }

    [Fact]
    public void Single_visit_never_heals_and_is_never_proven_by_a_delivery_after_healing()
    {
        var scene = Scene
            .Of()
            .See(Control, TimeSpan.FromSeconds(2), SessionShape.MailOverTls)
            .See(Mismatch, TimeSpan.FromSeconds(10), SessionShape.TlsAndQuit);
        scene.Due(TimeSpan.FromHours(24)).ShouldBeEmpty();

        scene
            .Heal(Mismatch, Healed)
            .See(Mismatch, Retried, SessionShape.MailOverTlsWithSni, healed: true);

        var judged = scene.Judge(Mismatch, Retried * 2);
        judged.Firm.ShouldBeFalse();
        judged.ProvenByHealing.ShouldBeFalse();
        scene
            .Judge(Mismatch, TimeSpan.FromHours(25))
            .Judgement.ShouldBe(DeliveryJudgement.Inconclusive);
    }

    [Theory]
    [InlineData("just before nobody holds the old records", -1, false)]
    [InlineData("from then on", 0, true)]
    public void Delivery_is_proof_from_when_the_old_records_have_expired_everywhere(
        string what,
        int ticks,
        bool proven
    )
    {
        var scene = Refused(Mismatch, SessionShape.TlsAndQuit)
            .Heal(Mismatch, Healed)
            .See(
                Mismatch,
                Healed + ProbeTiming.RecordTtl + TimeSpan.FromTicks(ticks),
                SessionShape.MailOverTlsWithSni,
                healed: true
            );

        scene.Judge(Mismatch, Retried).ProvenByHealing.ShouldBe(proven, what);
    }

    [Fact]
    public void Delivery_by_another_sender_after_healing_proves_nothing()
    {
        var scene = Refused(Mismatch, SessionShape.TlsAndQuit)
            .Heal(Mismatch, Healed)
            .See(Mismatch, Retried, SessionShape.MailOverTlsWithSni, Source.Stranger, healed: true);

        scene.Judge(Mismatch, Retried * 2).ProvenByHealing.ShouldBeFalse();
    }

    private static Scene WithOther(string? first, string? other) =>
        Scene
            .Of()
            .Control(TimeSpan.FromSeconds(2), Source.First, first)
            .Refuse(Mismatch, TimeSpan.FromSeconds(10), SessionShape.TlsAndQuit)
            .Control(TimeSpan.FromSeconds(70), Source.Other, other)
            .See(Mismatch, TimeSpan.FromSeconds(75), SessionShape.TlsAndQuit, Source.Other);

    [Theory]
    [InlineData("two that are nobody's", null, null, true)]
    [InlineData("two domains", "sender.example", "other.example", true)]
    [InlineData("a domain's and nobody's", "sender.example", null, false)]
    public void Healing_waits_while_the_refusal_of_a_sender_of_the_same_standing_is_not_yet_firm(
        string what,
        string? first,
        string? other,
        bool waits
    )
    {
        var scene = WithOther(first, other);

        scene.Due(TimeSpan.FromSeconds(95)).ShouldBe(waits ? [] : [Mismatch], what);
        scene.See(Mismatch, TimeSpan.FromSeconds(145), SessionShape.TlsAndQuit, Source.Other);
        scene.Due(TimeSpan.FromSeconds(160)).ShouldBe([Mismatch], what);
    }

    /// <summary>Anybody with a domain of his own can make its server come once and leave.</summary>
    [Theory]
    [InlineData(Mismatch, 0)]
    [InlineData(TlsaBogus, 4)]
    public void Another_sender_that_is_on_its_way_delays_a_healing_by_four_hours_and_no_longer(
        OutboundProbeId probe,
        int after
    )
    {
        var scene = Scene
            .Of()
            .Control(TimeSpan.FromSeconds(2))
            .Query(probe, DnsRecordType.Mx, TimeSpan.FromSeconds(9));
        if (probe == Mismatch)
        {
            scene.Refuse(probe, TimeSpan.FromSeconds(10), SessionShape.TlsAndQuit);
        }
        else
        {
            scene.Query(probe, DnsRecordType.Tlsa, TimeSpan.FromSeconds(10));
        }
        scene.Control(TimeSpan.FromSeconds(70), Source.Other, "other.example", "203.0.113.53");
        scene
            .Query(probe, DnsRecordType.Mx, TimeSpan.FromSeconds(74), "203.0.113.53")
            .See(probe, TimeSpan.FromSeconds(75), SessionShape.TlsAndQuit, Source.Other);
        var counts = TimeSpan.FromHours(after);

        scene.Judge(counts + TimeSpan.FromHours(1)).Senders.Count.ShouldBe(2);
        scene.Due(counts + TimeSpan.FromHours(3.9)).ShouldBeEmpty();
        scene.Due(counts + TimeSpan.FromHours(4.1)).ShouldBe([probe]);
        scene.PutRight(probe, counts + TimeSpan.FromHours(4.2));
        var judged = scene.Judge(probe, counts + TimeSpan.FromHours(5));
        judged.Firm.ShouldBeTrue();
        judged.ProvenByHealing.ShouldBeTrue();
    }

    [Fact]
    public void Refusal_of_nobodys_sender_heals_nothing_where_a_domains_sender_is_there()
    {
        var scene = Scene
            .Of()
            .Control(TimeSpan.FromSeconds(2))
            .Control(TimeSpan.FromSeconds(3), Source.Other, domain: null)
            .Refuse(Mismatch, TimeSpan.FromSeconds(10), SessionShape.TlsAndQuit, Source.Other);

        scene.Due(TimeSpan.FromHours(2)).ShouldBeEmpty();
    }

    [Fact]
    public void Healing_is_never_due_where_a_sender_delivered()
    {
        var scene = Refused(Mismatch, SessionShape.MailOverTls);

        scene.Due(TimeSpan.FromHours(2)).ShouldBeEmpty();
    }
}
