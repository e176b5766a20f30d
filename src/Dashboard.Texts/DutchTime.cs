using System.Globalization;

namespace Dashboard.Texts;

/// <summary>Times are shown in Europe/Amsterdam, whatever the server's zone.</summary>
public static class DutchTime
{
    public static TimeZoneInfo Zone { get; } =
        TimeZoneInfo.FindSystemTimeZoneById("Europe/Amsterdam");

    private static readonly TimeSpan SummerOffset = TimeSpan.FromHours(2);

    /// <summary>As <c>3 maart 2026 13:05:09 (CET)</c>, in the reader's language.</summary>
    public static string Words(DateTimeOffset at) =>
        Words(at, "d MMMM yyyy HH:mm:ss", CultureInfo.CurrentCulture);

    /// <summary>As <c>dinsdag 3 maart 2026 13:05 (CET)</c>: for what is planned.</summary>
    public static string Minute(DateTimeOffset at) => Minute(at, CultureInfo.CurrentCulture);

    /// <summary>For a reader who is not the one whose request this is.</summary>
    public static string Minute(DateTimeOffset at, CultureInfo culture) =>
        Words(at, "dddd d MMMM yyyy HH:mm", culture);

    private static string Words(DateTimeOffset at, string format, CultureInfo culture)
    {
        var local = TimeZoneInfo.ConvertTime(at, Zone);
        // By the offset, as in the hour that comes twice in autumn the clock alone does not tell.
        var zone = local.Offset == SummerOffset ? "CEST" : "CET";
        return $"{local.ToString(format, culture)} ({zone})";
    }

    /// <summary>The date there at that moment.</summary>
    public static DateOnly DayOf(DateTimeOffset at) =>
        DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(at, Zone).DateTime);

    public static string Day(DateTimeOffset at) =>
        TimeZoneInfo.ConvertTime(at, Zone).ToString("d MMMM yyyy", CultureInfo.CurrentCulture);
}
