using Dashboard.Core.Outbound.Evidence;
using Dashboard.Core.Outbound.Judgement;
using static Dashboard.Core.Outbound.Catalogue.OutboundProbeId;
using static Dashboard.Core.Tests.Outbound.SessionShape;

namespace Dashboard.Core.Tests.Outbound;

/// <summary>The habits of a sender where it delivers, to the tick.</summary>
public sealed class SilentVisitsTests
{
    private static readonly TimeSpan Tick = TimeSpan.FromTicks(1);

    private static readonly TimeSpan From = TimeSpan.FromMinutes(2);

    private static readonly TimeSpan Until = TimeSpan.FromMinutes(3);

    private readonly Scene scene = Scene.Of();

    private SilentVisits Visits() => SilentVisits.Of(scene.Evidence().Sessions);

    [Theory]
    [InlineData(false, 1)]
    [InlineData(true, 0)]
    public void Visit_that_said_MAIL_is_no_look(bool saidMail, int looks)
    {
        scene.See(Control, TimeSpan.FromSeconds(1), MailOverTls);
        var visit = scene.Add(Control, From, TlsAndQuit);
        if (saidMail)
        {
            scene.Sessions[^1] = visit with
            {
                Commands = [.. visit.Commands, new(visit.StartedAt, SmtpVerb.Mail, false, 530)],
            };
        }

        Visits().Until(Scene.Opened + TimeSpan.FromHours(1)).ShouldBe(looks);
    }

    private sealed record AgainCase
    {
        public required TimeSpan At { get; init; }

        public required bool CameAgain { get; init; }
    }

    private static readonly Dictionary<string, AgainCase> AgainCases = new()
    {
        ["when the time begins"] = new() { At = From, CameAgain = false },
        ["just after"] = new() { At = From + Tick, CameAgain = true },
        ["when it ends"] = new() { At = Until, CameAgain = true },
        ["after it"] = new() { At = Until + Tick, CameAgain = false },
    };

    public static TheoryData<string> Again => [.. AgainCases.Keys];

    [Theory]
    [MemberData(nameof(Again))]
    public void Sender_came_again_where_a_session_began_in_the_time(string name)
    {
        var given = AgainCases[name];
        scene
            .See(EeGood, TimeSpan.FromSeconds(1), MailOverTls)
            .See(Control, TimeSpan.FromSeconds(1), MailOverTls)
            .See(Control, given.At, TlsAndQuit);

        Visits()
            .CameAgainBetween(Scene.Opened + From, Scene.Opened + Until)
            .ShouldBe(given.CameAgain);
    }

    [Theory]
    [InlineData("as the message was taken", 0, false)]
    [InlineData("after that", 1, true)]
    public void Sender_comes_again_only_after_its_message_was_taken(
        string when,
        int ticks,
        bool cameAgain
    )
    {
        var delivery = scene.Add(Control, From + TimeSpan.FromSeconds(1), MailOverTls);
        var taken = delivery.Transactions[0].TakenAt!.Value - Scene.Opened;
        scene.See(Control, taken + TimeSpan.FromTicks(ticks), TlsAndQuit);

        Visits()
            .CameAgainBetween(Scene.Opened + From, Scene.Opened + Until)
            .ShouldBe(cameAgain, when);
    }

    [Fact]
    public void Habit_is_of_the_host_with_most_visits_and_of_those_that_have_ended()
    {
        scene
            .See(Control, TimeSpan.FromSeconds(1), MailOverTls)
            .See(EeGood, TimeSpan.FromSeconds(1), MailOverTls)
            .See(EeGood, From, TlsAndQuit);
        var ended = scene.Add(EeGood, Until, TlsAndQuit).EndedAt!.Value;

        Visits().Until(ended - Tick).ShouldBe(1);
        Visits().Until(ended).ShouldBe(2);
    }
}
