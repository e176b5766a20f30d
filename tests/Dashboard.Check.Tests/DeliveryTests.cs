using System.Diagnostics;
using System.Runtime.CompilerServices;
using Dashboard.Check.Tests.Support;

namespace Dashboard.Check.Tests;

/// <summary>
/// Situations with several hosts, made at random and the same each time: our simulations of Postfix and Exim beside what a real Postfix
/// and a real Exim do with a message. Hundreds, of other seeds, by <c>scripts/compare-deliveries COUNT SEED</c>.
/// </summary>
[Collection(nameof(AloneCollection))]
public sealed class DeliveryTests
{
    private const int NotRun = 77;

    [Fact]
    public async Task Senders_are_simulated_as_they_deliver_in_random_situations()
    {
        var cancellation = TestContext.Current.CancellationToken;
        var start = new ProcessStartInfo(Script(), ["60", "20261130"])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment["BUILT"] = "yes";
        start.Environment["CONFIGURATION"] = "Debug";
        start.Environment["CHOICE"] = "no";
        using var compare = Process.Start(start)!;
        var table = compare.StandardOutput.ReadToEndAsync(cancellation);
        var words = await compare.StandardError.ReadToEndAsync(cancellation);
        await compare.WaitForExitAsync(cancellation);

        Assert.SkipWhen(compare.ExitCode == NotRun, words);
        words.ShouldContain(" 0 different and not explained", customMessage: await table);
        compare.ExitCode.ShouldBe(0);
    }

    private static string Script([CallerFilePath] string here = "") =>
        Path.GetFullPath(
            Path.Combine(Path.GetDirectoryName(here)!, "../../scripts/compare-deliveries")
        );
}
