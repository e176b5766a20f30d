using System.Diagnostics;

namespace Dashboard.Core.Tests;

/// <summary>The native build of check is in the image of the program and in each release.</summary>
public sealed class ReleaseTests
{
    [Fact]
    public void Image_of_the_program_holds_check_as_machine_code()
    {
        var stages = RepositoryFiles
            .Read("deploy/Dockerfile")
            .Split("\nFROM ")
            .ToDictionary(stage => stage.Split('\n')[0].Split(' ')[^1], StringComparer.Ordinal);

        stages["check"].ShouldContain("dotnet publish");
        stages["check"].ShouldContain("-p:Native=true");
        stages["check"].ShouldContain("-o /native/check src/Dashboard.Check\n");
        stages["dashboard"]
            .ShouldContain(
                "COPY --from=check /native/check/Dashboard.Check /usr/local/bin/check\n"
            );
        RepositoryFiles.Read("docker-compose.yml").ShouldContain("target: dashboard\n");
    }

    [Fact]
    public void Release_is_of_a_tag_that_passed_and_holds_check_with_its_checksum()
    {
        var workflow = RepositoryFiles.Read(".github/workflows/release.yml");

        workflow.ShouldContain("tags: [\"v*\"]");
        string[] steps =
        [
            "bash .ci/run\n",
            "bash scripts/release-check .local/release\n",
            "gh release create \"$TAG\" --verify-tag",
        ];
        steps
            .Select(step => workflow.IndexOf(step, StringComparison.Ordinal))
            .ShouldBeInOrder(SortDirection.Ascending);
        workflow.ShouldContain(steps[0]);
        workflow
            .Split('\n')
            .ShouldContain(line =>
                line.Contains(steps[2], StringComparison.Ordinal)
                && line.EndsWith(" .local/release/*", StringComparison.Ordinal)
            );
    }

    [Fact]
    public async Task Archive_of_a_release_holds_the_program_and_agrees_with_its_checksum()
    {
        var folder = Directory.CreateTempSubdirectory("dashboard-release-");
        try
        {
            var program = Path.Combine(folder.FullName, "native");
            await File.WriteAllTextAsync(
                program,
                "#!/bin/sh\necho checked \"$@\"\n",
                TestContext.Current.CancellationToken
            );

            var (status, said) = await RunAsync(
                """
                scripts/release-check "$1/release" "$1/native"
                cd "$1/release"
                sha256sum --strict --check SHA256SUMS
                tar xzf check-linux-*.tar.gz
                ./check example.nl
                LC_ALL=C ls
                """,
                folder.FullName
            );

            status.ShouldBe(0, said);
            said.Split('\n', StringSplitOptions.RemoveEmptyEntries)
                .ShouldBe([
                    $"check-linux-{Architecture}.tar.gz: OK",
                    "checked example.nl",
                    "SHA256SUMS",
                    "check",
                    $"check-linux-{Architecture}.tar.gz",
                    "check.md",
                ]);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static async Task<(int Status, string Out)> RunAsync(string lines, string argument)
    {
        using var bash = Process.Start(
            new ProcessStartInfo("bash", ["-euc", lines, "run", argument])
            {
                WorkingDirectory = RepositoryFiles.Root,
                RedirectStandardOutput = true,
            }
        )!;
        var cancellation = TestContext.Current.CancellationToken;
        var said = await bash.StandardOutput.ReadToEndAsync(cancellation);
        await bash.WaitForExitAsync(cancellation);
        return (bash.ExitCode, said);
    }

    private static string Architecture =>
        System.Runtime.InteropServices.RuntimeInformation.OSArchitecture
        == System.Runtime.InteropServices.Architecture.Arm64
            ? "aarch64"
            : "x86_64";
}
