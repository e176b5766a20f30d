namespace Dashboard.Web.Tests.Hosting;

/// <summary>On which database a command of ./run works; what would run is only said.</summary>
public sealed class ScriptCommandTests
{
    private const string Command = """
        . scripts/common.sh; . scripts/ports.sh; . scripts/process.sh; . scripts/settings.sh
        local_dir=$(mktemp -d); run_dir=$local_dir/run; log_dir=$local_dir/log; caller=$PWD; web_dll=web.dll
        mkdir -p "$run_dir"
        trap 'rm -rf "$local_dir"' EXIT
        . scripts/store-command.sh
        install_missing() { :; }; build_web() { :; }; postgres_runs() { :; }; migrate() { :; }
        postgres_connection() { echo "Database=$1"; }
        is_running() { [[ $1 == site && -e $run_dir/site.settings ]]; }
        dotnet() { echo "$ConnectionStrings__Dashboard $*"; }
        exec() { "$@"; }
        """;

    [Theory]
    [InlineData("", "register list", "Database=dashboard ")]
    [InlineData(
        @"printf -- '--lab\tfalse\n' >$run_dir/site.settings",
        "register list",
        "Database=dashboard "
    )]
    [InlineData(
        @"printf -- '--lab\ttrue\n' >$run_dir/site.settings",
        "register list",
        "Database=dashboard_lab "
    )]
    [InlineData("", "register list --lab", "Database=dashboard_lab ")]
    public async Task Command_works_on_the_database_of_the_site_that_runs(
        string site,
        string words,
        string database
    )
    {
        var said = await ShellLines.RunAsync($"{Command}\n{site}\nstore_command {words}");

        said.Error.ShouldBeEmpty();
        said.Out.ShouldStartWith(database + "web.dll register list");
        // What a lab may do it may with the lab's database, whether its parts run or not.
        said.Out.Contains("--Lab:SendingControl=true", StringComparison.Ordinal)
            .ShouldBe(database.Contains("lab", StringComparison.Ordinal));
    }

    /// <summary>Before anything is done: what they would do is not to be had by mistake.</summary>
    [Theory]
    [InlineData("lab --out x", "--out")]
    [InlineData("reset --preview", "--preview")]
    [InlineData("up postgres --name", "--name")]
    [InlineData("down site --out", "--out")]
    [InlineData("down --out", "site, sending, lab")]
    public async Task Part_of_run_refuses_what_it_does_not_take(string words, string told)
    {
        var said = await ShellLines.RunAsync($"./run {words}");

        said.Status.ShouldBe(2);
        said.Error.ShouldContain(told);
        said.Out.ShouldBeEmpty();
    }
}
