using System.Text.Json;
using Dashboard.Check.Terminal;
using Dashboard.Data.Rounds;
using Dashboard.Web.Cli;
using Dashboard.Web.Platform;
using Dashboard.Web.Tests.Cli;
using Dashboard.Web.Tests.Support;
using Microsoft.EntityFrameworkCore;

namespace Dashboard.Web.Tests.Exports;

public sealed class ExportCommandTests(PostgresFixture postgres)
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Export_writes_files_and_prints_their_hashes()
    {
        await using var scene = await ExportScene.StartAsync(postgres, RoundState.Correction);
        var directory = Path.Combine(scene.NewDirectory(), "new");

        var (status, output, error) = await RunAsync(
            scene,
            $"--round={scene.Second}",
            "--format",
            "zip",
            "--out",
            directory,
            "--json"
        );

        (status, error).ShouldBe((0, string.Empty));
        using var printed = JsonDocument.Parse(output);
        printed
            .RootElement.EnumerateObject()
            .Select(p => p.Name)
            .ShouldBe(["round", "edition", "format", "language", "files"]);
        var file = printed.RootElement.GetProperty("files")[0];
        await using var content = File.OpenRead(
            Path.Combine(directory, file.GetProperty("name").GetString()!)
        );
        file.GetProperty("bytes").GetInt64().ShouldBe(content.Length);
        file.GetProperty("sha256")
            .GetString()
            .ShouldBe(
                Convert.ToHexStringLower(
                    await System.Security.Cryptography.SHA256.HashDataAsync(content, Cancellation)
                )
            );
    }

    [Fact]
    public async Task Export_prints_lines_that_sha256sum_checks()
    {
        await using var scene = await ExportScene.StartAsync(postgres);
        var directory = scene.NewDirectory();

        var (status, output, _) = await RunAsync(
            scene,
            $"--round={scene.Second}",
            "--format=csv",
            $"--out={directory}"
        );

        status.ShouldBe(0);
        var lines = output.TrimEnd().Split('\n');
        lines.Length.ShouldBe(14);
        foreach (var line in lines)
        {
            var (hash, path) = (line[..64], line[66..]);
            Convert
                .ToHexStringLower(
                    System.Security.Cryptography.SHA256.HashData(
                        await File.ReadAllBytesAsync(path, Cancellation)
                    )
                )
                .ShouldBe(hash);
        }
    }

    [Fact]
    public async Task Export_is_refused_before_there_are_figures()
    {
        await using var scene = await ExportScene.StartAsync(postgres, RoundState.Correction);
        await using var db = await scene.App.OpenDatabaseAsync();
        await db.Set<RoundRow>()
            .Where(r => r.Id == scene.Second)
            .ExecuteUpdateAsync(
                set =>
                    set.SetProperty(r => r.State, RoundState.Probing)
                        .SetProperty(r => r.MeasuredAt, (DateTimeOffset?)null),
                Cancellation
            );
        var directory = Path.Combine(scene.NewDirectory(), "none");

        foreach (
            var (round, words) in new[] { (scene.Second, "no figures yet"), (9999, "no round") }
        )
        {
            var (status, output, error) = await RunAsync(
                scene,
                $"--round={round}",
                "--format=json",
                $"--out={directory}"
            );

            (status, output).ShouldBe((1, string.Empty));
            error.ShouldContain(words);
        }
        Directory.Exists(directory).ShouldBeFalse();
    }

    [Fact]
    public async Task Current_state_is_exported_once_it_is_measured()
    {
        await using var scene = await ExportScene.StartAsync(postgres, RoundState.Correction);
        var directory = scene.NewDirectory();
        var (status, output, error) = await RunAsync(
            scene,
            "--current",
            "--format=ods",
            $"--out={directory}"
        );
        (status, output).ShouldBe((1, string.Empty));
        error.ShouldContain("No current state");
        await DownloadTests.BecomeAsync(scene, "current-state");

        (status, output, error) = await RunAsync(
            scene,
            "--current",
            "--format=ods",
            $"--out={directory}",
            "--json"
        );

        (status, error).ShouldBe((0, string.Empty));
        using var printed = JsonDocument.Parse(output);
        printed.RootElement.GetProperty("round").GetInt32().ShouldBe(scene.Second);
    }

    [Fact]
    public async Task Batch_is_not_exported()
    {
        await using var scene = await ExportScene.StartAsync(postgres, RoundState.Correction);
        await DownloadTests.BecomeAsync(scene, "batch");

        var (status, output, error) = await RunAsync(
            scene,
            $"--round={scene.Second}",
            "--format=ods",
            $"--out={scene.NewDirectory()}"
        );

        (status, output).ShouldBe((1, string.Empty));
        error.ShouldContain("batch API");
    }

    [Theory]
    [InlineData("--round=1", "--current", "--format=csv", "--out=x")]
    [InlineData("--round=1", "--format=pdf", "--out=x")]
    [InlineData("--round=one", "--format=csv", "--out=x")]
    [InlineData("--format=csv", "--out=x")]
    [InlineData("--round=1", "--format=csv")]
    [InlineData("--round=1", "--format=csv", "--out=x", "--language=de")]
    [InlineData("--round=1", "--format=csv", "--out=x", "--loud")]
    [InlineData("more", "--round=1", "--format=csv", "--out=x")]
    public async Task Usage_that_is_not_understood_is_a_fault(params string[] arguments)
    {
        var (status, output, error) = await RunAsync("Host=127.0.0.1;Port=1", arguments);

        (status, output).ShouldBe((2, string.Empty));
        error.ShouldNotBeEmpty();
    }

    [Fact]
    public async Task Directory_that_cannot_be_written_is_a_fault_of_ours()
    {
        await using var scene = await ExportScene.StartAsync(postgres);
        var file = Path.Combine(scene.NewDirectory(), "file");
        await File.WriteAllTextAsync(file, string.Empty, Cancellation);

        var (status, _, error) = await RunAsync(
            scene,
            $"--round={scene.Second}",
            "--format=csv",
            $"--out={file}"
        );

        status.ShouldBe(2);
        error.ShouldContain("cannot be written");
    }

    private static Task<(int Status, string Output, string Error)> RunAsync(
        ExportScene scene,
        params string[] arguments
    ) => RunAsync(scene.Database, arguments);

    private static async Task<(int Status, string Output, string Error)> RunAsync(
        string database,
        string[] arguments
    )
    {
        await using var output = new StringWriter();
        await using var error = new StringWriter();
        var status = await ExportCommand.RunAsync(
            [.. arguments, $"--ConnectionStrings:Dashboard={database}"],
            new CommandConsole(TextReader.Null, output, error, ErrorIsTerminal: false),
            new EnglishCommandTexts(),
            Cancellation
        );
        CommandSchemas.ShouldHold(["export", .. arguments], output.ToString());
        return (status, output.ToString(), error.ToString());
    }
}
