using System.Globalization;
using CsCheck;
using Dashboard.Core.Scheduling;

namespace Dashboard.Core.Tests.Scheduling;

public sealed class CronScheduleTests
{
    private static readonly TimeZoneInfo Amsterdam = TimeZoneInfo.FindSystemTimeZoneById(
        "Europe/Amsterdam"
    );

    private static readonly DateTimeOffset Winter = At("2026-01-05T12:00Z");

    private static readonly string[] Days = ["* * *", "* * 1", "1 * *", "1 3,9 *", "* * 0,3"];

    [Theory]
    [InlineData(100, true)]
    [InlineData(101, false)]
    public void Text_is_bounded(int characters, bool read)
    {
        var text = "0 6 * * 1".PadRight(characters);
        CronSchedule.TryParse(text, Amsterdam, Winter, out _, out var problem).ShouldBe(read);
        problem.ShouldBe(read ? null : CronProblem.NotCron);
    }

    public sealed record Moments
    {
        public required string Name { get; init; }

        public required string Cron { get; init; }

        public required string From { get; init; }

        public required string[] Expected { get; init; }

        public override string ToString() => Name;
    }

    public static TheoryData<Moments> Table =>
        [
            new Moments
            {
                Name = "every Monday, an hour earlier by UTC in summer",
                Cron = "0 6 * * 1",
                From = "2026-03-20T00:00Z",
                Expected = ["2026-03-23T05:00Z", "2026-03-30T04:00Z", "2026-04-06T04:00Z"],
            },
            new Moments
            {
                Name = "twice a year",
                Cron = "0 3 1 3,9 *",
                From = "2026-01-05T12:00Z",
                Expected = ["2026-03-01T02:00Z", "2026-09-01T01:00Z", "2027-03-01T02:00Z"],
            },
            new Moments
            {
                Name = "a time that the clock skips in spring comes when it has skipped it",
                Cron = "30 2 * * *",
                From = "2026-03-28T00:00Z",
                Expected = ["2026-03-28T01:30Z", "2026-03-29T01:00Z", "2026-03-30T00:30Z"],
            },
            new Moments
            {
                Name = "a time that comes twice in autumn counts once",
                Cron = "30 2 * * *",
                From = "2026-10-24T12:00Z",
                Expected = ["2026-10-25T00:30Z", "2026-10-26T01:30Z", "2026-10-27T01:30Z"],
            },
            new Moments
            {
                Name = "the moment itself is not after it",
                Cron = "0 6 * * 1",
                From = "2026-03-30T04:00Z",
                Expected = ["2026-04-06T04:00Z", "2026-04-13T04:00Z", "2026-04-20T04:00Z"],
            },
            new Moments
            {
                Name = "29 February exists in leap years alone",
                Cron = "0 12 29 2 *",
                From = "2026-01-05T12:00Z",
                Expected = ["2028-02-29T11:00Z", "2032-02-29T11:00Z", "2036-02-29T11:00Z"],
            },
        ];

    [Theory]
    [MemberData(nameof(Table))]
    public void Moments_are_on_the_clock_of_the_zone(Moments row)
    {
        ArgumentNullException.ThrowIfNull(row);
        Read(row.Cron).After(At(row.From), 3).ShouldBe(row.Expected.Select(At));
    }

    [Theory]
    [InlineData("", CronProblem.NotCron)]
    [InlineData("every Monday", CronProblem.NotCron)]
    [InlineData("0 6 * *", CronProblem.NotCron)]
    [InlineData("0 0 6 * * 1", CronProblem.NotCron)]
    [InlineData("0 25 * * *", CronProblem.NotCron)]
    [InlineData("0 6 30 2 *", CronProblem.Never)]
    [InlineData("* * * * *", CronProblem.TooOften)]
    [InlineData("0,59 6 * * 1", CronProblem.TooOften)]
    [InlineData("0 6 1-28 * *", null)]
    [InlineData("0 * * * *", null)]
    [InlineData("  0 6 * * 1  ", null)]
    public void Text_is_a_schedule_or_says_why_not(string text, CronProblem? expected)
    {
        CronSchedule.TryParse(text, Amsterdam, Winter, out var schedule, out var problem);

        problem.ShouldBe(expected);
        (schedule is null).ShouldBe(expected is not null);
    }

    [Fact]
    public void Text_that_is_too_long_is_no_schedule() =>
        CronSchedule
            .TryParse(
                "0 6 * * " + string.Join(',', Enumerable.Repeat("1", 60)),
                Amsterdam,
                Winter,
                out _,
                out _
            )
            .ShouldBeFalse();

    [Fact]
    public void Turn_comes_at_its_moment_and_not_before()
    {
        var weekly = Read("0 6 * * 1");

        weekly.TurnBetween(Winter, At("2026-01-12T04:59:59Z")).ShouldBeNull();
        weekly
            .TurnBetween(Winter, At("2026-01-12T05:00Z"))
            .ShouldBe(new(At("2026-01-12T05:00Z"), Missed: 0));
        weekly.TurnBetween(At("2026-01-12T05:00Z"), At("2026-01-12T05:00Z")).ShouldBeNull();
        // A clock that was set back.
        weekly.TurnBetween(At("2026-01-12T05:00Z"), Winter).ShouldBeNull();
    }

    [Fact]
    public void Turns_that_were_missed_are_one_turn() =>
        Read("0 6 * * 1")
            .TurnBetween(Winter, At("2026-02-03T00:00Z"))
            .ShouldBe(new(At("2026-02-02T05:00Z"), Missed: 3));

    [Fact]
    public void Every_moment_is_one_turn_however_often_one_looks() =>
        Gen.Select(
                Gen.Int[0, 59],
                Gen.Int[0, 23],
                Gen.Int[0, Days.Length - 1].Select(at => Days[at]),
                Gen.Int[1, 60 * 24 * 40].Array[1, 40]
            )
            .Sample(
                (minute, hour, days, steps) =>
                {
                    var schedule = Read(
                        string.Create(CultureInfo.InvariantCulture, $"{minute} {hour} {days}")
                    );
                    var (seen, moments) = (Winter, 0);
                    foreach (var step in steps)
                    {
                        var now = seen.AddMinutes(step);
                        moments += schedule.TurnBetween(seen, now) is { } turn
                            ? turn.Missed + 1
                            : 0;
                        seen = now;
                    }
                    var whole = schedule.TurnBetween(Winter, seen);
                    moments.ShouldBe(whole is null ? 0 : whole.Missed + 1);
                },
                iter: 300
            );

    [Fact]
    public void Accepted_schedule_goes_on_where_the_clock_brings_two_moments_together()
    {
        // In spring 02:30 comes at 03:00, and 03:30 half an hour later.
        const string halfPast = "30 * * * *";
        var before = At("2026-03-28T00:00Z");
        Read(halfPast);
        CronSchedule.TryParse(halfPast, Amsterdam, before, out _, out var problem).ShouldBeFalse();
        problem.ShouldBe(CronProblem.TooOften);

        var turn = CronSchedule
            .OfAccepted(halfPast, Amsterdam)
            .TurnBetween(before, At("2026-03-28T00:45Z"));

        turn.ShouldBe(new(At("2026-03-28T00:30Z"), 0));
    }

    [Fact]
    public void Accepted_schedule_that_is_no_cron_is_named() =>
        Should
            .Throw<FormatException>(() => CronSchedule.OfAccepted("weekly", Amsterdam))
            .Message.ShouldContain("weekly");

    private static CronSchedule Read(string cron)
    {
        CronSchedule
            .TryParse(cron, Amsterdam, Winter, out var schedule, out var problem)
            .ShouldBeTrue($"{cron}: {problem}");
        return schedule!;
    }

    private static DateTimeOffset At(string text) =>
        DateTimeOffset.Parse(text, CultureInfo.InvariantCulture);
}
