using Dashboard.Core.Outbound.Catalogue;
using Dashboard.Probes.Outbound.Receiver;
using static Dashboard.Core.Outbound.Catalogue.ListenerBehaviour;
using static Dashboard.Core.Outbound.Catalogue.OutboundProbeId;
using static Dashboard.Core.Outbound.Catalogue.ReceiverCertificate;

namespace Dashboard.Probes.Tests.Outbound.Receiver;

public sealed class RecipientRulesTests
{
    private static readonly Message[] Messages =
    [
        new()
        {
            Probe = Control,
            OverTls = true,
            Expected = "Accept",
        },
        new() { Probe = Control, Expected = "Accept" },
        new()
        {
            Probe = Control,
            Listener = NoStartTls,
            Expected = "WrongListener",
        },
        new()
        {
            Probe = EeGood,
            Certificate = ExpiredWrongName,
            OverTls = true,
            Expected = "Accept",
        },
        new()
        {
            Probe = EeGood,
            Certificate = ExpiredWrongName,
            Expected = "WithholdInClear",
        },
        new()
        {
            Probe = PkixBad,
            Certificate = ExpiredWrongName,
            Expected = "Accept",
        },
        new() { Probe = PkixUsage, Expected = "Accept" },
        new() { Probe = Unusable, Expected = "WithholdInClear" },
        new()
        {
            Probe = Mismatch,
            OverTls = true,
            Expected = "Withhold",
        },
        new()
        {
            Probe = Mismatch,
            Healed = true,
            OverTls = true,
            Expected = "Accept",
        },
        new()
        {
            Probe = Mismatch,
            Healed = true,
            Expected = "WithholdInClear",
        },
        new()
        {
            Probe = Stripped,
            Listener = NoStartTls,
            Expected = "Withhold",
        },
        new()
        {
            Probe = Stripped,
            OverTls = true,
            Expected = "WrongListener",
        },
        new()
        {
            Probe = Stripped,
            Healed = true,
            OverTls = true,
            Expected = "Accept",
        },
        new()
        {
            Probe = Stripped,
            Healed = true,
            Expected = "WithholdInClear",
        },
        new()
        {
            Probe = Stripped,
            Healed = true,
            Listener = NoStartTls,
            Expected = "Withhold",
        },
        new()
        {
            Probe = HandshakeClose,
            Healed = true,
            Listener = CloseAfterStartTls,
            Expected = "Withhold",
        },
        new()
        {
            Probe = MxBogus,
            OverTls = true,
            Expected = "Withhold",
        },
        new()
        {
            Probe = MxBogus,
            Healed = true,
            Expected = "Accept",
        },
        new()
        {
            Probe = MxPair,
            OverTls = true,
            Expected = "Withhold",
        },
        new()
        {
            Probe = MxPair,
            Certificate = ExpiredWrongName,
            OverTls = true,
            Expected = "Accept",
        },
        new()
        {
            Probe = MxPair,
            Certificate = ReceiverCertificate.PrivateAuthority,
            OverTls = true,
            Expected = "Withhold",
        },
    ];

    public static TheoryData<string> Titles => [.. Messages.Select(message => message.Title)];

    [Theory]
    [MemberData(nameof(Titles))]
    public void Message_is_taken_where_a_sender_that_verifies_would_hand_it_over(string title)
    {
        var test = new TestDirectory().Open();
        var message = Messages.Single(one => one.Title == title);
        var live = new LiveTest(
            test,
            message.Healed ? [message.Probe] : new HashSet<OutboundProbeId>()
        );

        RecipientRules
            .Decide(live, message.Probe, message.Listener, message.Certificate, message.OverTls)
            .ToString()
            .ShouldBe(message.Expected);
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

    /// <summary>A message for a probe, and what becomes of it.</summary>
    private sealed record Message
    {
        public required OutboundProbeId Probe { get; init; }

        /// <summary>The fault of the probe is mended.</summary>
        public bool Healed { get; init; }

        /// <summary>Where it arrives.</summary>
        public ListenerBehaviour Listener { get; init; } = Normal;

        public ReceiverCertificate Certificate { get; init; } = Ordinary;

        public bool OverTls { get; init; }

        public required string Expected { get; init; }

        public string Title =>
            $"{Probe}{(Healed ? ", healed" : "")}, at {Listener} with {Certificate}, {(OverTls ? "over TLS" : "in the clear")}";
    }
}
