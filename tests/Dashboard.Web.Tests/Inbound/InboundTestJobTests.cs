using System.Net;
using System.Net.Http.Json;
using System.Net.Sockets;
using System.Text.Json;
using Dashboard.Core;
using Dashboard.Core.Inbound;
using Dashboard.Data;
using Dashboard.Lab;
using Dashboard.Web.Cli;
using Dashboard.Web.Features.Inbound;
using Dashboard.Web.Platform;
using Dashboard.Web.Tests.Support;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Dashboard.Web.Tests.Inbound;

/// <summary>Receiving tests from the request to the verdict: real database, real queue, and the lab.</summary>
public sealed class InboundTestJobTests(PostgresFixture postgres, LabFixture lab)
{
    private const string Good = "implicit-mx.example";

    /// <summary>Its MX question gets no answer, so a test of it takes its time.</summary>
    private const string Slow = "greeting-silent.example";

    /// <summary>So that it takes a while, and not minutes.</summary>
    private static readonly string[] Waits =
    [
        "Smtp:GreetingTimeout=00:00:10",
        "Smtp:LongTimeout=00:00:10",
    ];

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Start_leads_to_a_verdict_with_its_evidence_and_its_steps()
    {
        await using var app = await DashboardApp.StartAsync(
            await postgres.CreateDatabaseAsync(),
            await lab.SettingsAsync()
        );

        var test = await FinishAsync(app, await StartTestAsync(app, Good));

        test.State.ShouldBe(InboundTestState.Done, test.FailureReason);
        test.Verdict!.Status.ShouldBe(DomainStatus.Protected);
        test.Verdict.MethodVersion.ShouldBe(DomainJudgement.MethodVersion);
        test.Observation!.Hosts.ShouldNotBeEmpty();
        test.StartedAt.ShouldNotBeNull();
        await using var db = await app.OpenDatabaseAsync();
        var row = await db.InboundTests.SingleAsync(t => t.Id == test.Id, Cancellation);
        (row.Status, row.Delivery, row.Runs, row.Enqueued).ShouldBe(
            (DomainStatus.Protected, Core.Inbound.Delivery.Dane, 1, 1)
        );
    }

    [Fact]
    public async Task Result_of_the_api_is_the_document_of_the_command_line()
    {
        await using var app = await DashboardApp.StartAsync(
            await postgres.CreateDatabaseAsync(),
            await lab.SettingsAsync()
        );
        var test = await FinishAsync(app, await StartTestAsync(app, Good));

        var resource = await app.Client.GetFromJsonAsync<JsonElement>(
            $"/api/v1/inbound-tests/{test.Id}",
            Cancellation
        );

        var document = InboundDocument.Create(test.Observation!, test.Judged!);
        JsonElement
            .DeepEquals(
                resource.GetProperty("result"),
                JsonSerializer.SerializeToElement(document, EvidenceJson.Options)
            )
            .ShouldBeTrue(resource.GetProperty("result").GetRawText());
    }

    [Fact]
    public async Task Related_standards_are_measured_and_stored_in_the_same_run()
    {
        await using var app = await DashboardApp.StartAsync(
            await postgres.CreateDatabaseAsync(),
            await lab.SettingsAsync()
        );
        var test = await FinishAsync(app, await StartTestAsync(app, "dmarc-reject.example"));

        test.Observation!.Related.ShouldNotBeNull();
        test.Standards.Single(s => s.Standard == MailStandard.Dmarc)
            .Status.ShouldBe("dmarc-reject");
        test.Standards.Where(s => s.Status == "not-measured")
            .Select(s => s.Standard)
            .ShouldBe([MailStandard.TlsNcsc]);
    }

    [Fact]
    public async Task Steps_of_a_running_test_are_there_before_its_verdict()
    {
        await using var app = await DashboardApp.StartAsync(
            await postgres.CreateDatabaseAsync(),
            [.. await lab.SettingsAsync(), .. Waits]
        );
        var id = await StartTestAsync(app, Slow);
        var seen = new List<string>();

        await foreach (
            var test in app.Services.GetRequiredService<InboundTests>().WatchAsync(id, Cancellation)
        )
        {
            if (test.IsOpen)
            {
                seen.AddRange(test.Progress.Select(step => step.Slug));
            }
        }

        seen.ShouldContain("mx-lookup");
    }

    [Fact]
    public async Task A_test_whose_worker_is_killed_is_finished_by_another()
    {
        var database = await postgres.CreateDatabaseAsync();
        string[] settings = [.. await lab.SettingsAsync(), "Queue:LostAfter=00:00:03", .. Waits];
        await using var app = await DashboardApp.StartAsync(database, ["Roles=web", .. settings]);
        await using var first = WorkerProcess.Start(database, settings);
        var id = await StartTestAsync(app, Slow);
        await Eventually.GetAsync(
            async () =>
                await RowAsync(app, id) is { State: InboundTestState.Running } row ? row : null,
            what: "a worker that has the test in hand"
        );

        await first.KillAsync();
        (await RowAsync(app, id)).State.ShouldBe(
            InboundTestState.Running,
            "it was killed in the middle"
        );
        await using var second = WorkerProcess.Start(database, settings);

        var test = await FinishAsync(app, id);
        test.State.ShouldBe(InboundTestState.Done, test.FailureReason);
        test.Verdict!.Status.ShouldBe(DomainStatus.Unreachable);
        (await RowAsync(app, id)).Runs.ShouldBeGreaterThan(1);
    }

    [Fact]
    public async Task Tests_outlive_a_database_that_stops_for_a_while()
    {
        await using var cluster = await PostgresCluster.StartNewAsync();
        var database = cluster.ConnectionString("postgres");
        await MigrateCommand.MigrateAsync(database + ";Pooling=false", Cancellation);
        await using var app = await DashboardApp.StartAsync(
            database,
            [.. await lab.SettingsAsync(), "InboundTest:SweepEvery=00:00:00.5", .. Waits]
        );
        var ids = new List<string>();
        foreach (var domain in new[] { Slow, Good, "null-mx.example", "mx-servfail.example" })
        {
            ids.Add(await StartTestAsync(app, domain));
        }
        await Eventually.GetAsync(async () =>
            await RowAsync(app, ids[0]) is { State: InboundTestState.Running } row ? row : null
        );

        await cluster.StopAsync();
        using (
            var answer = await app.Client.GetAsync($"/api/v1/inbound-tests/{ids[0]}", Cancellation)
        )
        {
            answer.StatusCode.ShouldBe(HttpStatusCode.ServiceUnavailable);
            answer.Content.Headers.ContentType!.MediaType.ShouldBe("application/problem+json");
        }
        await cluster.StartAsync();

        foreach (var id in ids)
        {
            var test = await FinishAsync(app, id);
            test.State.ShouldBe(InboundTestState.Done, $"{test.Domain}: {test.FailureReason}");
        }
        (await FinishAsync(app, ids[1])).Verdict!.Status.ShouldBe(DomainStatus.Protected);
    }

    [Fact]
    public async Task A_run_that_cannot_begin_for_want_of_a_database_waits_for_it()
    {
        await using var cluster = await PostgresCluster.StartNewAsync();
        var database = cluster.ConnectionString("postgres");
        await MigrateCommand.MigrateAsync(database + ";Pooling=false", Cancellation);
        await using var app = await DashboardApp.StartAsync(
            database,
            ["Roles=web", .. await lab.SettingsAsync(), "InboundTest:SweepEvery=01:00:00"]
        );
        var id = await StartTestAsync(app, Good);
        var job = ActivatorUtilities.CreateInstance<InboundTestJob>(app.Services);
        await cluster.StopAsync();

        var run = job.RunAsync(id, Cancellation);
        await cluster.StartAsync();
        await run;
        await FinishAsync(app, id);

        var test = await RowAsync(app, id);
        (test.State, test.Status, test.Runs).ShouldBe(
            (InboundTestState.Done, DomainStatus.Protected, 1)
        );
    }

    [Fact]
    public async Task A_resolver_that_is_unavailable_makes_unreachable_with_the_reason_and_never_none()
    {
        await using var app = await DashboardApp.StartAsync(
            await postgres.CreateDatabaseAsync(),
            [
                .. await lab.SettingsAsync(),
                $"Dns:Resolver=127.0.0.1:{UnusedPort()}",
                "Dns:Timeout=00:00:00.5",
                "Dns:RetryAfter=00:00:00.1",
            ]
        );

        var test = await FinishAsync(app, await StartTestAsync(app, Good));

        test.State.ShouldBe(InboundTestState.Done, test.FailureReason);
        test.Verdict!.Status.ShouldBe(DomainStatus.Unreachable);
        test.Verdict.Delivery.ShouldBe(Core.Inbound.Delivery.Defer);
        test.Verdict.Reasons.Select(reason => reason.Slug).ShouldNotBeEmpty();
        var health = await app.Client.GetAsync("/health/ready", Cancellation);
        health.StatusCode.ShouldBe(HttpStatusCode.OK, "pages are still served");
        var report = JsonDocument
            .Parse(await health.Content.ReadAsStringAsync(Cancellation))
            .RootElement;
        report.GetProperty("state").GetString().ShouldBe("degraded");
        report.ToString().ShouldContain("resolver-unreachable");
    }

    [Fact]
    public async Task A_resolver_that_does_not_validate_protects_nothing()
    {
        var internet = await lab.GetAsync();
        await using var app = await DashboardApp.StartAsync(
            await postgres.CreateDatabaseAsync(),
            [.. await lab.SettingsAsync(), $"Dns:Resolver={internet.NonValidatingResolver}"]
        );

        var test = await FinishAsync(app, await StartTestAsync(app, Good));

        test.State.ShouldBe(InboundTestState.Done, test.FailureReason);
        test.Verdict!.Status.ShouldNotBe(DomainStatus.Protected);
        (await app.Client.GetStringAsync("/health/ready", Cancellation)).ShouldContain(
            "resolver-does-not-validate"
        );
    }

    private static async Task<string> StartTestAsync(DashboardApp app, string domain) =>
        (
            await app
                .Services.GetRequiredService<InboundTests>()
                .StartAsync(domain, IPAddress.Loopback, again: false, Cancellation)
        )
            .ShouldBeOfType<InboundTestStart.Accepted>()
            .Id;

    private static Task<InboundTestView> FinishAsync(
        DashboardApp app,
        string id,
        TimeSpan? within = null
    ) =>
        Eventually.GetAsync(
            async () =>
                await app.Services.GetRequiredService<InboundTests>().FindAsync(id, Cancellation)
                    is { IsOpen: false } test
                    ? test
                    : null,
            within,
            "a test that is over"
        );

    private static async Task<InboundTest> RowAsync(DashboardApp app, string id)
    {
        await using var db = await app.OpenDatabaseAsync();
        return await db.InboundTests.AsNoTracking().SingleAsync(t => t.Id == id, Cancellation);
    }

    private static int UnusedPort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
