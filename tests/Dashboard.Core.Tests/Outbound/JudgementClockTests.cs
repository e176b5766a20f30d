using Dashboard.Core.Dns;
using Dashboard.Core.Outbound.Attribution;
using Dashboard.Core.Outbound.Judgement;
using static Dashboard.Core.Outbound.Catalogue.OutboundProbeId;

namespace Dashboard.Core.Tests.Outbound;

public sealed class JudgementClockTests
{
    private static readonly TimeSpan At = TimeSpan.FromMinutes(1);

    private readonly Scene scene = Scene.Of().TellingAllQuestions();

    /// <summary>Every instant at which a judgement can change, from the opening on, in seconds.</summary>
    private List<double> Changes(TestEvidence? evidence = null)
    {
        List<double> changes = [];
        var now = Scene.Opened;
        while (true)
        {
            now = JudgementClock.NextChange(
                scene.Test,
                evidence ?? scene.Evidence(),
                scene.Heals,
                now
            );
            if (now == DateTimeOffset.MaxValue)
            {
                return changes;
            }
            changes.Add((now - Scene.Opened).TotalSeconds);
        }
    }

    [Fact]
    public void Test_without_evidence_changes_when_it_closes_alone() =>
        Changes().ShouldBe([25 * 3600]);

    [Fact]
    public void Question_counts_after_ten_minutes_four_hours_and_eight()
    {
        scene.Query(Stripped, DnsRecordType.A, At);

        Changes().ShouldBe([660, 60 + (4 * 3600), 60 + (8 * 3600), 25 * 3600]);
    }

    [Fact]
    public void End_of_a_session_counts_after_the_quiet_period_and_four_hours()
    {
        scene.See(Stripped, At, SessionShape.Peek);

        Changes().ShouldBe([70, 60 + (4 * 3600), 70 + (4 * 3600), 25 * 3600]);
    }

    [Fact]
    public void Ambiguous_session_counts_as_any_other()
    {
        var session = scene.Add(Stripped, At, SessionShape.Peek);
        var evidence = TestEvidence.Empty with
        {
            Ambiguous = [new AmbiguousSession(session, [Stripped], WithOtherTest: true)],
        };

        Changes(evidence).ShouldBe([70, 60 + (4 * 3600), 70 + (4 * 3600), 25 * 3600]);
    }

    [Fact]
    public void Mail_counts_as_a_question_does()
    {
        scene.See(Control, At, SessionShape.MailOverTls);

        Changes()
            .ShouldBe(
                [
                    70.05,
                    660.04,
                    60.04 + (4 * 3600),
                    60.05 + (4 * 3600),
                    70.05 + (4 * 3600),
                    60.04 + (8 * 3600),
                    25 * 3600,
                ],
                tolerance: 0.0001
            );
    }

    [Fact]
    public void Healing_counts_when_all_can_see_it()
    {
        scene.Heal(Stripped, At);

        Changes().ShouldBe([120, 25 * 3600]);
    }
}
