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
            .See(Mismatch, Start, SessionShape.TlsAndQuit)
            .See(Stripped, Start, SessionShape.Leave)
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
}
