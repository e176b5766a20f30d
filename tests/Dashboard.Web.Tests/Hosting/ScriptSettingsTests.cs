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

    /// <summary>1 would say something of a domain, or that something was refused.</summary>
    [Theory]
    [InlineData("setting without a value", "split_arguments --Dns:Resolver", 2)]
    [InlineData("a fault of ours", "fail It did not start.", 2)]
    [InlineData(
        "check without the lab",
        "has_native_check() { false; }; build_check() { :; }; is_running() { false; }; check --lab good.example",
        2
    )]
    [InlineData(
        "the same for a monitor",
        "has_native_check() { false; }; build_check() { :; }; is_running() { false; }; check --lab --format nagios good.example",
        3
    )]
    [InlineData(
        "the same in one word",
        "has_native_check() { false; }; build_check() { :; }; is_running() { false; }; check --lab --format=nagios good.example",
        3
    )]
    public async Task Mistake_and_fault_end_as_they_do_in_the_program(
        string what,
        string lines,
        int status
    )
    {
        var said = await RunAsync(
            "scripts=scripts; . scripts/common.sh; . scripts/check.sh; caller=$PWD; native_check=/nowhere; check_dll=check.dll; "
                + lines,
            string.Empty,
            null
        );

        said.Status.ShouldBe(status, what);
        said.Error.ShouldNotBeEmpty(what);
        said.Out.ShouldBeEmpty(what);
    }

    /// <summary>A database is one of a lab from its first migration on, or never.</summary>
    [Theory]
    [InlineData("dashboard", "", "migrate")]
    [InlineData("dashboard", "--Lab:SendingControl=true", "migrate --Lab:SendingControl=true")]
    [InlineData("dashboard_lab", "", "migrate --Lab:SendingControl=true")]
    public async Task Database_is_made_with_what_the_settings_say_of_a_lab(
        string database,
        string arguments,
        string expected
    )
    {
        var said = await RunAsync(
            $$"""
            . scripts/common.sh; . scripts/site.sh; split_arguments "$@"
            run_dir=$(mktemp -d); local_dir=$run_dir; web_dll=web.dll; trap 'rm -rf "$run_dir"' EXIT
            dotnet() { echo "${@:2}"; }; status() { :; }
            migrate {{database}} Host=here
            """,
            arguments,
            null
        );

        said.Error.ShouldBeEmpty();
        said.Out.ShouldBe(expected);
    }

    private static Task<ShellLines> RunAsync(string lines, string arguments, string? environment) =>
        ShellLines.RunAsync(
            ". scripts/settings.sh; " + lines,
            arguments.Split(' ', StringSplitOptions.RemoveEmptyEntries),
            environment?.Split('=') is [var name, var value] ? [(name, value)] : []
        );
}
