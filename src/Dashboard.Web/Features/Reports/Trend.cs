namespace Dashboard.Web.Features.Reports;

/// <summary>The word of direction for two differences.</summary>
internal enum Trend
{
    /// <summary>They point apart, or one of them is not there: both are given and no word.</summary>
    NoWord,
    Same,
    Up,
    Down,
}

internal static class Trends
{
    /// <summary>Percentage points; less than this in both is about the same.</summary>
    private const decimal Least = 0.5m;

    /// <param name="full">Of the full lists, in percentage points.</param>
    /// <param name="cohort">Of the domains that were measured both times.</param>
    public static Trend Of(decimal? full, decimal? cohort) =>
        (full, cohort) switch
        {
            ({ } a, { } b) when Math.Abs(a) < Least && Math.Abs(b) < Least => Trend.Same,
            (> 0, > 0) => Trend.Up,
            (< 0, < 0) => Trend.Down,
            _ => Trend.NoWord,
        };
}
