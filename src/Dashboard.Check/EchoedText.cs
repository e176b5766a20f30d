using System.Globalization;
using System.Text;

namespace Dashboard.Check;

/// <summary>A line of somebody's file in a message: cut, and with nothing in it that a terminal obeys.</summary>
internal static class EchoedText
{
    private const int Longest = 80;

    public static string Of(string text)
    {
        var shown = new StringBuilder();
        foreach (var rune in text.EnumerateRunes())
        {
            var hidden =
                Rune.GetUnicodeCategory(rune)
                is UnicodeCategory.Control
                    or UnicodeCategory.Format
                    or UnicodeCategory.LineSeparator
                    or UnicodeCategory.ParagraphSeparator;
            var part = hidden
                ? string.Create(CultureInfo.InvariantCulture, $"\\u{rune.Value:X4}")
                : rune.ToString();
            if (shown.Length + part.Length > Longest)
            {
                return shown + "...";
            }
            shown.Append(part);
        }
        return shown.ToString();
    }
}
