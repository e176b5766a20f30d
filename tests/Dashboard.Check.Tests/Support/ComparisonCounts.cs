using System.Globalization;
using System.Text.RegularExpressions;

namespace Dashboard.Check.Tests.Support;

/// <summary>How many answers of a comparison were the same, differed and are explained by name, and differed.</summary>
internal sealed partial record ComparisonCounts(int Same, int Explained, int NotExplained)
{
    /// <exception cref="FormatException">The words do not tell.</exception>
    public static ComparisonCounts Read(string words)
    {
        var counts = Counts().Match(words);
        return counts.Success
            ? new(Count(1), Count(2), Count(3))
            : throw new FormatException($"There are no counts in: {words}");

        int Count(int group) => int.Parse(counts.Groups[group].Value, CultureInfo.InvariantCulture);
    }

    [GeneratedRegex(
        "([0-9]+) the same, ([0-9]+) different and explained, ([0-9]+) different and not"
    )]
    private static partial Regex Counts();
}
