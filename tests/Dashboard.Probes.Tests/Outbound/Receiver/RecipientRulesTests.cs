using Dashboard.Core.Outbound.Catalogue;
using Dashboard.Probes.Outbound.Receiver;
using static Dashboard.Core.Outbound.Catalogue.ListenerBehaviour;
using static Dashboard.Core.Outbound.Catalogue.OutboundProbeId;
using static Dashboard.Core.Outbound.Catalogue.ReceiverCertificate;

namespace Dashboard.Probes.Tests.Outbound.Receiver;

public sealed class RecipientRulesTests
{
    [Theory]
    [InlineData(Control, false, Normal, Ordinary, true, "Accept")]
    [InlineData(Control, false, Normal, Ordinary, false, "Accept")]
    [InlineData(Control, false, NoStartTls, Ordinary, false, "WrongListener")]
    [InlineData(EeGood, false, Normal, ExpiredWrongName, true, "Accept")]
    [InlineData(EeGood, false, Normal, ExpiredWrongName, false, "WithholdInClear")]
    [InlineData(PkixBad, false, Normal, ExpiredWrongName, false, "Accept")]
    [InlineData(PkixUsage, false, Normal, Ordinary, false, "Accept")]
    [InlineData(Unusable, false, Normal, Ordinary, false, "WithholdInClear")]
    [InlineData(Mismatch, false, Normal, Ordinary, true, "Withhold")]
    [InlineData(Mismatch, true, Normal, Ordinary, true, "Accept")]
    [InlineData(Mismatch, true, Normal, Ordinary, false, "WithholdInClear")]
    [InlineData(Stripped, false, NoStartTls, Ordinary, false, "Withhold")]
    [InlineData(Stripped, false, Normal, Ordinary, true, "WrongListener")]
    [InlineData(Stripped, true, Normal, Ordinary, true, "Accept")]
    [InlineData(Stripped, true, Normal, Ordinary, false, "WithholdInClear")]
    [InlineData(Stripped, true, NoStartTls, Ordinary, false, "Withhold")]
    [InlineData(HandshakeClose, true, CloseAfterStartTls, Ordinary, false, "Withhold")]
    [InlineData(MxBogus, false, Normal, Ordinary, true, "Withhold")]
    [InlineData(MxBogus, true, Normal, Ordinary, false, "Accept")]
    [InlineData(MxPair, false, Normal, Ordinary, true, "Withhold")]
    [InlineData(MxPair, false, Normal, ExpiredWrongName, true, "Accept")]
    [InlineData(MxPair, false, Normal, ReceiverCertificate.PrivateAuthority, true, "Withhold")]
    public void Message_is_taken_where_a_sender_that_verifies_would_hand_it_over(
        OutboundProbeId probe,
        bool healed,
        ListenerBehaviour listener,
        ReceiverCertificate certificate,
        bool overTls,
        string expected
    )
    {
        var test = new TestDirectory().Open();
        var live = new LiveTest(test, healed ? [probe] : new HashSet<OutboundProbeId>());

        RecipientRules
            .Decide(live, probe, listener, certificate, overTls)
            .ToString()
            .ShouldBe(expected);
    }

    [Fact]
    public void Probe_that_the_kind_of_test_lacks_is_unknown()
    {
        var test = new TestDirectory().Open() with { Kind = OutboundTestKind.Basic };

        RecipientRules
            .Decide(
                new LiveTest(test, new HashSet<OutboundProbeId>()),
                TaGood,
                Normal,
                ReceiverCertificate.PrivateAuthority,
                overTls: true
            )
            .ShouldBe(RecipientDecision.Unknown);
    }

    [Fact]
    public void Every_host_of_the_catalogue_has_a_listener_with_a_name()
    {
        foreach (var host in OutboundProbes.All.SelectMany(probe => probe.Hosts))
        {
            ReceiverListenerNames.All.ShouldContain(
                ReceiverListenerNames.Of(host.Listener, host.Certificate)
            );
        }
    }

    [Fact]
    public void Healthy_delivery_of_every_probe_is_taken_and_every_fault_is_withheld()
    {
        var test = new TestDirectory().Open();
        foreach (var probe in OutboundProbes.All)
        {
            foreach (var host in probe.Hosts)
            {
                var before = RecipientRules.Decide(
                    new LiveTest(test, new HashSet<OutboundProbeId>()),
                    probe.Id,
                    host.Listener,
                    host.Certificate,
                    overTls: host.Listener is Normal or ListenerBehaviour.TlsOnly
                );
                before.ShouldBe(
                    host.MustNotReceive ? RecipientDecision.Withhold : RecipientDecision.Accept,
                    probe.Slug
                );
                if (probe.Heal != HealAction.None)
                {
                    RecipientRules
                        .Decide(
                            new LiveTest(test, new HashSet<OutboundProbeId> { probe.Id }),
                            probe.Id,
                            probe.Heal == HealAction.MoveToStartTls ? Normal : host.Listener,
                            host.Certificate,
                            overTls: true
                        )
                        .ShouldBe(RecipientDecision.Accept, probe.Slug);
                }
            }
        }
    }
}
