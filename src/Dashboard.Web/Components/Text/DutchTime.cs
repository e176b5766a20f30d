using System.Globalization;

namespace Dashboard.Web.Components.Text;

/// <summary>Times are told in Europe/Amsterdam, whatever the server's zone.</summary>
public static class DutchTime
{
    private static readonly TimeZoneInfo Zone = TimeZoneInfo.FindSystemTimeZoneById(
        "Europe/Amsterdam"
    );

    /// <summary>As <c>3 maart 2026 13:05:09 (CET)</c>, in the reader's language.</summary>
    public static string Words(DateTimeOffset at) =>
        TimeZoneInfo
            .ConvertTime(at, Zone)
            .ToString("d MMMM yyyy HH:mm:ss", CultureInfo.CurrentCulture)
        + (Zone.IsDaylightSavingTime(at) ? " (CEST)" : " (CET)");

    public static string Day(DateTimeOffset at) =>
        TimeZoneInfo.ConvertTime(at, Zone).ToString("d MMMM yyyy", CultureInfo.CurrentCulture);
}
