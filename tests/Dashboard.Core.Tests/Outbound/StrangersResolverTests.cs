using Dashboard.Core.Dns;
using Dashboard.Core.Outbound.Catalogue;
using Dashboard.Core.Outbound.Judgement;
using static Dashboard.Core.Outbound.Catalogue.OutboundProbeId;
using static Dashboard.Core.Outbound.Judgement.DeliveryJudgement;

namespace Dashboard.Core.Tests.Outbound;

/// <summary>
/// The visitor who opened a test knows its names and can ask for them at any time. Such a question is not the sender's, whatever the visitor
/// asked before the sender came.
/// </summary>
public sealed class StrangersResolverTests
{
    private const string Own = "192.0.2.53";
    private const string Second = "203.0.113.53";
    private const string Strange = "198.51.100.53";

    private static readonly OutboundProbeId[] Mailed = [Control, EeGood, Mismatch, Stripped];

    private static readonly TimeSpan Start = TimeSpan.FromMinutes(10);

    private static TimeSpan At(OutboundProbeId probe) => Start + TimeSpan.FromSeconds((int)probe);

    /// <summary>The sender's own resolver asks what a delivery needs.</summary>
    private static void Ask(Scene scene, OutboundProbeId probe, string resolver, TimeSpan at) =>
        scene
            .Query(probe, DnsRecordType.Mx, at, resolver)
            .Query(probe, DnsRecordType.A, at, resolver)
            .Query(probe, DnsRecordType.Tlsa, at, resolver);

    /// <summary>It sends the control and all else of a basic test but the message to <c>tlsa-bogus</c>.</summary>
    private static Scene Sent(Func<OutboundProbeId, string> resolver)
    {
        var scene = Scene.Of(OutboundTestKind.Basic);
        foreach (var probe in Mailed)
        {
            Ask(scene, probe, resolver(probe), At(probe) - TimeSpan.FromSeconds(1));
        }
        var control = scene.Add(Control, At(Control), SessionShape.MailOverTls);
        return scene
            .Prove(control)
            .See(EeGood, At(EeGood), SessionShape.MailOverTlsWithSni)
            .Refuse(Mismatch, At(Mismatch), SessionShape.TlsAndQuit)
            .Refuse(Stripped, At(Stripped), SessionShape.Leave);
    }

    private static ProbeJudgement Bogus(Scene scene) =>
        scene.Judge(TlsaBogus, TimeSpan.FromHours(6));

    private static void NobodyKnowsWhoAsked(Scene scene)
    {
        var judged = Bogus(scene);
        judged.Judgement.ShouldBe(DeliveryJudgement.Ambiguous);
        judged.Open!.Reason.ShouldBe(OpenReason.OtherResolver);
        judged.Firm.ShouldBeFalse();
        var verdict = scene.Judge(TimeSpan.FromHours(6));
        verdict.Senders[0].Verdict.ShouldBe(SenderVerdictKind.Inconclusive);
        scene.Due(TimeSpan.FromHours(6)).ShouldNotContain(TlsaBogus);
    }

    [Theory]
    [InlineData("a minute before the control", 60)]
    [InlineData("just before each", 1)]
    [InlineData("long before", 590)]
    public void Question_of_who_asked_before_the_sender_came_praises_nobody(string _, int seconds)
    {
        var scene = Sent(_ => Own);
        foreach (var probe in Mailed)
        {
            Ask(scene, probe, Strange, At(probe) - TimeSpan.FromSeconds(seconds));
        }
        scene.Query(TlsaBogus, DnsRecordType.Tlsa, Start, Strange);

        NobodyKnowsWhoAsked(scene);
    }

    [Theory]
    [InlineData(Own)]
    [InlineData(Strange)]
    public void Question_alone_accuses_nobody_where_mail_should_come(string resolver)
    {
        foreach (
            var probe in OutboundProbes.All.Where(p =>
                p.Expected != ExpectedDelivery.Withhold && p.Id != Control
            )
        )
        {
            var scene = Scene
                .Of()
                .Control(Start)
                .Query(probe.Id, DnsRecordType.Mx, Start, resolver)
                .Query(probe.Id, DnsRecordType.Tlsa, Start, resolver);

            scene.Judge(probe.Id, TimeSpan.FromHours(6)).Judgement.ShouldBe(Pending, probe.Slug);
            scene
                .Judge(probe.Id, TimeSpan.FromHours(26))
                .Judgement.ShouldBe(DeliveryJudgement.Inconclusive, probe.Slug);
        }
    }

    [Fact]
    public void Sender_without_a_control_demands_DANE_only_where_a_host_has_none()
    {
        var scene = Scene
            .Of()
            .Query(EeGood, DnsRecordType.Mx, Start)
            .See(EeGood, Start, SessionShape.MailOverTlsWithSni)
            .Query(Control, DnsRecordType.Mx, Start)
            .Query(Rollover, DnsRecordType.Mx, Start);

        scene
            .Judge(Control, TimeSpan.FromHours(6))
            .Judgement.ShouldBe(RefusedThoughItShouldDeliver);
        scene.Judge(Rollover, TimeSpan.FromHours(6)).Judgement.ShouldBe(Pending);
        scene.Judge(TimeSpan.FromHours(6)).Senders[0].Domain.ShouldBeNull();
    }

    [Theory]
    [InlineData(Own)]
    [InlineData(Second)]
    public void Sender_that_asks_now_by_one_resolver_and_now_by_another_has_its_verdict(
        string telling
    )
    {
        var scene = Sent(probe => (int)probe % 2 == (int)Control % 2 ? Own : Second);
        Mailed.Select(probe => (int)probe % 2).Distinct().Count().ShouldBe(2);
        scene.Query(TlsaBogus, DnsRecordType.Tlsa, Start, telling);

        Bogus(scene).Judgement.ShouldBe(RefusedAsItShould);
        Bogus(scene).Open!.Reason.ShouldBe(OpenReason.MessageNotSeen);
        scene
            .Judge(TimeSpan.FromHours(6))
            .Senders[0]
            .Verdict.ShouldBe(SenderVerdictKind.EnforcesDane);
    }

    [Theory]
    [InlineData("both asked", new[] { Own, Second }, true)]
    [InlineData("one of them asked", new[] { Second }, false)]
    public void Sender_that_always_asks_two_resolvers_refuses_where_both_asked(
        string _,
        string[] telling,
        bool refuses
    )
    {
        var scene = Sent(_ => Own);
        foreach (var probe in Mailed)
        {
            Ask(scene, probe, Second, At(probe) - TimeSpan.FromSeconds(1));
        }
        foreach (var resolver in telling)
        {
            scene.Query(TlsaBogus, DnsRecordType.Tlsa, Start, resolver);
        }
        if (!refuses)
        {
            NobodyKnowsWhoAsked(scene);
            return;
        }
        Bogus(scene).Judgement.ShouldBe(RefusedAsItShould);
    }

    [Fact]
    public void Of_two_resolvers_of_which_one_is_the_senders_both_have_to_ask_with_DO()
    {
        var scene = Sent(_ => Own);
        foreach (var probe in Mailed)
        {
            Ask(scene, probe, Strange, At(probe) - TimeSpan.FromSeconds(1));
        }
        scene
            .Query(TlsaBogus, DnsRecordType.Tlsa, Start, Own, dnssecOk: false)
            .Query(TlsaBogus, DnsRecordType.Tlsa, Start, Strange);

        // That one of them asked is known, and neither question alone shows a resolver that validates.
        Bogus(scene).Judgement.ShouldBe(Pending);
        Bogus(scene).Open!.Reason.ShouldBe(OpenReason.NoDnssecOk);
    }

    /// <summary>The MX records of a domain of his lead to the host or to its address, and its sender obeys his policy (RFC 8461).</summary>
    [Theory]
    [InlineData("by its address", null)]
    [InlineData("by its address, with the name of another host", "mx.evil.test")]
    public void Sender_that_was_sent_here_by_another_domain_shows_no_resolver(
        string _,
        string? serverName
    )
    {
        var scene = Scene.Of(OutboundTestKind.Basic);
        var control = scene.Add(Control, Start, SessionShape.MailOverTls);
        var sent = scene.Prove(control).Add(Mismatch, Start, SessionShape.TlsAndQuit);
        scene.Sessions[^1] = sent with { Tls = sent.Tls! with { ServerName = serverName } };
        Ask(scene, Mismatch, Strange, Start);
        scene.Query(TlsaBogus, DnsRecordType.Tlsa, Start, Strange);

        Bogus(scene).Judgement.ShouldBe(DeliveryJudgement.Ambiguous);
        scene
            .Judge(Mismatch, TimeSpan.FromHours(6))
            .Judgement.ShouldBe(serverName is null ? DeliveryJudgement.Ambiguous : Pending);
    }

    [Fact]
    public void Refusal_counts_from_when_the_last_of_them_asked()
    {
        var scene = Sent(_ => Own);
        foreach (var probe in Mailed)
        {
            Ask(scene, probe, Second, At(probe) - TimeSpan.FromSeconds(1));
        }
        scene
            .Query(TlsaBogus, DnsRecordType.Tlsa, Start, Own)
            .Query(TlsaBogus, DnsRecordType.Tlsa, Start * 2, Second);

        scene
            .Judge(TlsaBogus, (Start * 2) + ProbeTiming.DnsFirmAfter - TimeSpan.FromSeconds(1))
            .Open!.Reason.ShouldBe(OpenReason.Absence);
        scene
            .Judge(TlsaBogus, (Start * 2) + ProbeTiming.DnsFirmAfter)
            .Open!.Reason.ShouldBe(OpenReason.MessageNotSeen);
    }

    [Fact]
    public void Server_that_looks_at_the_domain_before_another_one_sends_spoils_nothing()
    {
        // As a submission server does, whose network has a resolver of its own: it asks for the domain, and never for the host.
        var scene = Sent(_ => Own);
        foreach (var probe in Mailed)
        {
            scene.Query(probe, DnsRecordType.Mx, At(probe) - TimeSpan.FromSeconds(9), Second);
        }
        scene.Query(TlsaBogus, DnsRecordType.Tlsa, Start, Own);

        Bogus(scene).Judgement.ShouldBe(RefusedAsItShould);
    }

    [Theory]
    [InlineData("the domain, and the host for the other family", DnsRecordType.Aaaa)]
    [InlineData("the records of the host", DnsRecordType.Tlsa)]
    public void What_a_connection_did_not_need_shows_no_resolver(string _, DnsRecordType asked)
    {
        var scene = Scene.Of(OutboundTestKind.Basic);
        var control = scene.Add(Control, Start, SessionShape.MailOverTls);
        scene
            .Prove(control)
            .Query(Control, asked, Start - TimeSpan.FromSeconds(1), Strange)
            .Query(TlsaBogus, DnsRecordType.Tlsa, Start, Strange);

        Bogus(scene).Judgement.ShouldBe(DeliveryJudgement.Ambiguous);
    }

    [Theory]
    [InlineData("dated late, as by a busy name server", 4, DeliveryJudgement.RefusedAsItShould)]
    [InlineData("after the connection", 6, DeliveryJudgement.Ambiguous)]
    public void Question_that_can_only_have_been_dated_late_preceded(
        string _,
        int seconds,
        DeliveryJudgement judged
    )
    {
        var scene = Scene.Of(OutboundTestKind.Basic);
        var control = scene.Add(Control, Start, SessionShape.MailOverTls);
        scene
            .Prove(control)
            .Query(Control, DnsRecordType.Mx, Start + TimeSpan.FromSeconds(seconds), Own)
            .Query(TlsaBogus, DnsRecordType.Tlsa, Start, Own);

        Bogus(scene).Judgement.ShouldBe(judged);
    }

    [Fact]
    public void Message_by_a_connection_to_another_host_shows_who_asked_for_its_domain()
    {
        var scene = Scene
            .Of(OutboundTestKind.Basic)
            .Query(Control, DnsRecordType.Mx, Start, Own)
            .Query(Control, DnsRecordType.Mx, Start, Strange)
            .Query(EeGood, DnsRecordType.Mx, Start + TimeSpan.FromMinutes(1), Own);
        var control = scene.Add(Control, Start, SessionShape.MailOverTls);
        var later = scene.Add(EeGood, Start + TimeSpan.FromMinutes(2), SessionShape.MailOverTls);
        scene.Sessions.Clear();
        scene.Sessions.Add(
            control with
            {
                EndedAt = later.EndedAt,
                Transactions = [.. control.Transactions, .. later.Transactions],
                Tls = control.Tls! with { ServerName = scene.Host(Control).Name.Value },
            }
        );
        scene.Prove(control).Query(TlsaBogus, DnsRecordType.Tlsa, Start, Own);

        Bogus(scene).Judgement.ShouldBe(RefusedAsItShould);
    }
}
