using System.Globalization;
using System.Text.RegularExpressions;
using Dashboard.Check.Tests.Support;

namespace Dashboard.Check.Tests;

/// <summary>
/// Situations with several hosts, made at random and the same each time: our simulations of Postfix and Exim beside what a real Postfix
/// and a real Exim do with a message. Hundreds, of other seeds, by <c>scripts/compare-deliveries COUNT SEED</c>.
/// </summary>
[Collection(nameof(AloneCollection))]
public sealed partial class DeliveryTests
{
    [Fact]
    public async Task Senders_are_simulated_as_they_deliver_in_random_situations()
    {
        var (status, table, words) = await ComparisonScript.RunAsync(
            "compare-deliveries",
            ["60", "20261130"],
            ("CHOICE", "no"),
            TestContext.Current.CancellationToken
        );

        // Of each of the sixty both senders; of Exim a server's slowness can move one from the same to the explained.
        var counts = Counts().Match(words);
        counts.Success.ShouldBeTrue(words);
        var (same, explained, not) = (Count(1), Count(2), Count(3));
        not.ShouldBe(0, table);
        (same + explained).ShouldBe(120, table);
        same.ShouldBeGreaterThanOrEqualTo(105, table);

        int Count(int group) => int.Parse(counts.Groups[group].Value, CultureInfo.InvariantCulture);
        status.ShouldBe(0);
    }

    [GeneratedRegex(
        "([0-9]+) the same, ([0-9]+) different and explained, ([0-9]+) different and not explained"
    )]
    private static partial Regex Counts();
}
