using Dashboard.Core.Dns;
using Dashboard.Core.Outbound.Catalogue;
using Dashboard.Core.Outbound.Judgement;
using static Dashboard.Core.Outbound.Catalogue.OutboundProbeId;
using static Dashboard.Core.Outbound.Judgement.DeliveryJudgement;

namespace Dashboard.Core.Tests.Outbound;

/// <summary>Evidence that looks like that of a sender which enforces DANE, and is not.</summary>
public sealed class FoolingEvidenceTests
{
    private const string Own = "192.0.2.53";
    private const string Strange = "198.51.100.53";

    private static readonly TimeSpan Start = TimeSpan.FromSeconds(10);

    /// <summary>It delivers what any sender delivers.</summary>
    private static Scene Delivered()
    {
        var scene = Scene.Of(OutboundTestKind.Basic);
        foreach (var probe in new[] { Control, EeGood })
        {
            scene
                .Query(probe, DnsRecordType.Mx, Start, Own)
                .See(probe, Start + TimeSpan.FromSeconds(1), SessionShape.MailOverTls);
        }
        return scene;
    }

    [Theory]
    [InlineData(Own)]
    [InlineData(Strange)]
    public void Questions_alone_make_no_sender_enforce(string resolver)
    {
        var scene = Delivered();
        foreach (var probe in new[] { Mismatch, Stripped, TlsaBogus })
        {
            scene.Query(probe, DnsRecordType.Tlsa, Start, resolver);
        }

        var verdict = scene.Judge(TimeSpan.FromHours(5)).Senders[0];

        verdict.Verdict.ShouldBe(SenderVerdictKind.Inconclusive);
        verdict.Undetermined.ShouldContain(Mismatch);
        verdict.Undetermined.ShouldContain(Stripped);
    }

    [Theory]
    [InlineData(Mismatch)]
    [InlineData(Stripped)]
    [InlineData(StartTls454)]
    [InlineData(HandshakeClose)]
    [InlineData(TaName)]
    [InlineData(TaMissing)]
    [InlineData(UnusableStripped)]
    public void Fault_of_a_server_is_not_refused_by_who_never_came_to_see_it(OutboundProbeId probe)
    {
        var scene = Scene
            .Of()
            .See(Control, Start, SessionShape.MailOverTls)
            .Query(probe, DnsRecordType.Tlsa, Start);

        scene.Judge(probe, TimeSpan.FromHours(5)).Judgement.ShouldBe(Pending);
        scene
            .Judge(probe, TimeSpan.FromHours(25))
            .Judgement.ShouldBe(DeliveryJudgement.Inconclusive);
    }

    [Fact]
    public void Question_by_a_resolver_that_the_only_sender_was_never_seen_to_use_is_not_its_refusal()
    {
        var scene = Delivered()
            .Refuse(Mismatch, Start, SessionShape.TlsAndQuit)
            .Refuse(Stripped, Start, SessionShape.Leave)
            .Query(TlsaBogus, DnsRecordType.Tlsa, Start, Strange);

        scene
            .Judge(TlsaBogus, TimeSpan.FromHours(5))
            .Judgement.ShouldBe(DeliveryJudgement.Ambiguous);
        scene
            .Judge(TimeSpan.FromHours(5))
            .Senders[0]
            .Verdict.ShouldBe(SenderVerdictKind.Inconclusive);

        scene.Query(TlsaBogus, DnsRecordType.Tlsa, Start, Own);

        scene.Judge(TlsaBogus, TimeSpan.FromHours(5)).Judgement.ShouldBe(RefusedAsItShould);
    }

    /// <summary>sending-cases F1: an opportunistic server, and a script elsewhere that says the server's EHLO.</summary>
    [Theory]
    [InlineData("the same EHLO", "203.0.113.66", "mx1.sender.example", null)]
    [InlineData("an EHLO of the same pool", "203.0.113.66", "mx2.sender.example", null)]
    [InlineData("a PTR name of a pool of its own", "203.0.113.66", "x.test", "x.test")]
    [InlineData("a neighbour in a large network", "198.51.101.9", "mx1.sender.example", null)]
    public void Stranger_neither_praises_nor_accuses(
        string by,
        string address,
        string ehlo,
        string? name
    )
    {
        var stranger = new Source(address, ehlo, name);
        string[] wide = ["198.51.100.0/23"];
        var praised = Delivered();
        praised.Prove(praised.Sessions[0], ownNetworks: wide);
        praised
            .Refuse(Mismatch, Start, SessionShape.TlsAndQuit, stranger)
            .Refuse(Stripped, Start, SessionShape.Leave, stranger)
            .Query(TlsaBogus, DnsRecordType.Tlsa, Start, Strange)
            .Query(Mismatch, DnsRecordType.Tlsa, Start, Strange);

        var untouched = praised.Judge(TimeSpan.FromHours(5)).Senders.ShouldHaveSingleItem();
        untouched.Verdict.ShouldBe(SenderVerdictKind.Inconclusive, by);
        untouched.Domain!.Value.ShouldBe("sender.example");
        praised.Judge(TimeSpan.FromHours(5)).StrangerSessions.ShouldBe(4, by);

        var accused = Scene.Of(OutboundTestKind.Basic);
        ModelSender.PostfixDane.Play(accused);
        accused.Prove(
            accused.Sessions.First(session => session.Transactions.Count > 0),
            ownNetworks: wide
        );
        accused
            .See(Mismatch, Start, SessionShape.MailOverTls, stranger)
            .See(Stripped, Start, SessionShape.MailInClear, stranger);

        accused
            .Judge(TimeSpan.FromHours(5))
            .Senders.Single(sender => sender.Domain is not null)
            .Verdict.ShouldBe(SenderVerdictKind.EnforcesDane, by);
        accused.Judge(TimeSpan.FromHours(5)).Verdict.ShouldBe(SenderVerdictKind.EnforcesDane, by);
    }

    /// <summary>sending-cases F1, by a stranger whose first session comes once the sender has its verdict, before its faults are put right or after.</summary>
    [Theory]
    [InlineData("once the sender has its verdict", 30, false)]
    [InlineData("once the faults are put right", 60, true)]
    [InlineData("hours later", 300, true)]
    public void Stranger_that_joins_late_neither_praises_nor_accuses(
        string when,
        int minutes,
        bool healed
    )
    {
        var at = TimeSpan.FromMinutes(minutes);
        var stranger = new Source("203.0.113.66", "mx1.sender.example");
        var good = Scene.Of(OutboundTestKind.Basic);
        ModelSender.PostfixDane.Play(good);
        good.Prove(good.Sessions.First(session => session.Transactions.Count > 0));
        var bad = Scene.Of(OutboundTestKind.Basic);
        ModelSender.PostfixMay.Play(bad);
        bad.Prove(bad.Sessions.First(session => session.Transactions.Count > 0));
        foreach (var scene in new[] { good, bad })
        {
            foreach (var probe in new[] { Mismatch, Stripped })
            {
                scene.Heal(probe, TimeSpan.FromMinutes(45));
            }
        }
        var before = (Of(good), Of(bad));

        good.See(Mismatch, at, SessionShape.MailOverTls, stranger, healed: healed)
            .See(Stripped, at, SessionShape.MailInClear, stranger, healed: healed)
            .See(EeGood, at, SessionShape.TlsAndQuit, stranger);
        bad.Refuse(Mismatch, at, SessionShape.TlsAndQuit, stranger)
            .Refuse(Stripped, at, SessionShape.Leave, stranger)
            .Query(TlsaBogus, DnsRecordType.Tlsa, at, Strange);

        before.ShouldBe(
            (SenderVerdictKind.EnforcesDane, SenderVerdictKind.Opportunistic),
            "the sender had its verdict"
        );
        (Of(good), Of(bad)).ShouldBe(before, when);

        static SenderVerdictKind Of(Scene scene) =>
            scene
                .Judge(TimeSpan.FromHours(10))
                .Senders.Single(sender => sender.Domain is not null)
                .Verdict;
    }

    [Fact]
    public void Stranger_that_comes_within_the_window_of_the_senders_question_takes_it_from_nobody()
    {
        var scene = Scene.Of(OutboundTestKind.Basic);
        ModelSender.PostfixDane.Play(scene);
        scene.Prove(scene.Sessions.First(session => session.Transactions.Count > 0));
        var alone = scene.Judge(TimeSpan.FromHours(5)).Senders.ShouldHaveSingleItem();
        foreach (var probe in new[] { Control, EeGood, TlsaBogus })
        {
            scene.See(probe, TimeSpan.FromSeconds(40), SessionShape.MailOverTls, Source.Stranger);
        }

        var sender = scene
            .Judge(TimeSpan.FromHours(5))
            .Senders.Single(one => one.Domain is not null);

        alone.Verdict.ShouldBe(SenderVerdictKind.EnforcesDane);
        sender.Verdict.ShouldBe(SenderVerdictKind.EnforcesDane);
    }

    /// <summary>sending-cases F2, at each kind of probe: a look, then the real mail, however late.</summary>
    [Theory]
    [InlineData(Mismatch, "TlsAndQuit", "MailOverTls")]
    [InlineData(Mismatch, "TlsAndAlert", "MailOverTls")]
    [InlineData(Stripped, "Leave", "MailInClear")]
    [InlineData(StartTls454, "TryTlsAndLeave", "MailInClear")]
    [InlineData(HandshakeClose, "TryTlsAndLeave", "MailInClear")]
    [InlineData(TaName, "TlsAndQuit", "MailOverTls")]
    [InlineData(TaMissing, "TlsAndQuit", "MailOverTls")]
    [InlineData(UnusableStripped, "Leave", "MailInClear")]
    [InlineData(TlsaBogus, "TlsAndQuit", "MailOverTls")]
    [InlineData(TlsaServfail, "TlsAndQuit", "MailOverTls")]
    [InlineData(MxBogus, "TlsAndQuit", "MailOverTls")]
    [InlineData(MxPair, "TlsAndQuit", "MailOverTls")]
    public void Look_before_the_mail_hides_no_fault(OutboundProbeId probe, string look, string mail)
    {
        var scene = Scene.Of().Control(Start).See(probe, Start, Enum.Parse<SessionShape>(look));

        foreach (var hours in new[] { 2, 5, 24 })
        {
            var before = TimeSpan.FromHours(hours);
            scene.Judge(probe, before).Firm.ShouldBeFalse();
            scene.Due(before).ShouldBeEmpty();
            var mailed = Scene
                .Of()
                .Control(Start)
                .See(probe, Start, Enum.Parse<SessionShape>(look));

            mailed.See(probe, before, Enum.Parse<SessionShape>(mail));

            var judged = mailed.Judge(probe, before + TimeSpan.FromMinutes(30));
            judged.Judgement.ShouldBe(DeliveredThoughItMustNot);
            judged.Firm.ShouldBeTrue();
            judged.ProvenByHealing.ShouldBeFalse();
        }
    }

    /// <summary>The same the other way round: a look alone accuses nobody.</summary>
    [Theory]
    [InlineData(EeGood)]
    [InlineData(PkixBad)]
    [InlineData(TaGood)]
    [InlineData(MxPair)]
    public void Look_where_mail_should_come_is_no_firm_refusal(OutboundProbeId probe)
    {
        var scene = Scene
            .Of()
            .Control(Start)
            .See(probe, Start, SessionShape.TlsAndQuit, role: HostRole.Primary);

        foreach (var hours in new[] { 2, 5, 24 })
        {
            scene.Judge(probe, TimeSpan.FromHours(hours)).Firm.ShouldBeFalse();
        }
        scene
            .Judge(probe, TimeSpan.FromHours(26))
            .Judgement.ShouldBe(DeliveryJudgement.Inconclusive);
    }

    [Fact]
    public void Sender_that_looks_everywhere_before_it_mails_is_never_called_enforcing_for_it()
    {
        var scene = Scene
            .Of(OutboundTestKind.Basic)
            .Query(Control, DnsRecordType.Mx, TimeSpan.FromSeconds(1));
        foreach (var look in new[] { 1, 70, 400, 1000 })
        {
            foreach (var probe in new[] { Control, EeGood, Mismatch, Stripped })
            {
                scene.See(
                    probe,
                    TimeSpan.FromSeconds(look),
                    probe == Stripped ? SessionShape.Leave : SessionShape.TlsAndQuit
                );
            }
        }
        scene
            .Control(TimeSpan.FromSeconds(1100))
            .See(EeGood, TimeSpan.FromSeconds(1101), SessionShape.MailOverTls)
            .Query(TlsaBogus, DnsRecordType.Tlsa, TimeSpan.FromSeconds(1100));

        var verdict = scene.Judge(TimeSpan.FromHours(6));

        verdict.Verdict.ShouldBe(SenderVerdictKind.Inconclusive);
        verdict.Senders[0].Leaning.ShouldBeNull();
        scene.Due(TimeSpan.FromHours(6)).ShouldBe([TlsaBogus]);
    }

    [Fact]
    public void Two_senders_that_are_nobodys_cannot_both_have_been_at_a_visit_of_neither()
    {
        // By the same provider, for two customers: each has a control, and nobody can say whose the visit was.
        var scene = Scene
            .Of(OutboundTestKind.Basic)
            .Control(Start)
            .Control(Start * 2, domain: "customer.example")
            .Refuse(Mismatch, Start * 3, SessionShape.TlsAndQuit);

        scene
            .Judge(TimeSpan.FromHours(1))
            .Senders.ShouldAllBe(sender =>
                sender.Probes.Single(j => j.Probe == Mismatch).Judgement
                == DeliveryJudgement.Ambiguous
            );

        scene.See(Mismatch, Start * 4, SessionShape.MailOverTls);

        var judged = scene.Judge(TimeSpan.FromHours(1)).Senders;
        judged.Count.ShouldBe(2);
        judged.ShouldAllBe(sender =>
            sender.Probes.Single(j => j.Probe == Mismatch).Judgement == DeliveryJudgement.Ambiguous
            && sender.Probes.Single(j => j.Probe == Mismatch).Open!.Reason == OpenReason.OtherSender
        );
    }
}
