using System.Diagnostics;
using System.Runtime.CompilerServices;

namespace Dashboard.Check.Tests.Support;

/// <summary>A script that puts what we say beside what another program does; with what was built for the tests.</summary>
internal static class ComparisonScript
{
    /// <summary>It says so where namespaces are forbidden.</summary>
    private const int NotRun = 77;

    /// <summary>
    /// The test is skipped, with the words of the script, where it cannot run. Where it finds a difference it runs once more: what a
    /// busy machine did is not there the second time, and what we simulate wrongly is.
    /// </summary>
    /// <param name="name">In the folder of scripts.</param>
    /// <param name="variable">One more environment variable and its value; null for none.</param>
    /// <returns>Its exit status, the differences as a table, and its last words.</returns>
    public static async Task<(int Status, string Table, string Words)> RunAsync(
        string name,
        IReadOnlyList<string> arguments,
        (string Name, string Value)? variable,
        CancellationToken cancellation
    )
    {
        var first = await RunOnceAsync(name, arguments, variable, cancellation);
        if (first.Status == 0)
        {
            return first;
        }
        TestContext.Current.TestOutputHelper?.WriteLine($"Again: {first.Words}{first.Table}");
        return await RunOnceAsync(name, arguments, variable, cancellation);
    }

    private static async Task<(int Status, string Table, string Words)> RunOnceAsync(
        string name,
        IReadOnlyList<string> arguments,
        (string Name, string Value)? variable,
        CancellationToken cancellation
    )
    {
        var start = new ProcessStartInfo(Path.Combine(Folder(), name), arguments)
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment["BUILT"] = "yes";
        start.Environment["CONFIGURATION"] = "Debug";
        if (variable is { } more)
        {
            start.Environment[more.Name] = more.Value;
        }
        using var compare = Process.Start(start)!;
        var table = compare.StandardOutput.ReadToEndAsync(cancellation);
        var words = await compare.StandardError.ReadToEndAsync(cancellation);
        await compare.WaitForExitAsync(cancellation);
        Assert.SkipWhen(
            compare.ExitCode == NotRun,
            $"{arguments.First(word => char.IsAsciiDigit(word[0]))} situations: {words.Trim()}"
        );
        return (compare.ExitCode, await table, words);
    }

    private static string Folder([CallerFilePath] string here = "") =>
        Path.GetFullPath(Path.Combine(Path.GetDirectoryName(here)!, "../../../scripts"));
}
