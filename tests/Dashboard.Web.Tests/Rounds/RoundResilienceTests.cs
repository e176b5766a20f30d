using Dashboard.Core.Inbound;
using Dashboard.Data;
using Dashboard.Data.Rounds;
using Dashboard.Lab;
using Dashboard.Lab.Scenarios;
using Dashboard.Web.Features.Rounds.Control;
using Dashboard.Web.Features.Rounds.Start;
using Dashboard.Web.Platform;
using Dashboard.Web.Tests.Support;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Dashboard.Web.Tests.Rounds;

/// <summary>Rounds that lose a worker, get another, are paused and cancelled: over the scenarios of the lab.</summary>
public sealed class RoundResilienceTests(PostgresFixture postgres, LabFixture lab)
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private static readonly string[] Quick =
    [
        "Queue:LostAfter=00:00:03",
        "Rounds:ClaimFor=00:00:03",
        "Rounds:SweepEvery=00:00:00.3",
        "Probe:RetryAfter=00:00:00.5",
    ];

    [Fact]
    public async Task Round_whose_worker_is_killed_is_finished_by_two_others_each_domain_once()
    {
        var internet = await lab.GetAsync();
        var scenarios = internet.Scenarios.Where(IsSteady).ToDictionary(s => s.Domain.Value);
        var database = await postgres.CreateDatabaseAsync();
        // A slow worker, so that it is killed in the middle.
        string[] settings = [.. await lab.SettingsAsync(), .. Quick];
        await using var app = await StartAsync(
            database,
            [.. scenarios.Values.Select(s => s.Domain)],
            ["Roles=web", .. settings]
        );
        var id = await StartRoundAsync(app);
        await using (
            var first = WorkerProcess.Start(database, [.. settings, "Rounds:Concurrency=2"])
        )
        {
            await UntilAsync(
                app,
                async db =>
                    await db.Set<RoundLookupRow>()
                        .CountAsync(l => l.State == LookupState.Resolved, Cancellation) > 20
            );
            await first.KillAsync();
        }
        (await StatusAsync(app, id)).Done.ShouldBe(0, "it was killed in the middle");

        await using var second = WorkerProcess.Start(database, settings);
        await using var third = WorkerProcess.Start(database, settings);
        await UntilAsync(
            app,
            async db =>
                (await db.Set<RoundRow>().SingleAsync(Cancellation)).State == RoundState.Correction
        );

        await using var db = await app.OpenDatabaseAsync();
        var results = await db.Set<RoundResultRow>()
            .Join(
                db.Set<MeasuredDomainRow>(),
                r => r.DomainId,
                d => d.Id,
                (r, d) => new { d.Name, r.Status }
            )
            .ToListAsync(Cancellation);
        results.Count.ShouldBe(scenarios.Count);
        results
            .Where(r => (DomainStatus)r.Status != scenarios[r.Name].Status)
            .Select(r => $"{r.Name}: {(DomainStatus)r.Status}, not {scenarios[r.Name].Status}")
            .ShouldBeEmpty();
        (await db.Set<RoundPairRow>().CountAsync(p => p.DoneAt == null, Cancellation)).ShouldBe(0);
    }

    /// <summary>
    /// Ends the same each time and in time. Of more records than are kept it depends on their order in the answer which are, and of
    /// twelve hosts a round looks at all, a visitor's test not. Servers that take turns do so for every client, other tests too.
    /// </summary>
    private static bool IsSteady(Scenario scenario) =>
        !scenario.Slow
        && !scenario.Domain.Value.EndsWith("-records.example", StringComparison.Ordinal)
        && !scenario.Slug.Contains("sessions-", StringComparison.Ordinal)
        && scenario.Domain.Value != "hosts-twelve.example";

    [Fact]
    public async Task Paused_round_stands_still_and_resumes_to_its_end()
    {
        var internet = await lab.GetAsync();
        string[] settings = [.. await lab.SettingsAsync(), .. Quick];
        await using var app = await StartAsync(
            await postgres.CreateDatabaseAsync(),
            internet.WellBehaved,
            ["Roles=web", .. settings]
        );
        var control = app.Services.GetRequiredService<RoundControl>();
        var id = await StartRoundAsync(app);

        (await control.PauseAsync(id, Cancellation)).ShouldBeNull();
        (await control.PauseAsync(id, Cancellation)).ShouldBe(ControlRefusal.WrongState);
        await using var worker = WorkerProcess.Start(
            (await app.OpenDatabaseAsync()).Database.GetConnectionString()!,
            settings
        );
        // The worker has seen the round, and leaves it alone.
        await Task.Delay(TimeSpan.FromSeconds(5), Cancellation);
        (await StatusAsync(app, id)).State.ShouldBe(RoundState.Paused);
        await using (var db = await app.OpenDatabaseAsync())
        {
            (
                await db.Set<RoundLookupRow>()
                    .CountAsync(l => l.State != LookupState.Waiting, Cancellation)
            ).ShouldBe(0);
        }

        (await control.ResumeAsync(id, Cancellation)).ShouldBeNull();
        await UntilAsync(
            app,
            async db =>
                (await db.Set<RoundRow>().SingleAsync(Cancellation)).State == RoundState.Correction
        );
        (await StatusAsync(app, id)).Done.ShouldBe(internet.WellBehaved.Count);
        (await control.CancelAsync(id, Cancellation)).ShouldBeNull();
        (await control.CancelAsync(id, Cancellation)).ShouldBe(ControlRefusal.WrongState);
    }

    private static async Task<DashboardApp> StartAsync(
        string database,
        IReadOnlyList<Core.Dns.DomainName> domains,
        string[] settings
    ) =>
        await DashboardApp.StartAsync(
            database,
            builder =>
                builder.Services.Replace(
                    ServiceDescriptor.Singleton<IRoundRegister>(new ListRegister(domains))
                ),
            settings
        );

    private static async Task<int> StartRoundAsync(DashboardApp app)
    {
        var (started, refusal) = await app
            .Services.GetRequiredService<RoundStart>()
            .StartAsync(new("Proefronde", Profile: RoundProfiles.Dane), Cancellation);
        refusal.ShouldBeNull();
        return started!.Id;
    }

    private static async Task<RoundStatus> StatusAsync(DashboardApp app, int id) =>
        (await app.Services.GetRequiredService<RoundProgress>().FindAsync(id, Cancellation))!;

    private static Task<string> UntilAsync(DashboardApp app, Func<DashboardDb, Task<bool>> holds) =>
        Eventually.GetAsync(
            async () =>
            {
                await using var db = await app.OpenDatabaseAsync();
                return await holds(db) ? "yes" : null;
            },
            TimeSpan.FromMinutes(8)
        );
}
