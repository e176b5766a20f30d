using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using Dashboard.Data.Rounds;
using Dashboard.Lab;
using Dashboard.Web.Platform;
using Dashboard.Web.Tests.Support;
using Microsoft.EntityFrameworkCore;
using static Dashboard.Web.Tests.Api.BatchVisitor;

namespace Dashboard.Web.Tests.Api;

/// <summary>A batch of the usual greatest size, whose worker is killed in the middle while another request is cancelled.</summary>
public sealed class LongBatchTests(
    PostgresFixture postgres,
    LabFixture lab,
    ITestOutputHelper output
)
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    /// <summary>Bounded, in every run of the tests.</summary>
    [Fact]
    public async Task Batch_whose_worker_is_killed_is_done_each_domain_once()
    {
        var internet = await lab.GetAsync();
        string[] domains =
        [
            .. internet.WellBehaved.Select(d => d.Value),
            .. internet.Scenarios.Where(s => !s.Slow).Take(60).Select(s => s.Domain.Value),
        ];
        await MeasureAsync(
            domains,
            [.. await lab.SettingsAsync(), "Probe:RetryAfter=00:00:00.1", "Batch:Profile=dane"],
            // A slow one, so that it is killed in the middle.
            "Rounds:Concurrency=2"
        );
    }

    [Fact(Explicit = true)]
    public async Task Batch_of_five_thousand_survives_the_loss_of_its_worker()
    {
        const int Domains = 5000;
        const int Hosts = 400;
        await using var internet = await LabInternet.StartAsync(
            new()
            {
                WellBehaved = Hosts,
                WellBehavedByNginx = true,
                Shared = Domains,
                SharedHosts = Hosts,
            },
            Cancellation
        );
        var clock = Stopwatch.StartNew();
        await MeasureAsync(
            [.. Enumerable.Range(1, Domains).Select(i => $"d{i}.shared.example")],
            [
                $"Dns:Resolver={internet.Resolver}",
                $"Smtp:Port={internet.SmtpPort}",
                "Probe:AllowReservedAddresses=true",
                $"MtaSts:Port={internet.HttpsPort}",
                $"MtaSts:TrustedRoots={internet.TrustedRoots}",
            ]
        );
        output.WriteLine(
            string.Create(
                CultureInfo.InvariantCulture,
                $"{Domains} domains of a batch, a worker killed meanwhile: {clock.Elapsed.TotalSeconds:0} s"
            )
        );
    }

    private async Task MeasureAsync(string[] domains, string[] settings, params string[] ofTheFirst)
    {
        string[] all =
        [
            .. settings,
            "Queue:LostAfter=00:00:03",
            "Rounds:ClaimFor=00:00:03",
            "Rounds:SweepEvery=00:00:00.3",
        ];
        var database = await postgres.CreateDatabaseAsync();
        await using var app = await DashboardApp.StartAsync(database, ["Roles=web", .. all]);
        using var client = await ClientAsync(app, "dashboard");
        var id = await RegisterAsync(client, domains);
        var other = await RegisterAsync(client, domains);
        await using (var first = WorkerProcess.Start(database, [.. all, .. ofTheFirst]))
        {
            await Eventually.GetAsync(async () =>
            {
                await using var db = await app.OpenDatabaseAsync();
                var resolved = await db.Set<RoundLookupRow>()
                    .CountAsync(l => l.State == LookupState.Resolved, Cancellation);
                return resolved > domains.Length / 4 ? "in the middle" : null;
            });
            await first.KillAsync();
        }
        using (var polled = await SendAsync(client, HttpMethod.Get, $"{Requests}/{id}"))
        {
            StatusOf(polled).ShouldBe("running");
        }
        using var cancelled = await SendAsync(
            client,
            HttpMethod.Patch,
            $"{Requests}/{other}",
            """{"status":"cancelled"}"""
        );
        StatusOf(cancelled).ShouldBe("cancelled");

        await using var second = WorkerProcess.Start(database, all);
        await Eventually.GetAsync(
            async () =>
            {
                using var polled = await SendAsync(client, HttpMethod.Get, $"{Requests}/{id}");
                return StatusOf(polled) == "done" ? "done" : null;
            },
            TimeSpan.FromMinutes(10)
        );

        using var results = await SendAsync(client, HttpMethod.Get, $"{Requests}/{id}/results");
        results
            .RootElement.GetProperty("domains")
            .EnumerateObject()
            .Select(d => d.Name)
            .ToHashSet()
            .Count.ShouldBe(domains.Length);
        results
            .RootElement.GetProperty("domains")
            .EnumerateObject()
            .Count()
            .ShouldBe(domains.Length, "each once");
        await using var read = await app.OpenDatabaseAsync();
        (await read.Set<RoundRow>().CountAsync(Cancellation)).ShouldBe(
            1,
            "the cancelled one never began"
        );
    }

    private static async Task<string> RegisterAsync(HttpClient client, string[] domains)
    {
        using var made = await SendAsync(
            client,
            HttpMethod.Post,
            Requests,
            JsonSerializer.Serialize(new { type = "mail", domains })
        );
        return made.RootElement.GetProperty("request").GetProperty("request_id").GetString()!;
    }

    private static string? StatusOf(JsonDocument answer) =>
        answer.RootElement.GetProperty("request").GetProperty("status").GetString();
}
