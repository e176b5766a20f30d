using Dashboard.Check.Tests.Support;

namespace Dashboard.Check.Tests;

/// <summary>
/// Situations made at random, the same each time: our simulation of Postfix beside <c>posttls-finger</c>. Thousands, of other seeds,
/// by <c>scripts/compare-posttls-finger --random COUNT SEED</c>.
/// </summary>
[Collection(nameof(AloneCollection))]
public sealed class DifferentialTests
{
    [Fact]
    public async Task Postfix_is_simulated_as_posttls_finger_does_in_random_situations()
    {
        var (status, table, words) = await ComparisonScript.RunAsync(
            "compare-posttls-finger",
            ["--random", "250", "20261129"],
            variable: null,
            TestContext.Current.CancellationToken
        );

        var counts = ComparisonCounts.Read(words);
        counts.NotExplained.ShouldBe(0, table);
        (counts.Same + counts.Explained).ShouldBe(250, table);
        counts.Same.ShouldBeGreaterThanOrEqualTo(245, table);
        status.ShouldBe(0);
    }
}
