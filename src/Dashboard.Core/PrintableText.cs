using System.Globalization;
using System.Text;

namespace Dashboard.Core;

/// <summary>Words of strangers, for the eyes of a reader.</summary>
public static class PrintableText
{
    /// <summary>
    /// Evidence goes into PostgreSQL, onto pages and terminals: no control characters, and none of those that are not seen or that
    /// turn the direction of what is around them (Unicode category Cf).
    /// </summary>
    public static string Of(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var kept = new StringBuilder(text.Length);
        foreach (var rune in text.EnumerateRunes())
        {
            kept.Append(IsSeen(rune) ? rune.ToString() : "\uFFFD");
        }
        return kept.ToString();
    }

    private static bool IsSeen(Rune rune) =>
        Rune.GetUnicodeCategory(rune)
            is not UnicodeCategory.Control
                and not UnicodeCategory.Format
                and not UnicodeCategory.LineSeparator
                and not UnicodeCategory.ParagraphSeparator;
}
