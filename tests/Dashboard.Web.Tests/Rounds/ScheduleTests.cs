using System.Globalization;
using System.Net;
using Dashboard.Core;
using Dashboard.Data.Accounts;
using Dashboard.Data.Rounds;
using Dashboard.Lab;
using Dashboard.Web.Features.Rounds.Control;
using Dashboard.Web.Features.Rounds.Schedules;
using Dashboard.Web.Features.Rounds.Start;
using Dashboard.Web.Platform;
using Dashboard.Web.Tests.Accounts;
using Dashboard.Web.Tests.Support;
using Dashboard.Web.Tests.Texts;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Dashboard.Web.Tests.Rounds;

/// <summary>Rounds that start by themselves, on a site with a worker; analysts work without script.</summary>
[Collection(MonitorGroup.Name)]
public sealed class ScheduleTests(MonitorFixture fixture)
{
    private static readonly TimeSpan TimeLimit = TimeSpan.FromMinutes(8);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private MonitorScene Scene => fixture.Scene;

    private RoundSchedules Schedules => Scene.App.Services.GetRequiredService<RoundSchedules>();

    [Fact]
    public async Task Analyst_makes_changes_pauses_and_removes_a_schedule()
    {
        using var analyst = await AccountVisitor.SignedInAsync(
            Scene.App,
            "Planning analyst",
            AccountRole.Analyst
        );
        var wrong = await analyst.SubmitAsync(
            SitePaths.Schedules,
            SchedulesPage.AddForm,
            Fields("Weekly", "* * * * *")
        );
        wrong.Body.ShouldContain("Leave at least an hour between two measurements.");
        wrong.Body.ShouldContain("value=\"* * * * *\"");
        var shown = await analyst.SubmitAsync(
            SitePaths.Schedules,
            SchedulesPage.AddForm,
            [.. Fields("Weekly", "30 6 * * 1"), ("act", "show")]
        );
        shown.Body.ShouldContain("This schedule starts a measurement on:");
        shown.Body.Split("<time").Length.ShouldBeGreaterThanOrEqualTo(4);
        shown.Body.ShouldContain("06:30");

        var added = await analyst.SubmitAsync(
            SitePaths.Schedules,
            SchedulesPage.AddForm,
            Fields("Weekly <b>state</b>", "30 6 * * 1")
        );
        var path = added.Location.ShouldNotBeNull(added.Body);
        (await analyst.GetAsync(SitePaths.Schedules)).Body.ShouldContain(
            "Weekly &lt;b&gt;state&lt;/b&gt;"
        );
        var changed = await analyst.SubmitAsync(
            path,
            SchedulePage.ChangeForm,
            Fields("Half-yearly", "0 3 1 3,9 *", "measurement")
        );
        changed.Location.ShouldBe(path, changed.Body);
        (await analyst.SubmitAsync(path, SchedulePage.ActForm, ("act", "pause"))).Location.ShouldBe(
            path
        );
        (await analyst.GetAsync(path)).Body.ShouldContain("Paused.");
        (
            await analyst.SubmitAsync(path, SchedulePage.ActForm, ("act", "resume"))
        ).Location.ShouldBe(path);
        (await analyst.GetAsync($"{path}?confirm=remove")).Body.ShouldContain(
            "Remove this schedule?"
        );
        (
            await analyst.SubmitAsync(
                $"{path}?confirm=remove",
                SchedulePage.RemoveForm,
                ("act", "remove")
            )
        ).Location.ShouldBe(SitePaths.Schedules);
        (await analyst.GetAsync(path)).Status.ShouldBe(HttpStatusCode.NotFound);

        await using var db = await Scene.App.OpenDatabaseAsync();
        var log = await db
            .AuditEntries.Where(e =>
                e.Actor == "Planning analyst" && e.Action.StartsWith("schedule-")
            )
            .OrderBy(e => e.Id)
            .ToListAsync(Cancellation);
        log.Select(e => e.Action)
            .ShouldBe([
                "schedule-created",
                "schedule-changed",
                "schedule-paused",
                "schedule-resumed",
                "schedule-removed",
            ]);
        log[1].Before.ShouldNotBeNull().ShouldContain("30 6 * * 1");
        log[1].After.ShouldNotBeNull().ShouldContain("0 3 1 3,9 *");
    }

    [Fact]
    public async Task Moment_that_was_missed_starts_one_round_and_the_next_waits_for_it()
    {
        var id = await AddAsync("Missed schedule", "0 * * * *");
        await SeenUntilAsync(id, DateTimeOffset.UtcNow.AddHours(-5.5));

        var turn = await TurnAsync(id, 1);

        turn.Outcome.ShouldBe(ScheduleOutcome.Started);
        turn.Missed.ShouldBeInRange(4, 5);
        var round = turn.RoundId.ShouldNotBeNull();
        // While it is measured, whatever comes is skipped.
        await SetAsync(round, RoundState.Paused);
        await SeenUntilAsync(id, turn.DueAt.AddHours(-1));
        var skipped = await TurnAsync(id, 2);
        skipped.ShouldSatisfyAllConditions(
            t => t.Outcome.ShouldBe(ScheduleOutcome.Skipped),
            t => t.RoundId.ShouldBe(round)
        );
        await using var db = await Scene.App.OpenDatabaseAsync();
        (
            await db.Set<RoundRow>()
                .CountAsync(r => r.Name.StartsWith("Missed schedule"), Cancellation)
        ).ShouldBe(1);
        (
            await db
                .AuditEntries.Where(e =>
                    e.Action == "round-started" && e.Subject == $"round {round}"
                )
                .Select(e => e.Actor)
                .SingleAsync(Cancellation)
        ).ShouldBe(ScheduleStarter.Actor);
        await Schedules.RemoveAsync(id, "test", Cancellation);
        var control = Scene.App.Services.GetRequiredService<RoundControl>();
        (await control.CancelAsync(round, Cancellation)).ShouldBeNull();

        async Task SetAsync(int of, RoundState state)
        {
            await using var changed = await Scene.App.OpenDatabaseAsync();
            await changed
                .Set<RoundRow>()
                .Where(r => r.Id == of)
                .ExecuteUpdateAsync(
                    set =>
                        set.SetProperty(r => r.State, state)
                            .SetProperty(r => r.PausedFrom, RoundState.Resolving),
                    Cancellation
                );
            // What was started stays in the history, so that it is known to run.
            await changed
                .Set<RoundScheduleTurnRow>()
                .Where(t => t.ScheduleId == id)
                .ExecuteUpdateAsync(
                    set => set.SetProperty(t => t.DueAt, t => t.DueAt.AddDays(-1)),
                    Cancellation
                );
        }
    }

    [Fact]
    public async Task Current_state_is_closed_when_it_is_measured_and_has_figures()
    {
        var id = await AddAsync("Current state of this test", "0 * * * *");
        await SeenUntilAsync(id, DateTimeOffset.UtcNow.AddHours(-1.5));

        var turn = await TurnAsync(id, 1);

        var round = turn.RoundId.ShouldNotBeNull();
        await MonitorSite.WaitAsync(Scene.App, round, RoundState.Closed);
        await using var db = await Scene.App.OpenDatabaseAsync();
        (
            await db.Set<RoundFigureRow>().AnyAsync(f => f.RoundId == round, Cancellation)
        ).ShouldBeTrue();
        var stored = await db.Set<RoundRow>().SingleAsync(r => r.Id == round, Cancellation);
        stored.Kind.ShouldBe(RoundKind.CurrentState);
        stored.Name.ShouldBe(
            string.Create(
                CultureInfo.InvariantCulture,
                $"Current state of this test {DutchTime.DayOf(turn.DueAt):yyyy-MM-dd}"
            )
        );
        var control = Scene.App.Services.GetRequiredService<RoundControl>();
        (await control.PublishAsync(round, Cancellation)).ShouldBe(ControlRefusal.NotPublishable);
        await Schedules.RemoveAsync(id, "test", Cancellation);
    }

    [Fact]
    public async Task What_comes_while_a_schedule_is_paused_does_not_start_when_it_is_resumed()
    {
        var id = await AddAsync("Paused schedule", "0 * * * *");
        await Schedules.PauseAsync(id, "test", Cancellation);
        await SeenUntilAsync(id, DateTimeOffset.UtcNow.AddHours(-3));
        await Schedules.ResumeAsync(id, "test", Cancellation);

        await using var db = await Scene.App.OpenDatabaseAsync();
        var row = await db.Set<RoundScheduleRow>().SingleAsync(s => s.Id == id, Cancellation);
        row.PausedAt.ShouldBeNull();
        row.SeenUntil.ShouldBeGreaterThan(DateTimeOffset.UtcNow.AddMinutes(-5));
        await Schedules.RemoveAsync(id, "test", Cancellation);
    }

    [Fact]
    public void Everything_that_can_be_said_of_schedules_has_its_words() =>
        TextsTests.Covers<ScheduleTexts>([
            .. Enum.GetValues<ScheduleRefusal>().Select(r => $"problem.{Slug.Of(r)}"),
            .. Enum.GetValues<ScheduleOutcome>().Select(o => $"outcome.{Slug.Of(o)}"),
            .. new[] { RoundKind.CurrentState, RoundKind.Measurement }.Select(k =>
                $"kind.{Slug.Of(k)}"
            ),
        ]);

    private static (string, string)[] Fields(
        string name,
        string cron,
        string kind = "current-state"
    ) =>
        [
            ("name", name),
            ("kind", kind),
            ("list", "Overheden"),
            ("profile", RoundProfiles.Dane),
            ("cron", cron),
        ];

    private async Task<int> AddAsync(string name, string cron)
    {
        var (id, refusal) = await Schedules.AddAsync(
            new(name, RoundKind.CurrentState, "Overheden", RoundProfiles.Dane, cron),
            "test",
            Cancellation
        );
        refusal.ShouldBeNull();
        return id.ShouldNotBeNull();
    }

    /// <summary>As if no worker had run since then.</summary>
    private async Task SeenUntilAsync(int id, DateTimeOffset seen)
    {
        await using var db = await Scene.App.OpenDatabaseAsync();
        await db.Set<RoundScheduleRow>()
            .Where(s => s.Id == id)
            .ExecuteUpdateAsync(
                set => set.SetProperty(s => s.SeenUntil, seen.ToUniversalTime()),
                Cancellation
            );
    }

    /// <summary>The newest turn, once there are more than so many.</summary>
    private Task<RoundScheduleTurnRow> TurnAsync(int id, int least) =>
        Eventually.GetAsync(
            async () =>
            {
                await using var db = await Scene.App.OpenDatabaseAsync();
                var turns = await db.Set<RoundScheduleTurnRow>()
                    .Where(t => t.ScheduleId == id)
                    .OrderByDescending(t => t.DueAt)
                    .ToListAsync(Cancellation);
                return turns.Count >= least ? turns[0] : null;
            },
            TimeLimit,
            $"{least} turns of schedule {id}"
        );
}
