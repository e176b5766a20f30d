using System.Text.RegularExpressions;

namespace Dashboard.Web.Platform;

/// <summary>
/// Keeps a text of a CSV file from becoming a formula when a sheet opens it: names of domains, organisations and providers, and
/// explanations, are from outside. Files of sheets need none of it: a text has a type there.
/// </summary>
internal static partial class FormulaGuard
{
    /// <summary>With an apostrophe before each sign by which a sheet could read it, or a part of it, as a formula.</summary>
    public static string? Text(string? text) => text is null ? null : Start().Replace(text, "$1'");

    /// <summary>
    /// The start of a cell: that of the text, and what comes after a semicolon or the end of a line, where a sheet with a Dutch setting
    /// starts another cell whatever the quotation marks say. With the forms of full width, which some sheets read as the narrow ones.
    /// </summary>
    [GeneratedRegex(@"(\A|[;\r\n] *)(?=[=+\-@\t\r\n＝＋－＠])", RegexOptions.CultureInvariant)]
    private static partial Regex Start();
}
