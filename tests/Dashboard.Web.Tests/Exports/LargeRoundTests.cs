using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using Dashboard.Core;
using Dashboard.Core.Adoption;
using Dashboard.Web.Features.Exports;
using Dashboard.Web.Features.Rounds.Results;
using Dashboard.Web.Features.Rounds.Start;
using Dashboard.Web.Features.RoundStore;
using Dashboard.Web.Platform;
using Dashboard.Web.Tests.Support;
using Microsoft.EntityFrameworkCore;

namespace Dashboard.Web.Tests.Exports;

/// <summary>An export of a long round, by the command in a process of its own with little memory.</summary>
public sealed class LargeRoundTests(PostgresFixture postgres, ITestOutputHelper output)
{
    private const int Organisations = 5000;

    private const int Providers = 500;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    /// <summary>All objects of the process together.</summary>
    [Fact]
    public async Task Ten_thousand_results_are_exported_within_48_megabytes_of_objects() =>
        await ExportAsync(10_000, heapMegabytes: 48, ExportFormat.Zip);

    /// <summary>What docs/exports.md says of time and memory: <c>tests/Dashboard.Benchmarks/export-of-a-long-round</c>.</summary>
    [Theory(Explicit = true)]
    [InlineData("csv")]
    [InlineData("json")]
    [InlineData("ods")]
    [InlineData("xlsx")]
    [InlineData("zip")]
    public async Task Hundred_thousand_results_are_exported_within_a_minute(string word)
    {
        Slug.TryParse<ExportFormat>(word, out var format).ShouldBeTrue();

        var (seconds, processor, megabytes, bytes) = await ExportAsync(
            100_000,
            heapMegabytes: 96,
            format
        );

        output.WriteLine(
            string.Create(
                CultureInfo.InvariantCulture,
                $"{word}: {seconds:0.0} s, {processor:0.0} s of the processor, {megabytes:0} MB at most, {bytes / 1e6:0.0} MB written"
            )
        );
        seconds.ShouldBeLessThan(60);
    }

    private async Task<(
        double Seconds,
        double Processor,
        double Megabytes,
        long Bytes
    )> ExportAsync(int results, int heapMegabytes, ExportFormat format)
    {
        await using var scene = await ExportScene.StartAsync(postgres);
        await FillAsync(scene, results);
        var directory = scene.NewDirectory();
        var start = new ProcessStartInfo(
            "dotnet",
            [
                Path.Combine(AppContext.BaseDirectory, "Dashboard.Web.dll"),
                "export",
                $"--round={scene.Second}",
                $"--format={Slug.Of(format)}",
                $"--out={directory}",
                "--json",
                $"--ConnectionStrings:Dashboard={scene.Database}",
            ]
        )
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            Environment =
            {
                ["DOTNET_GCHeapHardLimit"] = (heapMegabytes * 1024L * 1024).ToString(
                    "X",
                    CultureInfo.InvariantCulture
                ),
            },
        };
        var clock = Stopwatch.StartNew();
        using var process = Process.Start(start)!;
        var spent = SpentAsync(process);
        var error = process.StandardError.ReadToEndAsync(Cancellation);
        var printed = await process.StandardOutput.ReadToEndAsync(Cancellation);
        await process.WaitForExitAsync(Cancellation);
        var seconds = clock.Elapsed.TotalSeconds;

        (process.ExitCode, await error).ShouldBe((0, string.Empty));
        using var document = JsonDocument.Parse(printed);
        var (processor, kilobytes) = await spent;
        return (
            seconds,
            processor.TotalSeconds,
            kilobytes / 1024.0,
            document
                .RootElement.GetProperty("files")
                .EnumerateArray()
                .Sum(file => file.GetProperty("bytes").GetInt64())
        );
    }

    /// <returns>Its processor time, and the most memory that it had, in kilobytes, by the last reading before it ended.</returns>
    private static async Task<(TimeSpan Processor, long Kilobytes)> SpentAsync(Process process)
    {
        var most = 0L;
        var processor = TimeSpan.Zero;
        while (!process.HasExited)
        {
            try
            {
                var line = (
                    await File.ReadAllLinesAsync($"/proc/{process.Id}/status", Cancellation)
                ).FirstOrDefault(l => l.StartsWith("VmHWM:", StringComparison.Ordinal));
                processor = process.TotalProcessorTime;
                if (line is not null)
                {
                    most = long.Parse(line[6..^2].Trim(), CultureInfo.InvariantCulture);
                }
            }
            catch (Exception ended) when (ended is IOException or InvalidOperationException)
            {
                break;
            }
            await Task.Delay(100, Cancellation);
        }
        return (processor, most);
    }

    /// <summary>Results beside those of the example, in both of its rounds; one in ten changes between them.</summary>
    private static async Task FillAsync(ExportScene scene, int results)
    {
        await using var db = await scene.App.OpenDatabaseAsync();
        await db.NumberAsync(
            AdoptionDimension.Organisation,
            Enumerable
                .Range(0, Organisations)
                .Select(i => new ListedValue($"{i:00000000}", $"Gemeente Proefdam nummer {i}")),
            Cancellation
        );
        await db.NumberAsync(
            AdoptionDimension.Provider,
            Enumerable
                .Range(0, Providers)
                .Select(i => new ListedValue($"aanbieder-{i}.example", $"aanbieder-{i}.example")),
            Cancellation
        );
        await db.Database.ExecuteSqlAsync(
            $"""
            WITH domains AS (
              INSERT INTO measured_domains (name)
              SELECT 'domein-' || i || '.example' FROM generate_series(1, {results}) AS i
              RETURNING id
            ), numbered AS (
              SELECT id, row_number() OVER (ORDER BY id) AS n FROM domains
            ), organisations AS (
              SELECT id, row_number() OVER (ORDER BY id) AS n FROM round_values
              WHERE dimension = {(short)AdoptionDimension.Organisation}
            ), providers AS (
              SELECT id, row_number() OVER (ORDER BY id) AS n FROM round_values
              WHERE dimension = {(short)AdoptionDimension.Provider}
            )
            INSERT INTO round_results (round_id, domain_id, version, edition, wave, measured_at, organisation, layer, provider,
              status, delivery, connection_type, attacker_connection_type, flags, explained, outcomes)
            SELECT round.id, d.id, 1, 1, 1, round.measured_at, o.id,
              (SELECT min(id) FROM round_values WHERE dimension = {(short)
                AdoptionDimension.Layer}), p.id,
              5, 4, 3, 3, 1, 0, ARRAY[0, CASE WHEN d.n % 10 = 0 AND round.id = {scene.Second} THEN 330 ELSE 0 END,
              0, 330, 0, 0, 0, 330, 0, 330, 0]::smallint[]
            FROM numbered AS d
            JOIN organisations AS o ON o.n = 1 + d.n % {Organisations}
            JOIN providers AS p ON p.n = 1 + d.n % {Providers}
            CROSS JOIN rounds AS round
            """,
            Cancellation
        );
        await db.Database.ExecuteSqlRawAsync("ANALYZE", Cancellation);
    }
}
