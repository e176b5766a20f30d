namespace Dashboard.Web.Tests.Hosting;

/// <summary>As whom ./run starts the site.</summary>
public sealed class ScriptRightsTests
{
    private const string Begin = """
        . scripts/common.sh; . scripts/build.sh; . scripts/account.sh
        log_dir=$(mktemp -d); chmod 755 "$log_dir"
        trap 'rm -rf "$log_dir"' EXIT
        published_dll=$log_dir/program; touch "$published_dll"; publish_web() { :; }
        printf '#!/bin/sh\n' >"$log_dir/dotnet"; chmod 755 "$log_dir/dotnet"; PATH=$log_dir:$PATH
        """;

    private static bool IsRoot => Environment.UserName == "root";

    [Fact]
    public async Task Site_of_root_is_nobody_and_may_only_take_low_ports()
    {
        Assert.SkipUnless(IsRoot, "There are no rights to give up.");

        var said = await ShellLines.RunAsync(
            Begin
                + """

                drop_rights
                "${as_site[@]}" bash -c 'id -u; id -G; grep CapEff /proc/self/status'
                echo "$site_dll" | grep -o program
                """
        );

        said.Out.Split('\n').ShouldBe(["61999", "61999", "CapEff:\t0000000000000400", "program"]);
    }

    [Fact]
    public async Task Site_stays_roots_where_it_needs_a_file_that_is_roots_alone_and_that_is_said()
    {
        Assert.SkipUnless(IsRoot, "There are no rights to give up.");

        var said = await ShellLines.RunAsync(
            Begin
                + """

                touch "$log_dir/key"; chmod 600 "$log_dir/key"
                drop_rights "$log_dir/key"
                "${as_site[@]}" id -u
                """
        );

        said.Out.ShouldContain("the site runs as root, because no other account can read ");
        said.Out.ShouldEndWith("\n0");
    }

    /// <summary>resilience R10.</summary>
    [Fact]
    public async Task Log_of_a_part_is_for_its_account_and_group_alone()
    {
        var said = await ShellLines.RunAsync(
            """
            . scripts/common.sh; . scripts/process.sh
            log_dir=$(mktemp -d) run_dir=$log_dir; trap 'rm -rf "$log_dir"' EXIT
            umask 022; touch "$log_dir/part.log"
            start_part part sh -c 'echo said'
            until grep -q said "$log_dir/part.log"; do sleep 0.02; done
            stat -c %a "$log_dir/part.log"
            """
        );

        said.Out.ShouldBe("640", said.Error);
    }

    [Fact]
    public async Task Site_of_an_ordinary_user_is_that_users()
    {
        var said = await ShellLines.RunAsync(
            $"{Begin}\nis_root() {{ false; }}; drop_rights; \"${{as_site[@]}}\" id -u; id -u"
        );

        said.Out.Split('\n').Distinct().Count().ShouldBe(1);
    }
}
