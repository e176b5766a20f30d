using System.Diagnostics;
using Dashboard.Core.Tests;

namespace Dashboard.Web.Tests.Hosting;

/// <summary>What ./run makes of settings, as Bash reads it.</summary>
public sealed class ScriptSettingsTests
{
    [Theory]
    [InlineData("argument", "--ProbeZone:Name=a.example", null, "a.example")]
    [InlineData("argument in two words", "--ProbeZone:Name a.example", null, "a.example")]
    [InlineData("argument in other case", "--probezone:name=a.example", null, "a.example")]
    [InlineData("last argument", "--ProbeZone:Name=a --ProbeZone:Name=b", null, "b")]
    [InlineData("list", "--ProbeZone:Name:0=a --ProbeZone:Name:1=b", null, "a")]
    [InlineData("environment", "", "ProbeZone__Name=e.example", "e.example")]
    [InlineData("environment in other case", "", "PROBEZONE__NAME=e.example", "e.example")]
    [InlineData("argument before environment", "--ProbeZone:Name=a", "ProbeZone__Name=e", "a")]
    [InlineData("empty in the environment", "", "ProbeZone__Name=", "")]
    [InlineData("neither", "--port 8080", null, "")]
    public async Task Setting_is_read_from(
        string what,
        string arguments,
        string? environment,
        string expected
    )
    {
        var start = new ProcessStartInfo("bash")
        {
            ArgumentList =
            {
                "-euc",
                ". scripts/settings.sh; split_arguments \"$@\"; setting ProbeZone:Name",
                "run",
            },
            WorkingDirectory = RepositoryFiles.Root,
            RedirectStandardOutput = true,
        };
        foreach (var word in arguments.Split(' ', StringSplitOptions.RemoveEmptyEntries))
        {
            start.ArgumentList.Add(word);
        }
        if (environment?.Split('=') is [var name, var value])
        {
            start.Environment[name] = value;
        }
        using var bash = Process.Start(start)!;

        var said = await bash.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        await bash.WaitForExitAsync(TestContext.Current.CancellationToken);

        bash.ExitCode.ShouldBe(0, what);
        said.Trim().ShouldBe(expected, what);
    }
}
