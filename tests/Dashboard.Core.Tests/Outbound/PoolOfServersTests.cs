using Dashboard.Core.Outbound.Catalogue;
using Dashboard.Core.Outbound.Judgement;
using static Dashboard.Core.Outbound.Catalogue.OutboundProbeId;

namespace Dashboard.Core.Tests.Outbound;

/// <summary>sending-cases F1: a sender of several servers, of which now one sends and now another, through a whole test.</summary>
public sealed class PoolOfServersTests
{
    /// <summary>In the SPF network of the domain, without a name that leads back.</summary>
    private static readonly Source Inside = new("198.51.100.8", "out.cloud.example");

    /// <summary>Elsewhere, with the EHLO of the first.</summary>
    private static readonly Source Outside = new("203.0.113.5", "mx1.sender.example");

    private static readonly string[] Own = ["198.51.100.0/24"];

    [Fact]
    public void Servers_in_the_domains_own_network_are_one_sender_with_one_verdict()
    {
        var scene = Played(ModelSender.PostfixDane, Turns(Inside), putRight: true);
        var sender = Judge(scene).ShouldHaveSingleItem();

        sender.Verdict.ShouldBe(SenderVerdictKind.EnforcesDane);
        sender.Firm.ShouldBeTrue();
        sender
            .SourceAddresses.Select(address => $"{address}")
            .ShouldBe([Source.First.Address, Inside.Address], ignoreOrder: true);
    }

    [Fact]
    public void What_a_server_without_a_tie_did_counts_neither_for_the_domain_nor_against_it()
    {
        foreach (var twin in new[] { ModelSender.PostfixDane, ModelSender.PostfixMay })
        {
            var scene = Played(ModelSender.PostfixDane, OnlyBaselines);
            twin.PlayBy(scene, (_, _) => Outside, "203.0.113.53", TimeSpan.FromMinutes(2));

            var named = Judge(scene).Single(sender => sender.Domain is not null);

            named.Verdict.ShouldBe(SenderVerdictKind.Inconclusive);
            named.Missing.ShouldBeEmpty();
            named.SourceAddresses.ShouldHaveSingleItem().ToString().ShouldBe(Source.First.Address);
        }
    }

    [Fact]
    public void Weak_server_of_the_pool_is_the_domains_once_its_own_message_authenticates()
    {
        var scene = Played(ModelSender.PostfixDane, (_, _) => Source.First);
        ModelSender.PostfixMay.PlayBy(
            scene,
            (_, _) => Outside,
            "203.0.113.53",
            TimeSpan.FromMinutes(2)
        );
        Worst(scene).ShouldBe(SenderVerdictKind.EnforcesDane, "a stranger so far");

        scene.Prove(
            scene.Sessions.First(session =>
                $"{session.SourceAddress}" == Outside.Address && session.Transactions.Count > 0
            )
        );

        Worst(scene).ShouldBe(SenderVerdictKind.Opportunistic);
    }

    /// <summary>The second attempt of a message by the other server, too.</summary>
    private static Func<OutboundProbeId, bool, Source?> Turns(Source other) =>
        (probe, again) => ((int)probe % 2 == 0) ^ again ? Source.First : other;

    /// <summary>The named server delivers what any server delivers; the rest never comes by it.</summary>
    private static Source? OnlyBaselines(OutboundProbeId probe, bool again) =>
        probe is Control or EeGood ? Source.First : Source.Stranger;

    private static Scene Played(
        ModelSender sender,
        Func<OutboundProbeId, bool, Source?> by,
        bool putRight = false
    )
    {
        var scene = Scene.Of(OutboundTestKind.Basic);
        sender.PlayBy(scene, by, putRight: putRight);
        return scene.Prove(
            scene.Sessions.First(session =>
                $"{session.SourceAddress}" == Source.First.Address && session.Transactions.Count > 0
            ),
            ownNetworks: Own
        );
    }

    private static IReadOnlyList<SenderVerdict> Judge(Scene scene) =>
        scene.Judge(TimeSpan.FromHours(10)).Senders;

    private static SenderVerdictKind Worst(Scene scene) =>
        Judge(scene)
            .Where(sender => sender.Domain is not null)
            .Select(sender => sender.Verdict)
            .Min();
}
