using System.Diagnostics;
using System.Runtime.CompilerServices;
using Dashboard.Check.Tests.Support;

namespace Dashboard.Check.Tests;

/// <summary>
/// Situations made at random, the same each time: our simulation of Postfix beside <c>posttls-finger</c>. Thousands, of other seeds,
/// by <c>scripts/compare-posttls-finger --random COUNT SEED</c>.
/// </summary>
[Collection(nameof(AloneCollection))]
public sealed class DifferentialTests
{
    private const int NotRun = 77;

    [Fact]
    public async Task Postfix_is_simulated_as_posttls_finger_does_in_random_situations()
    {
        var cancellation = TestContext.Current.CancellationToken;
        var start = new ProcessStartInfo(Script(), ["--random", "250", "20261129"])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment["BUILT"] = "yes";
        start.Environment["CONFIGURATION"] = "Debug";
        using var compare = Process.Start(start)!;
        var table = compare.StandardOutput.ReadToEndAsync(cancellation);
        var words = await compare.StandardError.ReadToEndAsync(cancellation);
        await compare.WaitForExitAsync(cancellation);

        Assert.SkipWhen(compare.ExitCode == NotRun, words);
        words.ShouldContain(
            "250 the same, 0 different and explained, 0 different and not",
            customMessage: await table
        );
        compare.ExitCode.ShouldBe(0);
    }

    private static string Script([CallerFilePath] string here = "") =>
        Path.GetFullPath(
            Path.Combine(Path.GetDirectoryName(here)!, "../../scripts/compare-posttls-finger")
        );
}
