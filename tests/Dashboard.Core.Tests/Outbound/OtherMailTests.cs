using Dashboard.Core.Dns;
using Dashboard.Core.Outbound.Catalogue;
using Dashboard.Core.Outbound.Evidence;
using Dashboard.Core.Outbound.Judgement;
using static Dashboard.Core.Outbound.Catalogue.OutboundProbeId;
using static Dashboard.Core.Outbound.Judgement.DeliveryJudgement;

namespace Dashboard.Core.Tests.Outbound;

/// <summary>
/// A domain of somebody else whose MX records lead to the hosts of a test: an opportunistic sender that obeys MTA-STS (RFC 8461) refuses
/// there because of that domain's policy, and for a message that is not of the test.
/// </summary>
public sealed class OtherMailTests
{
    private const string Own = "192.0.2.53";

    private const string Attackers = "203.0.113.53";

    private static readonly TimeSpan Start = TimeSpan.FromMinutes(10);

    private static readonly TimeSpan Later = TimeSpan.FromHours(6);

    private static Scene Mailed(params OutboundProbeId[] probes)
    {
        var scene = Scene.Of();
        foreach (var probe in probes)
        {
            Asked(scene, probe, DnsRecordType.Mx, DnsRecordType.A);
            var session = scene.Add(probe, Start, SessionShape.MailOverTls);
            if (probe == Control)
            {
                scene.Prove(session);
            }
        }
        return scene;
    }

    private static Scene Asked(Scene scene, OutboundProbeId probe, params DnsRecordType[] types)
    {
        foreach (var type in types)
        {
            scene.Query(probe, type, Start - TimeSpan.FromSeconds(1), Own);
        }
        return scene;
    }

    private static Scene LooksForPolicies(Scene scene, OutboundProbeId probe)
    {
        scene.Queries.Add(
            new DnsQueryEvidence(
                Scene.Opened + Start,
                scene.Test.Names.RecipientDomain(probe, scene.Test.Token).Prepend("_mta-sts"),
                DnsRecordType.Txt,
                DnssecOk: true,
                System.Net.IPAddress.Parse(Own)
            )
        );
        return scene;
    }

    /// <summary>The address of the host is in the attacker's MX records; it is the sender's own resolver that asks for it.</summary>
    private static Scene RefusedForAnother(
        Scene scene,
        OutboundProbeId probe,
        SessionShape shape
    ) =>
        Asked(scene, probe, DnsRecordType.A)
            .Refuse(probe, Start, shape, retry: TimeSpan.FromMinutes(20));

    [Theory]
    [InlineData(Mismatch, "TlsAndQuit")]
    [InlineData(Mismatch, "AlertInHandshake")]
    [InlineData(Stripped, "Leave")]
    [InlineData(StartTls454, "TryTlsAndLeave")]
    [InlineData(HandshakeClose, "TryTlsAndLeave")]
    [InlineData(TaName, "TlsAndQuit")]
    [InlineData(TaMissing, "TlsAndQuit")]
    [InlineData(TlsaBogus, "TlsAndQuit")]
    [InlineData(UnusableStripped, "Leave")]
    public void Refusal_for_a_message_to_another_domain_is_no_refusal_of_this_one(
        OutboundProbeId probe,
        string shape
    )
    {
        var scene = RefusedForAnother(
            Mailed(Control, EeGood),
            probe,
            Enum.Parse<SessionShape>(shape)
        );

        var judged = scene.Judge(probe, Later);

        judged.Judgement.ShouldBe(Pending);
        judged.Open!.Reason.ShouldBe(OpenReason.OtherMail);
        scene.Due(Later).ShouldBeEmpty();
    }

    [Theory]
    [InlineData(EeGood)]
    [InlineData(PkixBad)]
    [InlineData(TlsOnly)]
    public void Refusal_for_a_message_to_another_domain_accuses_nobody(OutboundProbeId probe)
    {
        var scene = RefusedForAnother(Mailed(Control), probe, SessionShape.TlsAndQuit);

        scene.Judge(probe, Later).Open!.Reason.ShouldBe(OpenReason.OtherMail);
    }

    /// <summary>
    /// A domain that is an alias (RFC 1034 section 3.6.2) of the recipient domain makes the sender's resolver ask for its MX records.
    /// </summary>
    [Theory]
    [InlineData(Mismatch, "TlsAndQuit")]
    [InlineData(Stripped, "Leave")]
    [InlineData(EeGood, "TlsAndQuit")]
    public void Sender_that_looks_for_policies_refuses_only_after_a_question_for_TLSA(
        OutboundProbeId probe,
        string shape
    )
    {
        var scene = LooksForPolicies(Mailed(Control, TaGood), Control);
        Asked(scene, probe, DnsRecordType.Mx);
        RefusedForAnother(scene, probe, Enum.Parse<SessionShape>(shape));

        scene.Judge(probe, Later).Open!.Reason.ShouldBe(OpenReason.OtherMail);

        Asked(scene, probe, DnsRecordType.Tlsa);
        scene.Judge(probe, Later).IsDecided().ShouldBeTrue();
    }

    [Fact]
    public void Question_for_the_policy_of_a_name_below_is_none_for_that_of_the_domain()
    {
        var scene = RefusedForAnother(Mailed(Control, EeGood), Mismatch, SessionShape.TlsAndQuit);
        Asked(scene, Mismatch, DnsRecordType.Mx);
        var domain = scene.Test.Names.RecipientDomain(Control, scene.Test.Token);
        scene.Queries.Add(
            new DnsQueryEvidence(
                Scene.Opened + Start,
                domain.Prepend("below").Prepend("_mta-sts"),
                DnsRecordType.Txt,
                DnssecOk: true,
                System.Net.IPAddress.Parse(Own)
            )
        );

        scene.Judge(Mismatch, Later).Judgement.ShouldBe(RefusedAsItShould);
    }

    [Fact]
    public void Questions_of_who_has_the_domain_do_not_make_the_refusal_count()
    {
        var scene = RefusedForAnother(Mailed(Control, EeGood), Mismatch, SessionShape.TlsAndQuit);
        foreach (var type in new[] { DnsRecordType.Mx, DnsRecordType.A, DnsRecordType.Tlsa })
        {
            scene.Query(Mismatch, type, Start - TimeSpan.FromSeconds(2), Attackers);
        }

        var judged = scene.Judge(Mismatch, Later);

        judged.Judgement.ShouldBe(DeliveryJudgement.Ambiguous);
        judged.Open!.Reason.ShouldBe(OpenReason.OtherResolver);
    }

    [Theory]
    [InlineData("below")]
    [InlineData("abcdefghijklmnopqrstuvwxyz")]
    public void Question_for_a_name_below_the_recipient_domain_is_none_for_its_mail(string label)
    {
        var scene = RefusedForAnother(Mailed(Control, EeGood), Mismatch, SessionShape.TlsAndQuit);
        scene.Queries.Add(
            new DnsQueryEvidence(
                Scene.Opened + Start,
                scene.Test.Names.RecipientDomain(Mismatch, scene.Test.Token).Prepend(label),
                DnsRecordType.Mx,
                DnssecOk: true,
                System.Net.IPAddress.Parse(Own)
            )
        );

        scene.Judge(Mismatch, Later).Open!.Reason.ShouldBe(OpenReason.OtherMail);
    }

    [Fact]
    public void Refusal_before_the_question_for_its_mail_does_not_count()
    {
        var scene = RefusedForAnother(Mailed(Control, EeGood), Mismatch, SessionShape.TlsAndQuit)
            .Query(Mismatch, DnsRecordType.Mx, Start + TimeSpan.FromMinutes(21), Own);

        scene.Judge(Mismatch, Later).Open!.Reason.ShouldBe(OpenReason.OtherMail);
    }

    [Fact]
    public void Sender_that_asks_for_its_mail_and_refuses_has_its_verdict()
    {
        var scene = RefusedForAnother(Mailed(Control, EeGood), Mismatch, SessionShape.TlsAndQuit);
        Asked(scene, Mismatch, DnsRecordType.Mx);

        var judged = scene.Judge(Mismatch, Later);

        judged.Judgement.ShouldBe(RefusedAsItShould);
        judged.IsDecided().ShouldBeTrue();
    }

    /// <summary>
    /// A bounce (RFC 5321 section 4.5.5), a call-out, or a message that is turned away at MAIL, to a domain whose MX records lead here.
    /// </summary>
    [Theory]
    [InlineData(Mismatch, "MailAloneOverTls")]
    [InlineData(Stripped, "MailAloneInClear")]
    [InlineData(StartTls454, "MailAloneInClear")]
    [InlineData(TaMissing, "MailAloneOverTls")]
    [InlineData(TlsaBogus, "MailAloneOverTls")]
    [InlineData(MxPair, "MailAloneOverTls")]
    [InlineData(EeGood, "MailAloneInClear")]
    [InlineData(TlsOnly, "MailAloneInClear")]
    public void MAIL_that_names_no_recipient_accuses_nobody(OutboundProbeId probe, string shape)
    {
        var scene = RefusedForAnother(
            Mailed(Control, TaGood),
            probe,
            Enum.Parse<SessionShape>(shape)
        );

        var sender = scene.Judge(Later).Senders.Single();

        var judged = sender.Probes.Single(judgement => judgement.Probe == probe);
        judged.Judgement.ShouldBe(Pending);
        judged.Firm.ShouldBeFalse();
        judged.Seen.ShouldBe(SeenOutcome.Connection);
        ProbeFindings.Of(sender).Wrong.ShouldBeEmpty();
        sender.Missing.ShouldBeEmpty();
        sender.ConnectionType.ShouldBe(Core.Inbound.ConnectionType.Encrypted);
        sender.AttackerConnectionType.ShouldBeNull();
        scene.Due(Later).ShouldBeEmpty();
    }

    /// <summary>It counts as neither, so it hides neither a fault nor a refusal of the same probe.</summary>
    [Fact]
    public void MAIL_that_names_no_recipient_hides_nothing_of_the_messages_of_the_probe()
    {
        var scene = Mailed(Control, EeGood);
        Asked(scene, Mismatch, DnsRecordType.Mx, DnsRecordType.A);
        Asked(scene, Stripped, DnsRecordType.Mx, DnsRecordType.A);
        scene
            .See(Mismatch, Start, SessionShape.MailAloneOverTls)
            .Refuse(Mismatch, Start + TimeSpan.FromSeconds(30), SessionShape.TlsAndQuit)
            .See(Stripped, Start, SessionShape.MailAloneInClear)
            .See(Stripped, Start + TimeSpan.FromSeconds(30), SessionShape.MailInClear);

        scene.Judge(Mismatch, Later).Judgement.ShouldBe(RefusedAsItShould);
        scene.Judge(Stripped, Later).Judgement.ShouldBe(DeliveredThoughItMustNot);
    }

    /// <summary>Messages to address literals (RFC 5321 section 4.1.3) come without any question.</summary>
    [Fact]
    public void Message_to_an_address_literal_shows_nothing_of_a_probe()
    {
        var scene = Mailed(Control, EeGood);
        // Something else of the probe is asked for, by nobody known.
        scene
            .Query(Stripped, DnsRecordType.A, Start, Attackers)
            .Refuse(Stripped, Start, SessionShape.Leave);

        scene.Judge(Stripped, Later).Open!.Reason.ShouldBe(OpenReason.OtherMail);
    }
}
