using Dashboard.Web.Platform;

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
        var said = await RunAsync(
            "split_arguments \"$@\"; setting ProbeZone:Name",
            arguments,
            environment
        );

        said.Status.ShouldBe(0, what);
        said.Out.ShouldBe(expected, what);
    }

    [Theory]
    [InlineData("nothing", "--Dns:Resolver=127.0.0.1:53 --port 80", "")]
    [InlineData("case of the name", "--DNS:resolver=127.0.0.1:53 --port 80", "")]
    [InlineData("from elsewhere", "--port 80|Dns__Resolver=127.0.0.1:53", "")]
    [InlineData("value", "--Dns:Resolver=127.0.0.1:54 --port 80", "dns:resolver")]
    [InlineData("one more", "--Dns:Resolver=127.0.0.1:53 --A:B=1 --port 80", "a:b")]
    [InlineData("one less", "--port 80", "dns:resolver")]
    [InlineData("port", "--Dns:Resolver=127.0.0.1:53 --port 81", "--port")]
    [InlineData("role", "--Dns:Resolver=127.0.0.1:53 --port 80|Roles=web", "roles")]
    public async Task Settings_differ_from_those_of_the_start_by(
        string what,
        string now,
        string expected
    )
    {
        var (arguments, environment) = now.Split('|') is [var first, var second]
            ? (first, second)
            : (now, null);

        var said = await RunAsync(
            """
            run_dir=$(mktemp -d); trap 'rm -rf "$run_dir"' EXIT
            (unset Dns__Resolver Roles; split_arguments --Dns:Resolver=127.0.0.1:53; remember_settings site --port=80)
            split_arguments "$@"
            settings_that_differ site "--port=${other_arguments[1]}"
            """,
            arguments,
            environment
        );

        said.Status.ShouldBe(0, what);
        said.Out.ShouldBe(expected, what);
    }

    [Theory]
    [InlineData("line", "ProbeZone__Name=a.example", null, "a.example")]
    [InlineData("value with signs of the shell", "ProbeZone__Name=a b;$c", null, "a b;$c")]
    [InlineData("comment", "# ProbeZone__Name=a.example", null, "")]
    [InlineData("no name", "Probe-Zone=a.example", null, "")]
    [InlineData("set already", "ProbeZone__Name=a", "ProbeZone__Name=e", "e")]
    public async Task File_of_settings_is_read_as_docker_compose_reads_it(
        string what,
        string line,
        string? environment,
        string expected
    )
    {
        var file = Path.GetTempFileName();
        try
        {
            // Without an end of its last line.
            await File.WriteAllTextAsync(
                file,
                "A=1\n" + line,
                TestContext.Current.CancellationToken
            );
            var said = await RunAsync(
                "read_settings_file \"$1\"; setting ProbeZone:Name",
                file,
                environment
            );

            said.Status.ShouldBe(0, what);
            said.Out.ShouldBe(expected, what);
        }
        finally
        {
            File.Delete(file);
        }
    }

    private static Task<ShellLines> RunAsync(string lines, string arguments, string? environment) =>
        ShellLines.RunAsync(
            ". scripts/settings.sh; " + lines,
            arguments.Split(' ', StringSplitOptions.RemoveEmptyEntries),
            environment?.Split('=') is [var name, var value] ? [(name, value)] : []
        );
}
