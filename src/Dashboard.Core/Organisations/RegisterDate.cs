using System.Globalization;

namespace Dashboard.Core.Organisations;

/// <summary>Reads the days that registers and lists write: ISO 8601, with or without a time, and the Dutch way.</summary>
public static class RegisterDate
{
    private static readonly string[] Formats =
    [
        "yyyy-MM-dd",
        "d-M-yyyy",
        "d/M/yyyy",
        "d.M.yyyy",
        "yyyyMMdd",
    ];

    /// <summary>True with null for an empty text: no date is not a wrong date.</summary>
    public static bool TryRead(string? text, out DateOnly? day)
    {
        day = null;
        var trimmed = (text ?? string.Empty).Trim();
        if (trimmed.Length == 0)
        {
            return true;
        }
        // A time or a zone behind an ISO day, as XML schema and Excel's exports write them.
        var time = trimmed.AsSpan().IndexOfAny('T', ' ', '+');
        var written = time >= 8 ? trimmed[..time] : trimmed;
        written = written.EndsWith('Z') && written.Length == 11 ? written[..10] : written;
        if (
            !DateOnly.TryParseExact(
                written,
                Formats,
                CultureInfo.InvariantCulture,
                DateTimeStyles.None,
                out var read
            )
        )
        {
            return false;
        }
        day = read;
        return true;
    }
}
