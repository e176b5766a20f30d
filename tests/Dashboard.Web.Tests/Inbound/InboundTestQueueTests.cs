using System.Net;
using Dashboard.Data;
using Dashboard.Data.Evidence;
using Dashboard.Data.Verdicts;
using Dashboard.Lab;
using Dashboard.Web.Features.Inbound;
using Dashboard.Web.Platform;
using Dashboard.Web.Tests.Support;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace Dashboard.Web.Tests.Inbound;

/// <summary>The way from a request to a job, without a worker that takes it.</summary>
public sealed class InboundTestQueueTests(PostgresFixture postgres)
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Start_makes_a_job_of_the_stored_type_name_in_the_interactive_queue()
    {
        await using var app = await StartAsync("InboundTest:SweepEvery=01:00:00");

        var id = await StartTestAsync(app, "a.example");

        var test = await FindAsync(app, id);
        test.Enqueued.ShouldBe(1);
        // Jobs outlive the version that stored them: a renamed type would leave them behind.
        var (type, method, arguments, queue) = await JobAsync(app, test.JobId!);
        type.ShouldBe("Dashboard.Web.Features.Inbound.InboundTestJob, Dashboard.Web");
        method.ShouldBe("RunForAsync");
        // No address: a word for the network, which nobody can read back.
        arguments.ShouldMatch(
            $$"""^\["\\"{{id}}\\"", "\\"[0-9a-f]{16}\\"", "\\"a\.example\\"", null\]$"""
        );
        queue.ShouldBe("interactive");
    }

    [Fact]
    public async Task Sweep_makes_the_job_that_a_committed_test_lacks()
    {
        await using var app = await StartAsync("InboundTest:SweepEvery=00:00:00.2");
        var id = await AddAsync(app, touched: TimeSpan.FromSeconds(6));

        var test = await EventuallyAsync(app, id, t => t.JobId is not null);

        test.State.ShouldBe(InboundTestState.Queued);
        test.Enqueued.ShouldBe(1);
    }

    [Fact]
    public async Task Sweep_leaves_a_test_whose_job_waits_its_turn()
    {
        await using var app = await StartAsync("InboundTest:SweepEvery=01:00:00");
        var id = await StartTestAsync(app, "a.example");
        await AgeAsync(app, id, TimeSpan.FromMinutes(10));
        var sweeper = Sweeper(app);

        await sweeper.SweepAsync(Cancellation);

        (await FindAsync(app, id)).Enqueued.ShouldBe(1);
    }

    [Fact]
    public async Task Sweep_makes_a_new_job_for_a_test_whose_job_was_taken_and_never_started()
    {
        await using var app = await StartAsync("InboundTest:SweepEvery=01:00:00");
        var id = await StartTestAsync(app, "a.example");
        await using (var db = await app.OpenDatabaseAsync())
        {
            await db.Database.ExecuteSqlRawAsync(
                "update hangfire.jobqueue set fetchedat = now()",
                Cancellation
            );
        }
        await AgeAsync(app, id, TimeSpan.FromMinutes(3));

        await Sweeper(app).SweepAsync(Cancellation);

        (await FindAsync(app, id)).Enqueued.ShouldBe(2);
    }

    [Fact]
    public async Task Sweep_makes_a_new_job_for_a_test_whose_worker_is_gone()
    {
        await using var app = await StartAsync("InboundTest:SweepEvery=01:00:00");
        var id = await AddAsync(
            app,
            InboundTestState.Running,
            touched: TimeSpan.FromMinutes(3),
            runs: 1
        );
        var sweeper = Sweeper(app);

        await Task.WhenAll(
            sweeper.SweepAsync(Cancellation),
            sweeper.SweepAsync(Cancellation),
            sweeper.SweepAsync(Cancellation)
        );

        (await FindAsync(app, id)).Enqueued.ShouldBe(1, "one of many sweepers makes the job");
    }

    [Theory]
    [InlineData(InboundTestState.Queued, 0, 31, InboundTestFailure.NotTakenInTime)]
    [InlineData(InboundTestState.Queued, 1, 31, InboundTestFailure.GaveUp)]
    [InlineData(InboundTestState.Running, 1, 31, InboundTestFailure.GaveUp)]
    [InlineData(InboundTestState.Running, 5, 3, InboundTestFailure.GaveUp)]
    public async Task Sweep_gives_up_a_test(
        InboundTestState state,
        int runs,
        int minutes,
        string reason
    )
    {
        await using var app = await StartAsync("InboundTest:SweepEvery=01:00:00");
        var id = await AddAsync(app, state, TimeSpan.FromMinutes(minutes), runs);

        await Sweeper(app).SweepAsync(Cancellation);

        var test = await FindAsync(app, id);
        test.State.ShouldBe(InboundTestState.Failed);
        test.FailureReason.ShouldBe(reason);
        test.ObservationId.ShouldBeNull();
    }

    [Fact]
    public async Task Finish_of_two_runs_stores_the_first_and_drops_the_second()
    {
        await using var app = await StartAsync("InboundTest:SweepEvery=01:00:00");
        var id = await AddAsync(app, touched: TimeSpan.Zero);
        var runs = app.Services.GetRequiredService<InboundTestRuns>();
        var first = (await runs.BeginAsync(id, Cancellation))!;
        var second = (await runs.BeginAsync(id, Cancellation))!;

        var stored = await runs.FinishAsync(
            second,
            Samples.Observation(),
            StoredTests.Judged(Samples.Verdict(method: "second")),
            Cancellation
        );
        var late = await runs.FinishAsync(
            first,
            Samples.Observation(),
            StoredTests.Judged(Samples.Verdict(method: "first")),
            Cancellation
        );

        (first.Number, second.Number).ShouldBe((1, 2));
        (stored, late).ShouldBe((true, false));
        (await runs.BeginAsync(id, Cancellation)).ShouldBeNull("there is nothing left to do");
        var test = await FindAsync(app, id);
        test.State.ShouldBe(InboundTestState.Done);
        test.MethodVersion.ShouldBe("second");
        await using var db = await app.OpenDatabaseAsync();
        var verdict = await db.FindVerdictAsync(test.ObservationId!.Value, Cancellation);
        verdict.ShouldNotBeNull().MailTransport.MethodVersion.ShouldBe("second");
        test.Status.ShouldBe(verdict.MailTransport.Status);
        (await db.Observations.CountAsync(Cancellation)).ShouldBe(1, "the late run's is dropped");
        test.Resolver.ShouldBe("127.0.0.1:53");
    }

    [Fact]
    public async Task Tell_of_a_run_that_was_overtaken_is_not_shown()
    {
        await using var app = await StartAsync("InboundTest:SweepEvery=01:00:00");
        var id = await AddAsync(app, touched: TimeSpan.Zero);
        var runs = app.Services.GetRequiredService<InboundTestRuns>();
        var first = (await runs.BeginAsync(id, Cancellation))!;
        var second = (await runs.BeginAsync(id, Cancellation))!;

        await runs.TellAsync(second, [new(Samples.Noon, "mx-found")], Cancellation);
        await runs.TellAsync(first, [new(Samples.Noon, "observed")], Cancellation);

        (await FindAsync(app, id)).Progress.Select(step => step.Slug).ShouldBe(["mx-found"]);
    }

    [Fact]
    public async Task Watch_shows_each_change_and_ends_with_the_test()
    {
        await using var app = await StartAsync(
            "InboundTest:SweepEvery=01:00:00",
            "InboundTest:WatchEvery=00:00:00.02"
        );
        var id = await AddAsync(app, touched: TimeSpan.Zero);
        var runs = app.Services.GetRequiredService<InboundTestRuns>();
        var seen = new List<InboundTestState>();

        await foreach (
            var test in app.Services.GetRequiredService<InboundTests>().WatchAsync(id, Cancellation)
        )
        {
            seen.Add(test.State);
            if (test.State == InboundTestState.Queued)
            {
                await runs.BeginAsync(id, Cancellation);
            }
            else if (test.State == InboundTestState.Running)
            {
                await runs.FailAsync(id, InboundTestFailure.InternalFault, Cancellation);
            }
        }

        seen.ShouldBe([InboundTestState.Queued, InboundTestState.Running, InboundTestState.Failed]);
    }

    private async Task<DashboardApp> StartAsync(params string[] settings) =>
        await DashboardApp.StartAsync(
            await postgres.CreateDatabaseAsync(),
            ["Roles=web", .. settings]
        );

    private static InboundTestSweeper Sweeper(DashboardApp app) =>
        ActivatorUtilities.CreateInstance<InboundTestSweeper>(app.Services);

    private static async Task<string> StartTestAsync(DashboardApp app, string domain) =>
        (
            await app
                .Services.GetRequiredService<InboundTests>()
                .StartAsync(domain, IPAddress.Loopback, again: false, Cancellation)
        )
            .ShouldBeOfType<InboundTestStart.Accepted>()
            .Id;

    private static async Task<string> AddAsync(
        DashboardApp app,
        InboundTestState state = InboundTestState.Queued,
        TimeSpan touched = default,
        int runs = 0
    )
    {
        var then = TimeProvider.System.GetUtcNow() - touched;
        var test = new InboundTest
        {
            Id = PublicId.New(),
            Domain = "a.example",
            State = state,
            CreatedAt = then,
            TouchedAt = then,
            Runs = runs,
        };
        await using var db = await app.OpenDatabaseAsync();
        db.InboundTests.Add(test);
        await db.SaveChangesAsync(Cancellation);
        return test.Id;
    }

    private static async Task AgeAsync(DashboardApp app, string id, TimeSpan age)
    {
        var then = TimeProvider.System.GetUtcNow() - age;
        await using var db = await app.OpenDatabaseAsync();
        await db
            .InboundTests.Where(t => t.Id == id)
            .ExecuteUpdateAsync(set => set.SetProperty(t => t.TouchedAt, then), Cancellation);
    }

    private static async Task<InboundTest> FindAsync(DashboardApp app, string id)
    {
        await using var db = await app.OpenDatabaseAsync();
        return await db.InboundTests.AsNoTracking().SingleAsync(t => t.Id == id, Cancellation);
    }

    private static Task<InboundTest> EventuallyAsync(
        DashboardApp app,
        string id,
        Predicate<InboundTest> condition
    ) =>
        Eventually.GetAsync(async () =>
            await FindAsync(app, id) is var test && condition(test) ? test : null
        );

    /// <summary>As it lies in the database, where another version of the program would find it.</summary>
    private static async Task<(
        string Type,
        string Method,
        string Arguments,
        string Queue
    )> JobAsync(DashboardApp app, string job)
    {
        await using var db = await app.OpenDatabaseAsync();
        await using var connection = new NpgsqlConnection(db.Database.GetConnectionString());
        await connection.OpenAsync(Cancellation);
        await using var command = new NpgsqlCommand(
            """
            SELECT job.invocationdata->>'Type', job.invocationdata->>'Method', job.arguments::text, queue.queue
            FROM hangfire.job JOIN hangfire.jobqueue queue ON queue.jobid = job.id WHERE job.id = $1
            """,
            connection
        );
        command.Parameters.Add(
            new() { Value = long.Parse(job, System.Globalization.CultureInfo.InvariantCulture) }
        );
        await using var row = await command.ExecuteReaderAsync(Cancellation);
        (await row.ReadAsync(Cancellation)).ShouldBeTrue();
        return (row.GetString(0), row.GetString(1), row.GetString(2), row.GetString(3));
    }
}
