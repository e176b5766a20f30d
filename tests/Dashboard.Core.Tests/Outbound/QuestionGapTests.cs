using Dashboard.Core.Dns;
using Dashboard.Core.Outbound.Attribution;
using Dashboard.Core.Outbound.Catalogue;
using Dashboard.Core.Outbound.Evidence;
using Dashboard.Core.Outbound.Judgement;
using static Dashboard.Core.Outbound.Catalogue.OutboundProbeId;
using static Dashboard.Core.Outbound.Judgement.DeliveryJudgement;

namespace Dashboard.Core.Tests.Outbound;

public sealed class QuestionGapTests
{
    private const string Own = "192.0.2.53";

    private const string Strangers = "203.0.113.53";

    private static readonly TimeSpan Start = TimeSpan.FromMinutes(10);

    private static readonly TimeSpan Later = TimeSpan.FromHours(6);

    private static QuestionGap Gap(double fromMinutes, double? untilMinutes) =>
        new(
            Scene.Opened + TimeSpan.FromMinutes(fromMinutes),
            untilMinutes is { } until ? Scene.Opened + TimeSpan.FromMinutes(until) : null
        );

    private static Scene Lacking(Scene scene, params QuestionGap[] gaps) =>
        scene.With(test => test with { QuestionGaps = gaps });

    /// <summary>The stranger asks for everything; of what the sender asked, nothing was written down.</summary>
    private static Scene OnlyAStrangerIsSeenToAsk(bool refuses = true)
    {
        var scene = Scene.Of();
        foreach (var probe in new[] { Control, Mismatch, TlsaBogus })
        {
            foreach (var type in new[] { DnsRecordType.Mx, DnsRecordType.A, DnsRecordType.Tlsa })
            {
                scene.Query(probe, type, Start - TimeSpan.FromSeconds(20), Strangers);
            }
        }
        scene.Prove(scene.Add(Control, Start, SessionShape.MailOverTls));
        return refuses ? scene.Refuse(Mismatch, Start, SessionShape.TlsAndQuit) : scene;
    }

    [Fact]
    public void Who_alone_is_seen_to_ask_is_the_sender_only_where_no_question_was_lost()
    {
        OnlyAStrangerIsSeenToAsk().Judge(TlsaBogus, Later).Judgement.ShouldBe(RefusedAsItShould);

        var scene = Lacking(OnlyAStrangerIsSeenToAsk(), Gap(9, 11));

        scene.Judge(TlsaBogus, Later).Judgement.ShouldBe(DeliveryJudgement.Ambiguous);
        var refused = scene.Judge(Mismatch, Later);
        refused.Judgement.ShouldBe(Pending);
        refused.Open!.Reason.ShouldBe(OpenReason.QuestionsLost);
        scene.Due(Later).ShouldBeEmpty();
    }

    [Theory]
    [InlineData(0, 7.9, true)]
    [InlineData(0, 8.0, false)]
    [InlineData(10.08, 20.0, false)]
    [InlineData(10.09, 20.0, true)]
    [InlineData(11, null, true)]
    [InlineData(9, null, false)]
    public void Gap_hides_who_asked_for_what_came_in_it_or_shortly_after(
        double from,
        double? until,
        bool known
    )
    {
        var scene = Lacking(OnlyAStrangerIsSeenToAsk(refuses: false), Gap(from, until));

        scene
            .Judge(TlsaBogus, Later)
            .Judgement.ShouldBe(known ? RefusedAsItShould : DeliveryJudgement.Ambiguous);
    }

    [Fact]
    public void Gap_that_began_after_the_verdict_takes_nothing_back()
    {
        var scene = OnlyAStrangerIsSeenToAsk();
        var before = scene.Judge(Mismatch, Later);

        Lacking(scene, Gap(60, null));

        scene.Judge(Mismatch, Later).ShouldBeEquivalentTo(before);
    }

    [Fact]
    public void Judgement_of_an_instant_knows_no_gap_that_began_later()
    {
        var scene = Lacking(OnlyAStrangerIsSeenToAsk(), Gap(10, null));

        var early = scene.Judge(Start - TimeSpan.FromSeconds(1));

        early.Senders.ShouldBeEmpty();
        early
            .Probes.Single(one => one.Probe == TlsaBogus)
            .Open!.Reason.ShouldBe(OpenReason.OnlyAsked);
    }

    [Fact]
    public void Known_resolver_of_the_sender_stays_known_in_a_gap()
    {
        var scene = Lacking(Scene.Of(), Gap(30, null));
        scene.Control(Start, resolver: Own);
        scene
            .Query(TlsaBogus, DnsRecordType.Tlsa, TimeSpan.FromMinutes(31), Own)
            .Query(Mismatch, DnsRecordType.Mx, TimeSpan.FromMinutes(31), Own)
            .Refuse(Mismatch, TimeSpan.FromMinutes(31), SessionShape.TlsAndQuit);

        scene.Judge(TlsaBogus, Later).Judgement.ShouldBe(RefusedAsItShould);
        scene.Judge(Mismatch, Later).Judgement.ShouldBe(RefusedAsItShould);
    }

    /// <summary>Which host was asked for tells where a session was only where no question for another one was lost.</summary>
    [Fact]
    public void Session_at_a_shared_address_is_nobodys_where_questions_were_lost()
    {
        var scene = Scene.Of(sharedAddresses: true);
        scene.Query(Stripped, DnsRecordType.A, Start).See(Stripped, Start, SessionShape.Leave);
        scene.Evidence().Sessions.ShouldHaveSingleItem().Probe.ShouldBe(Stripped);

        Lacking(scene, Gap(9, 11)).Evidence().Sessions.ShouldBeEmpty();
    }

    /// <summary>The owner of a test can ask for it until there is no room for its questions.</summary>
    [Fact]
    public void Flooded_test_takes_no_session_from_the_one_whose_sender_it_is_of()
    {
        var scene = Scene.Of(sharedAddresses: true);
        scene.Query(Stripped, DnsRecordType.A, Start).See(Stripped, Start, SessionShape.Leave);
        var flooded = Lacking(Scene.Of(number: 2, sharedAddresses: true), Gap(0, null));

        var doubtful = Beside(flooded, scene);
        doubtful.Sessions.ShouldBeEmpty();
        doubtful.Ambiguous.ShouldHaveSingleItem().Probes.ShouldBe([Stripped]);

        scene.See(Control, Start, SessionShape.MailOverTls);
        Beside(flooded, scene)
            .Sessions.Select(session => session.Probe)
            .ShouldBe([Control, Stripped], ignoreOrder: true);
    }

    private static TestEvidence Beside(Scene other, Scene scene) =>
        EvidenceAttribution.Attribute(
            [other.Test, scene.Test],
            [.. other.Sessions, .. scene.Sessions],
            [.. other.Queries, .. scene.Queries]
        )[scene.Test.Id];
}
