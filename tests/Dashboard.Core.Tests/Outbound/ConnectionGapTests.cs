using System.Net;
using Dashboard.Core.Outbound.Catalogue;
using Dashboard.Core.Outbound.Evidence;
using Dashboard.Core.Outbound.Judgement;
using static Dashboard.Core.Outbound.Catalogue.OutboundProbeId;
using static Dashboard.Core.Outbound.Judgement.DeliveryJudgement;
using static Dashboard.Core.Tests.Outbound.SessionShape;

namespace Dashboard.Core.Tests.Outbound;

/// <summary>Of a test with more connections than are kept nobody knows what the others did.</summary>
public sealed class ConnectionGapTests
{
    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);

    private static readonly TimeSpan Late = TimeSpan.FromHours(3);

    /// <summary>Two refusals of <c>mismatch</c>, and the message comes at one hour and ten minutes.</summary>
    private static Scene Refused() =>
        Scene
            .Of()
            .Control(Minute)
            .Refuse(Mismatch, Minute, TlsAndQuit, retry: Minute * 6)
            .PutRight(Mismatch, Minute * 60);

    private static Scene Losing(Scene scene, TimeSpan from, string? network = null) =>
        scene.With(test =>
            test with
            {
                ConnectionGaps =
                [
                    new ConnectionGap(
                        Scene.Opened + from,
                        network is null ? null : IPAddress.Parse(network)
                    ),
                ],
            }
        );

    [Theory]
    [InlineData(5, null, false)]
    [InlineData(69, null, false)]
    [InlineData(71, null, true)]
    [InlineData(5, "198.51.100.0", true)]
    public void Refusal_is_firm_only_by_what_was_seen_before(
        int minutes,
        string? network,
        bool firm
    )
    {
        var scene = Losing(Refused(), Minute * minutes, network);

        var judged = scene.Judge(Mismatch, Late);

        judged.Judgement.ShouldBe(RefusedAsItShould);
        judged.Firm.ShouldBe(firm);
        judged.ProvenByHealing.ShouldBe(firm);
        judged.CountsSince.ShouldNotBeNull();
        (judged.Open?.Reason).ShouldBe(firm ? null : OpenReason.ConnectionsLost);
        var closed = scene.Judge(Mismatch, ProbeTiming.ClosesAfter);
        closed.Judgement.ShouldBe(firm ? RefusedAsItShould : Inconclusive);
        (closed.Open?.Reason).ShouldBe(firm ? null : OpenReason.ConnectionsLost);
    }

    [Fact]
    public void Gap_of_the_senders_own_network_counts_and_one_that_is_yet_to_come_does_not()
    {
        var scene = Losing(Refused(), Minute * 5, Source.First.Address);

        scene.Judge(Mismatch, Late).Open!.Reason.ShouldBe(OpenReason.ConnectionsLost);
        Losing(Refused(), Late + Minute).Judge(Mismatch, Late).Firm.ShouldBeTrue();
    }

    [Theory]
    [InlineData(5, false)]
    [InlineData(40, true)]
    public void Refusal_of_what_should_be_delivered_accuses_only_by_what_was_seen_before(
        int minutes,
        bool firm
    )
    {
        var scene = Losing(
            Scene.Of().Control(Minute).Refuse(EeGood, Minute, TlsAndQuit, retry: Minute * 20),
            Minute * minutes
        );

        var judged = scene.Judge(EeGood, Late);

        judged.Judgement.ShouldBe(RefusedThoughItShouldDeliver);
        judged.Firm.ShouldBe(firm);
        (judged.Open?.Reason).ShouldBe(firm ? null : OpenReason.ConnectionsLost);
    }

    [Fact]
    public void Fault_that_was_kept_stands()
    {
        var scene = Losing(
            Scene.Of().Control(Minute).See(Mismatch, Minute * 10, MailOverTls),
            Minute * 5
        );

        var judged = scene.Judge(Mismatch, Late);

        judged.Judgement.ShouldBe(DeliveredThoughItMustNot);
        judged.Firm.ShouldBeTrue();
    }
}
