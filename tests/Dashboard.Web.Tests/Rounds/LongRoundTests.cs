using System.Diagnostics;
using System.Globalization;
using System.Net.Http.Json;
using System.Runtime.CompilerServices;
using System.Text.Json;
using Dashboard.Core.Dns;
using Dashboard.Data.Rounds;
using Dashboard.Lab;
using Dashboard.Web.Features.Rounds.Control;
using Dashboard.Web.Features.Rounds.Start;
using Dashboard.Web.Platform;
using Dashboard.Web.Tests.Support;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Dashboard.Web.Tests.Rounds;

/// <summary>
/// What docs/performance.md says of a round of 10,000 domains on 700 hosts: <c>tests/Dashboard.Benchmarks/round-of-ten-thousand</c>.
/// The worker is a process of its own; visitors test other domains meanwhile.
/// </summary>
public sealed class LongRoundTests(PostgresFixture postgres, ITestOutputHelper output)
{
    private const int Domains = 10_000;

    private const int Hosts = 700;

    private static readonly TimeSpan VisitEvery = TimeSpan.FromSeconds(1);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory(Explicit = true)]
    [InlineData(RoundProfiles.Dane)]
    [InlineData(RoundProfiles.Round)]
    public async Task Round_of_ten_thousand_is_measured_beside_check(string profile)
    {
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
        string[] settings =
        [
            $"Dns:Resolver={internet.Resolver}",
            $"Smtp:Port={internet.SmtpPort}",
            "Probe:AllowReservedAddresses=true",
            $"MtaSts:Port={internet.HttpsPort}",
            $"MtaSts:TrustedRoots={internet.TrustedRoots}",
        ];
        string[] names = [.. Enumerable.Range(1, Domains).Select(i => $"d{i}.shared.example")];
        // By turns, so that neither finds what the other made warm: the resolver is warmed for both.
        await CheckAsync(names, settings);
        var check = await CheckAsync(names, settings);

        var database = await postgres.CreateDatabaseAsync();
        await using var app = await DashboardApp.StartAsync(
            database,
            builder =>
                builder.Services.Replace(
                    ServiceDescriptor.Singleton<IRoundRegister>(
                        new ListRegister(names.Select(DomainName.Parse))
                    )
                ),
            [
                "Roles=web",
                "RateLimit:RequestsPerMinute=10000",
                "InboundTest:StartsPerMinute=1000",
                .. settings,
            ]
        );
        await using var worker = WorkerProcess.Start(database, settings);
        // A worker is started seldom and measures often: the second time its code is compiled.
        await MeasureAsync("a worker just started", 0);
        await MeasureAsync("the same worker", worker.ProcessorSeconds());

        async Task MeasureAsync(string what, double processorBefore)
        {
            using var stop = CancellationTokenSource.CreateLinkedTokenSource(Cancellation);
            var clock = Stopwatch.StartNew();
            var (started, refusal) = await app
                .Services.GetRequiredService<RoundStart>()
                .StartAsync(new("Lange ronde", Profile: profile), Cancellation);
            refusal.ShouldBeNull();
            var visitors = VisitAsync(app, internet, stop.Token);
            await Eventually.GetAsync(
                async () =>
                {
                    await using var db = await app.OpenDatabaseAsync();
                    return
                        (
                            await db.Set<RoundRow>()
                                .AsNoTracking()
                                .SingleAsync(round => round.Id == started!.Id, Cancellation)
                        ).State == RoundState.Correction
                        ? "measured"
                        : null;
                },
                TimeSpan.FromMinutes(15)
            );
            (
                await app
                    .Services.GetRequiredService<RoundControl>()
                    .CloseAsync(started!.Id, early: true, by: null, Cancellation)
            ).ShouldBeNull();
            var seconds = clock.Elapsed.TotalSeconds;
            await stop.CancelAsync();
            var waits = await visitors;
            var status = (
                await app
                    .Services.GetRequiredService<RoundProgress>()
                    .FindAsync(started.Id, Cancellation)
            )!;

            status.Done.ShouldBe(Domains);
            status.Pairs.ShouldBe(Hosts);
            status.Failures.ShouldBeEmpty();
            Print(
                $"profile {profile}, {what}: {Domains / seconds:0} domains a second, {seconds:0.0} s with figures"
            );
            Print(
                $"check, ordinary build: {Domains / check:0} a second; ratio {check / seconds:0.00}"
            );
            Print(
                $"sessions {status.Sessions}, {status.Sessions / (double)Hosts:0.00} for each address"
            );
            Print(
                $"worker: {worker.PeakMegabytes():0} MB at most, {worker.ProcessorSeconds() - processorBefore:0.0} s of the processor"
            );
            Print(
                $"{waits.Count} visitors' tests meanwhile: median {waits.Order().ElementAt(waits.Count / 2).Seconds:0.00} s, longest {waits.Max().Seconds:0.00} s ({waits.Max().Domain})"
            );
        }
    }

    /// <summary>Tests of other domains, one after another, from the request to the verdict.</summary>
    private static async Task<List<(double Seconds, string Domain)>> VisitAsync(
        DashboardApp app,
        LabInternet internet,
        CancellationToken stop
    )
    {
        var waits = new List<(double Seconds, string Domain)>();
        foreach (var scenario in internet.Scenarios.Where(s => !s.Slow))
        {
            if (stop.IsCancellationRequested)
            {
                break;
            }
            var clock = Stopwatch.StartNew();
            using var posted = await app.Client.PostAsJsonAsync(
                "/api/v1/inbound-tests",
                new { domain = scenario.Domain.Value },
                Cancellation
            );
            posted.IsSuccessStatusCode.ShouldBeTrue(
                await posted.Content.ReadAsStringAsync(Cancellation)
            );
            using var answer = JsonDocument.Parse(
                await posted.Content.ReadAsStringAsync(Cancellation)
            );
            var id = answer.RootElement.GetProperty("id").GetString();
            await Eventually.GetAsync(async () =>
            {
                using var test = JsonDocument.Parse(
                    await app.Client.GetStringAsync($"/api/v1/inbound-tests/{id}", Cancellation)
                );
                return test.RootElement.GetProperty("state").GetString() is "done" or "failed"
                    ? "ended"
                    : null;
            });
            waits.Add((clock.Elapsed.TotalSeconds, scenario.Domain.Value));
            await Task.WhenAny(Task.Delay(VisitEvery, stop));
        }
        return waits;
    }

    /// <returns>Seconds.</returns>
    private static async Task<double> CheckAsync(string[] names, string[] settings)
    {
        var list = Path.GetTempFileName();
        try
        {
            await File.WriteAllLinesAsync(list, names, Cancellation);
            var start = new ProcessStartInfo(
                "dotnet",
                [
                    Path.Combine(
                        Root(),
                        "src/Dashboard.Check/bin/Release/net10.0/Dashboard.Check.dll"
                    ),
                    "--jsonl",
                    "--file",
                    list,
                    .. settings[..3].Select(setting => "--" + setting),
                ]
            )
            {
                RedirectStandardOutput = true,
                RedirectStandardError = true,
                Environment =
                {
                    ["DOTNET_TieredPGO"] = "0",
                    ["DOTNET_TC_CallCountingDelayMs"] = "0xBB8",
                },
            };
            var clock = Stopwatch.StartNew();
            using var process = Process.Start(start)!;
            var errors = process.StandardError.ReadToEndAsync(Cancellation);
            var good = 0;
            while (await process.StandardOutput.ReadLineAsync(Cancellation) is { } line)
            {
                good += line.Contains("\"status\":\"protected\"", StringComparison.Ordinal) ? 1 : 0;
            }
            await process.WaitForExitAsync(Cancellation);
            good.ShouldBe(names.Length, await errors);
            return clock.Elapsed.TotalSeconds;
        }
        finally
        {
            File.Delete(list);
        }
    }

    private void Print(FormattableString line) =>
        output.WriteLine(line.ToString(CultureInfo.InvariantCulture));

    private static string Root([CallerFilePath] string here = "") =>
        Path.GetFullPath(Path.Combine(Path.GetDirectoryName(here)!, "../../.."));
}
