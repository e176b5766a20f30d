namespace Dashboard.Web.Tests.Hosting;

/// <summary>How ./run starts the lab; what would run is only said.</summary>
public sealed class ScriptLabTests
{
    private const string Lab = """
        . scripts/common.sh; . scripts/ports.sh; . scripts/process.sh
        local_dir=$(mktemp -d); run_dir=$local_dir/run; log_dir=$local_dir/log; lab_dll=lab.dll; started=()
        trap 'rm -rf "$local_dir"' EXIT
        . scripts/lab.sh
        start_part() { shift; echo "$@"; }
        """;

    [Fact]
    public async Task Lab_that_is_started_again_has_the_ports_that_the_site_knows()
    {
        var said = await ShellLines.RunAsync($"{Lab}\nlaunch_lab; launch_lab");

        said.Error.ShouldBeEmpty();
        var starts = said.Out.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        starts.Length.ShouldBe(2);
        starts[0]
            .ShouldMatch(
                "^dotnet lab.dll --resolver-port [0-9]+ --smtp-port [0-9]+ --https-port [0-9]+ --register$"
            );
        starts[1].ShouldBe(starts[0]);
    }
}
