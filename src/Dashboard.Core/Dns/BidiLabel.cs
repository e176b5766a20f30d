using System.Globalization;
using System.Text;

namespace Dashboard.Core.Dns;

/// <summary>The Bidi rule for labels that have letters written from right to left (RFC 5893 section 2).</summary>
internal static class BidiLabel
{
    private enum Direction
    {
        Left,
        Right,
        EuropeanNumber,
        ArabicNumber,
        Mark,
        Other,
    }

    public static bool IsValid(Rune[] label)
    {
        var directions = Array.ConvertAll(label, Of);
        if (!directions.Any(d => d is Direction.Right or Direction.ArabicNumber))
        {
            return true;
        }
        var last = directions.Last(d => d != Direction.Mark);
        return directions[0] == Direction.Right
            && !directions.Contains(Direction.Left)
            && last is Direction.Right or Direction.EuropeanNumber or Direction.ArabicNumber
            && !(
                directions.Contains(Direction.EuropeanNumber)
                && directions.Contains(Direction.ArabicNumber)
            );
    }

    private static Direction Of(Rune rune) =>
        rune.Value switch
        {
            (>= '0' and <= '9') or (>= 0x06F0 and <= 0x06F9) => Direction.EuropeanNumber,
            (>= 0x0660 and <= 0x0669) or 0x066B or 0x066C => Direction.ArabicNumber,
            '-' => Direction.Other,
            _ when Rune.GetUnicodeCategory(rune) == UnicodeCategory.NonSpacingMark =>
                Direction.Mark,
            (>= 0x0590 and <= 0x08FF)
            or (>= 0xFB1D and <= 0xFDFC)
            or (>= 0xFE70 and <= 0xFEFC)
            or (>= 0x10800 and <= 0x10FFF)
            or (>= 0x1E800 and <= 0x1EFFF) => Direction.Right,
            _ => Direction.Left,
        };
}
