using Dashboard.Check.Tests.Support;

namespace Dashboard.Check.Tests;

/// <summary>
/// Situations with several hosts, made at random and the same each time: our simulations of Postfix and Exim beside what a real Postfix
/// and a real Exim do with a message. Hundreds, of other seeds, by <c>scripts/compare-deliveries COUNT SEED</c>.
/// </summary>
[Collection(nameof(AloneCollection))]
public sealed class DeliveryTests
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
        var counts = ComparisonCounts.Read(words);
        counts.NotExplained.ShouldBe(0, table);
        (counts.Same + counts.Explained).ShouldBe(120, table);
        counts.Same.ShouldBeGreaterThanOrEqualTo(105, table);
        status.ShouldBe(0);
    }
}
