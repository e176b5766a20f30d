using Dashboard.Core.Dns;
using Dashboard.Core.Outbound.Attribution;
using Dashboard.Core.Outbound.Catalogue;
using Dashboard.Core.Outbound.Evidence;
using Dashboard.Core.Outbound.Judgement;
using static Dashboard.Core.Outbound.Catalogue.OutboundProbeId;
using static Dashboard.Core.Outbound.Judgement.DeliveryJudgement;

namespace Dashboard.Core.Tests.Outbound;

/// <summary>A sender whose SNI is the recipient domain instead of the MX host (RFC 7672 section 8.1).</summary>
public sealed class RecipientDomainNameTests
{
    private static readonly TimeSpan Start = TimeSpan.FromMinutes(10);

    private static readonly TimeSpan Later = TimeSpan.FromHours(6);

    private static void NameTheDomain(Scene scene)
    {
        for (var i = 0; i < scene.Sessions.Count; i++)
        {
            var session = scene.Sessions[i];
            if (session.Tls is { ServerName: { } name })
            {
                scene.Test.Names.TryParse(DomainName.Parse(name), out var parsed).ShouldBeTrue();
                scene.Sessions[i] = session with
                {
                    Tls = session.Tls with
                    {
                        ServerName = scene
                            .Test.Names.RecipientDomain(parsed!.Probe, scene.Test.Token)
                            .Value,
                    },
                };
            }
        }
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Sender_that_names_the_recipient_domain_is_judged_as_one_that_names_the_host(
        bool shared
    )
    {
        var scene = Scene.Of(sharedAddresses: shared);
        ModelSender.PostfixDane.Play(scene, start: Start);
        scene.Control(Start + TimeSpan.FromSeconds(1));
        var named = scene.Judge(Later).Senders.ShouldHaveSingleItem();

        NameTheDomain(scene);
        var sender = scene.Judge(Later).Senders.ShouldHaveSingleItem();

        named.Verdict.ShouldBe(SenderVerdictKind.EnforcesDane);
        sender.Verdict.ShouldBe(SenderVerdictKind.EnforcesDane);
        sender
            .Probes.Select(one => (one.Probe, one.Judgement, one.Firm))
            .ShouldBe(named.Probes.Select(one => (one.Probe, one.Judgement, one.Firm)));
        named.Traits.ShouldNotContain(SenderTrait.NamesRecipientDomain);
        sender.Traits.ShouldContain(SenderTrait.NamesRecipientDomain);
    }

    [Fact]
    public void Message_of_such_a_sender_that_must_not_come_fails()
    {
        var scene = Scene.Of().Control(Start);
        scene.See(Mismatch, Start, SessionShape.MailOverTlsWithSni);
        NameTheDomain(scene);

        scene.Judge(Mismatch, Later).Judgement.ShouldBe(DeliveredThoughItMustNot);
        scene
            .Evidence()
            .Sessions.Single(session => session.Probe == Mismatch)
            .Ties.ShouldBe([EvidenceTie.Recipient, EvidenceTie.RecipientDomainName]);
    }

    /// <summary>Anybody can lead a client to another address with that name in its SNI.</summary>
    [Fact]
    public void Recipient_domain_at_the_address_of_another_probe_names_no_host()
    {
        var scene = Scene.Of();
        var session = scene.Add(Mismatch, Start, SessionShape.TlsAndQuit);
        scene.Sessions[0] = session with
        {
            LocalAddress = scene.Host(EeGood).Addresses[0],
            Tls = session.Tls! with
            {
                ServerName = scene.Test.Names.RecipientDomain(Mismatch, scene.Test.Token).Value,
            },
        };

        scene.Evidence().Sessions.ShouldBeEmpty();
    }
}
