namespace Dashboard.Web.Features.Exports.Formats;

/// <summary>
/// Keeps a text of a CSV file from becoming a formula when a sheet opens it: names of domains, organisations and providers, and
/// explanations, are from outside. Files of sheets need none of it: a text has a type there.
/// </summary>
internal static class FormulaGuard
{
    /// <summary>With the forms of full width, which some sheets read as the narrow ones.</summary>
    private const string Starts = "=+-@\t\r\n＝＋－＠";

    /// <summary>With an apostrophe before it where a sheet could read it as a formula.</summary>
    public static string? Text(string? text) =>
        text is { Length: > 0 } && Starts.Contains(text[0], StringComparison.Ordinal)
            ? "'" + text
            : text;
}
