namespace Dashboard.Web.Features.Organisations.Pages;

/// <summary>What somebody typed, as a pattern of PostgreSQL in which nothing is a wildcard but its ends.</summary>
internal static class LikePattern
{
    public const string Escape = "\\";

    public static string Containing(string? words) =>
        "%"
        + (words ?? string.Empty)
            .Replace("\0", "", StringComparison.Ordinal)
            .Trim()
            .Replace(Escape, @"\\", StringComparison.Ordinal)
            .Replace("%", @"\%", StringComparison.Ordinal)
            .Replace("_", @"\_", StringComparison.Ordinal)
        + "%";
}
