namespace Dashboard.Web.Tests.Hosting;

/// <summary>What ./run does where the site runs already; a process that sleeps stands for it.</summary>
public sealed class ScriptStartTests
{
    private const string Running = """
        . scripts/common.sh; . scripts/ports.sh; . scripts/process.sh; . scripts/settings.sh; . scripts/serve.sh
        local_dir=$(mktemp -d); run_dir=$local_dir/run; log_dir=$local_dir/log
        trap 'stop_part site; rm -rf "$local_dir"' EXIT
        start_part site sleep 1000; echo 18080 >"$run_dir/site.port"
        remember_settings site --lab=false --port=18080
        """;

    [Fact]
    public async Task Start_with_the_same_settings_says_where_the_site_is()
    {
        var said = await ShellLines.RunAsync($"{Running}\nserve --port 18080");

        said.Error.ShouldBeEmpty();
        said.Out.ShouldStartWith("The site runs already on http://localhost:18080;");
        said.Status.ShouldBe(0);
    }

    [Fact]
    public async Task Start_with_other_settings_says_which_are_not_used_and_fails()
    {
        var said = await ShellLines.RunAsync(
            $"{Running}\nremember_part run $$\nserve --port 18081 --ProbeZone:Name=other.example"
        );

        said.Error.ShouldContain("started otherwise: --port probezone:name.");
        said.Error.ShouldContain("not used");
        said.Status.ShouldBe(2);
    }

    [Fact]
    public async Task Site_that_nobody_watches_any_more_is_stopped_for_other_settings()
    {
        var said = await ShellLines.RunAsync(
            $"{Running}\nif site_runs_already false 18081; then exit 3; fi; is_running site || echo gone"
        );

        said.Out.ShouldContain("was left by a start that has ended");
        said.Out.ShouldEndWith("gone");
        said.Status.ShouldBe(0);
    }

    [Theory]
    [InlineData("resolver-not-proven", true)]
    [InlineData("resolver-unreachable", true)]
    [InlineData("resolver-does-not-validate", false)]
    [InlineData("ok", false)]
    public async Task Start_without_the_internet_says_so(string slug, bool warned)
    {
        var said = await ShellLines.RunAsync(
            """
            . scripts/common.sh; . scripts/serve.sh
            http_body() { echo "{\"name\":\"resolver\",\"slug\":\"$slug\"}"; }
            sleep() { :; }
            slug=$1
            warn_without_dns 18080
            """,
            [slug]
        );

        said.Status.ShouldBe(0, said.Error);
        said.Out.Contains("Without the Internet", StringComparison.Ordinal).ShouldBe(warned);
    }

    [Theory]
    [InlineData("0")]
    [InlineData("65536")]
    [InlineData("http")]
    public async Task Port_that_is_none_is_refused(string port)
    {
        var said = await ShellLines.RunAsync(
            ". scripts/common.sh; . scripts/settings.sh; . scripts/serve.sh; serve --port \"$1\"",
            [port]
        );

        said.Error.ShouldBe("--port needs a number from 1 to 65535.");
        said.Status.ShouldBe(2);
    }
}
