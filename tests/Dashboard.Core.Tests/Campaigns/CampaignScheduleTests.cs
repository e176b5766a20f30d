using CsCheck;
using Dashboard.Core.Campaigns;

namespace Dashboard.Core.Tests.Campaigns;

public sealed class CampaignScheduleTests
{
    private static readonly DateTimeOffset Start = new(2026, 3, 2, 8, 0, 0, TimeSpan.Zero);

    private static readonly CampaignWindow Window = new(Start, Start.AddDays(21), [7, 14]);

    private sealed record Row
    {
        public required string Name { get; init; }

        /// <summary>Hours after the start.</summary>
        public required double At { get; init; }

        public (CampaignMessage Message, double At)[] Written { get; init; } = [];

        public CampaignAnswer Answer { get; init; }

        /// <summary>Hours after the start.</summary>
        public double AnsweredAt { get; init; }

        public bool HasResult { get; init; }

        public CampaignMessage? Due { get; init; }
    }

    private static readonly Row[] Table =
    [
        new() { Name = "a moment before the start", At = -0.001 },
        new()
        {
            Name = "the start",
            At = 0,
            Due = CampaignMessage.Invitation,
        },
        new()
        {
            Name = "an address that came late",
            At = 20 * 24,
            Due = CampaignMessage.Invitation,
        },
        new() { Name = "the end", At = 21 * 24 },
        new()
        {
            Name = "another mailbox has answered",
            At = 1,
            Answer = CampaignAnswer.Accepted,
            HasResult = true,
        },
        new()
        {
            Name = "just before the first reminder",
            At = 7 * 24 - 0.001,
            Written = [(CampaignMessage.Invitation, 0)],
        },
        new()
        {
            Name = "the first reminder",
            At = 7 * 24,
            Written = [(CampaignMessage.Invitation, 0)],
            Due = CampaignMessage.FirstReminder,
        },
        new()
        {
            Name = "a late first reminder puts the second off",
            At = 14 * 24,
            Written = [(CampaignMessage.Invitation, 0), (CampaignMessage.FirstReminder, 10 * 24)],
        },
        new()
        {
            Name = "the second reminder, seven days after the first",
            At = 17 * 24,
            Written = [(CampaignMessage.Invitation, 0), (CampaignMessage.FirstReminder, 10 * 24)],
            Due = CampaignMessage.SecondReminder,
        },
        new()
        {
            Name = "no third reminder",
            At = 20.9 * 24,
            Written =
            [
                (CampaignMessage.Invitation, 0),
                (CampaignMessage.FirstReminder, 7 * 24),
                (CampaignMessage.SecondReminder, 14 * 24),
            ],
        },
        new()
        {
            Name = "declined",
            At = 20 * 24,
            Written = [(CampaignMessage.Invitation, 0)],
            Answer = CampaignAnswer.Declined,
        },
        new()
        {
            Name = "not responsible, though somebody tested",
            At = 20 * 24,
            Written = [(CampaignMessage.Invitation, 0)],
            Answer = CampaignAnswer.NotResponsible,
            HasResult = true,
        },
        new()
        {
            Name = "takes part, no result yet",
            At = 20 * 24 - 0.001,
            Written = [(CampaignMessage.Invitation, 0)],
            Answer = CampaignAnswer.Accepted,
        },
        new()
        {
            Name = "takes part, no result, a day before the end",
            At = 20 * 24,
            Written = [(CampaignMessage.Invitation, 0)],
            Answer = CampaignAnswer.Accepted,
            Due = CampaignMessage.NoResult,
        },
        new()
        {
            Name = "takes part on the last day, and is still testing",
            At = 20 * 24 + 8.999,
            Written = [(CampaignMessage.Invitation, 0)],
            Answer = CampaignAnswer.Accepted,
            AnsweredAt = 20 * 24 + 3,
        },
        new()
        {
            Name = "takes part on the last day, and has no result hours later",
            At = 20 * 24 + 9,
            Written = [(CampaignMessage.Invitation, 0)],
            Answer = CampaignAnswer.Accepted,
            AnsweredAt = 20 * 24 + 3,
            Due = CampaignMessage.NoResult,
        },
        new()
        {
            Name = "told once that there is no result",
            At = 20 * 24 + 1,
            Written = [(CampaignMessage.Invitation, 0), (CampaignMessage.NoResult, 20 * 24)],
            Answer = CampaignAnswer.Accepted,
        },
        new()
        {
            Name = "a result after all",
            At = 20 * 24 + 1,
            Written = [(CampaignMessage.Invitation, 0), (CampaignMessage.NoResult, 20 * 24)],
            Answer = CampaignAnswer.Accepted,
            HasResult = true,
            Due = CampaignMessage.Closing,
        },
        new()
        {
            Name = "a result",
            At = 1,
            Written = [(CampaignMessage.Invitation, 0)],
            Answer = CampaignAnswer.Accepted,
            HasResult = true,
            Due = CampaignMessage.Closing,
        },
        new()
        {
            Name = "thanked once",
            At = 2,
            Written = [(CampaignMessage.Invitation, 0), (CampaignMessage.Closing, 1)],
            Answer = CampaignAnswer.Accepted,
            HasResult = true,
        },
    ];

    [Fact]
    public void Message_is_due_by_the_table()
    {
        foreach (var row in Table)
        {
            CampaignSchedule
                .Due(
                    Window,
                    row.Written.ToDictionary(w => w.Message, w => Start.AddHours(w.At)),
                    row.Answer,
                    row.Answer == CampaignAnswer.None ? null : Start.AddHours(row.AnsweredAt),
                    row.HasResult,
                    Start.AddHours(row.At)
                )
                .ShouldBe(row.Due, row.Name);
        }
    }

    [Fact]
    public void Campaign_without_reminders_only_invites() =>
        CampaignSchedule
            .Due(
                Window with
                {
                    ReminderDays = [],
                },
                new Dictionary<CampaignMessage, DateTimeOffset>
                {
                    [CampaignMessage.Invitation] = Start,
                },
                CampaignAnswer.None,
                answeredAt: null,
                hasResult: false,
                Start.AddDays(20)
            )
            .ShouldBeNull();

    [Theory]
    [InlineData(true)]
    [InlineData(true, 1)]
    [InlineData(true, 7, 20)]
    [InlineData(false, 0)]
    [InlineData(false, 7, 7)]
    [InlineData(false, 14, 7)]
    [InlineData(false, 7, 21)]
    [InlineData(false, 1, 2, 3)]
    public void Reminders_ascend_and_lie_within_the_campaign(bool valid, params int[] days) =>
        CampaignSchedule.IsValid(Window with { ReminderDays = days }).ShouldBe(valid);

    [Fact]
    public void Reminder_comes_within_ninety_days_and_a_campaign_takes_some_time()
    {
        var year = Window with { EndsAt = Start.AddDays(365) };
        CampaignSchedule.IsValid(year with { ReminderDays = [90] }).ShouldBeTrue();
        CampaignSchedule.IsValid(year with { ReminderDays = [91] }).ShouldBeFalse();
        CampaignSchedule.IsValid(Window with { EndsAt = Start, ReminderDays = [] }).ShouldBeFalse();
    }

    /// <summary>A worker that looks at odd moments and is paused at others writes each message once, in order, far enough apart.</summary>
    [Fact]
    public void Looks_at_any_moments_write_each_message_once_and_in_order() =>
        Gen.Select(
                Gen.Int[0, 30 * 24].Array[1, 200],
                Gen.Int[1, 6],
                Gen.Int[1, 9],
                Gen.Int[-1, 700]
            )
            .Sample(
                (looks, first, more, answersAt) =>
                {
                    var window = Window with { ReminderDays = [first, first + more] };
                    var written = new Dictionary<CampaignMessage, DateTimeOffset>();
                    foreach (var hour in looks.Order())
                    {
                        var now = Start.AddHours(hour - 48);
                        var answered = answersAt >= 0 && hour >= answersAt;
                        if (
                            CampaignSchedule.Due(
                                window,
                                written,
                                answered ? CampaignAnswer.Declined : CampaignAnswer.None,
                                answeredAt: null,
                                hasResult: false,
                                now
                            ) is
                            { } due
                        )
                        {
                            answered.ShouldBeFalse();
                            window.IsOpenAt(now).ShouldBeTrue();
                            written.Keys.ShouldAllBe(former => former < due);
                            written.Add(due, now);
                        }
                    }
                    if (written.TryGetValue(CampaignMessage.FirstReminder, out var reminded))
                    {
                        (
                            reminded - written[CampaignMessage.Invitation]
                        ).TotalDays.ShouldBeGreaterThanOrEqualTo(first);
                    }
                    if (written.TryGetValue(CampaignMessage.SecondReminder, out var again))
                    {
                        (again - reminded).TotalDays.ShouldBeGreaterThanOrEqualTo(more);
                    }
                    written.ShouldNotContainKey(CampaignMessage.Closing);
                }
            );
}
