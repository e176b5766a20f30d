using System.Text;
using Dashboard.Web.Features.Exports.Tables;

namespace Dashboard.Web.Features.Exports.Formats;

/// <summary>Cells of sheets as formulas name them.</summary>
internal static class SheetPlace
{
    /// <summary>The most that Excel and LibreOffice both have in a sheet.</summary>
    public const int MostRows = 1_048_576;

    /// <summary>Of the sheets that one table is in.</summary>
    /// <param name="part">From 1.</param>
    public static string NameOf(string title, int part) =>
        part == 1
            ? title
            : string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{title} ({part})");

    /// <param name="row">From 1; the header is the first.</param>
    /// <returns>Such as <c>AB12</c>.</returns>
    public static string Of(ExportTable table, string column, int row)
    {
        for (var i = 0; i < table.Columns.Count; i++)
        {
            if (table.Columns[i].Name == column)
            {
                return string.Create(
                    System.Globalization.CultureInfo.InvariantCulture,
                    $"{Letters(i)}{row}"
                );
            }
        }
        throw new ArgumentException($"{table.Name} has no column {column}.", nameof(column));
    }

    /// <param name="column">From 0.</param>
    public static string Letters(int column)
    {
        var rest = column + 1;
        var letters = string.Empty;
        while (rest > 0)
        {
            rest--;
            letters = (char)('A' + rest % 26) + letters;
            rest /= 26;
        }
        return letters;
    }
}

/// <summary>Texts as a cell of a sheet can hold them.</summary>
internal static class SheetText
{
    /// <summary>The most that Excel and LibreOffice both take.</summary>
    public const int Longest = 32_767;

    /// <summary>Without what XML 1.0 has no place for (section 2.2), and not longer than a cell.</summary>
    public static string? Clean(string? text)
    {
        if (text is null)
        {
            return null;
        }
        var cut = text.Length > Longest ? text[..Longest] : text;
        if (cut.EnumerateRunes().All(IsAllowed))
        {
            return cut;
        }
        var clean = new StringBuilder(cut.Length);
        foreach (var rune in cut.EnumerateRunes())
        {
            clean.Append((IsAllowed(rune) ? rune : Rune.ReplacementChar).ToString());
        }
        return clean.ToString();
    }

    /// <summary>Half a pair of surrogates is read as the replacement character, which differs from the text.</summary>
    private static bool IsAllowed(Rune rune) =>
        rune.Value is '\t' or '\n' or '\r'
        || rune.Value >= 0x20 && rune.Value is not (0xFFFD or 0xFFFE or 0xFFFF);
}
