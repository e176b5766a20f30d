using System.Text.RegularExpressions;
using Dashboard.Core.Adoption;

namespace Dashboard.Web.Features.Exports.Tables;

/// <summary>
/// A formula over columns of the same row, named in braces; arguments are separated by semicolons. Percentages are rounded once, from
/// whole numbers: <c>1000 × a ÷ b</c> is exact where it is a half, so that a sheet rounds halves as we do.
/// </summary>
internal sealed partial record ExportFormula(string Template)
{
    public static ExportFormula Percentage(string passed, string measured) =>
        new($"IF({measured}<{Share.SmallestMeasured};\"\";ROUND(1000*{passed}/{measured};0)/10)");

    public static ExportFormula Points(
        (string Passed, string Measured) before,
        (string Passed, string Measured) after
    ) =>
        new(
            $"IF(OR({before.Measured}<{Share.SmallestMeasured};{after.Measured}<{Share.SmallestMeasured});\"\";"
                + $"ROUND(1000*({after.Passed}*{before.Measured}-{before.Passed}*{after.Measured})"
                + $"/({after.Measured}*{before.Measured});0)/10)"
        );

    public static ExportFormula OfPairs(string sum, string pairs) =>
        new($"IF({pairs}=0;\"\";ROUND(1000*{sum}/{pairs};0)/10)");

    public static ExportFormula Sum(params IEnumerable<string> columns) =>
        new(string.Join('+', columns.Select(column => $"{{{column}}}")));

    /// <param name="place">The cell of a column in this row.</param>
    /// <param name="separator">Between arguments.</param>
    public string In(Func<string, string> place, char separator) =>
        Column().Replace(Template.Replace(';', separator), m => place(m.Groups[1].Value));

    [GeneratedRegex(@"\{([A-Za-z]+)\}")]
    private static partial Regex Column();
}
