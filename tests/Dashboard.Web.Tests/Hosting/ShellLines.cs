using System.Diagnostics;
using Dashboard.Core.Tests;

namespace Dashboard.Web.Tests.Hosting;

/// <summary>Runs lines of Bash that use what ./run is made of.</summary>
internal sealed record ShellLines(int Status, string Out, string Error)
{
    public static async Task<ShellLines> RunAsync(
        string lines,
        IReadOnlyList<string>? arguments = null,
        params (string Name, string Value)[] environment
    )
    {
        var start = new ProcessStartInfo("bash", ["-euc", lines, "run", .. arguments ?? []])
        {
            WorkingDirectory = RepositoryFiles.Root,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var (name, value) in environment)
        {
            start.Environment[name] = value;
        }
        using var bash = Process.Start(start)!;
        var cancellation = TestContext.Current.CancellationToken;
        var output = bash.StandardOutput.ReadToEndAsync(cancellation);
        var error = await bash.StandardError.ReadToEndAsync(cancellation);
        var said = await output;
        await bash.WaitForExitAsync(cancellation);
        return new(bash.ExitCode, said.Trim(), error.Trim());
    }
}
