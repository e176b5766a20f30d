using System.Globalization;

namespace Dashboard.Web.Features.Organisations.Import;

/// <summary>Days that sheets write as numbers: since 30 December 1899, or since 1904 where the workbook says so.</summary>
internal static class SheetDate
{
    private static readonly DateOnly Epoch1900 = new(1899, 12, 30);
    private static readonly DateOnly Epoch1904 = new(1904, 1, 1);

    /// <summary>
    /// Null for what is no day of 1900 to 9999. Before March 1900 the first system counts a day that never was; nobody's domain
    /// is as old.
    /// </summary>
    public static DateOnly? Of(string number, bool from1904 = false)
    {
        if (
            !double.TryParse(
                number,
                NumberStyles.Float,
                CultureInfo.InvariantCulture,
                out var serial
            ) || serial is not (>= 61 and < 2_900_000)
        )
        {
            return null;
        }
        return (from1904 ? Epoch1904 : Epoch1900).AddDays((int)Math.Floor(serial));
    }
}
