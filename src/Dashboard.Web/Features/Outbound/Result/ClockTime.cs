using System.Globalization;

namespace Dashboard.Web.Features.Outbound.Result;

/// <summary>The time of day in Europe/Amsterdam, where the day is elsewhere.</summary>
internal static class ClockTime
{
    private static readonly TimeZoneInfo Zone = TimeZoneInfo.FindSystemTimeZoneById(
        "Europe/Amsterdam"
    );

    public static string Words(DateTimeOffset at) =>
        TimeZoneInfo.ConvertTime(at, Zone).ToString("HH:mm:ss", CultureInfo.InvariantCulture);

    /// <summary>With the day of the week, for what is to come within a day or two: "zo 01:19".</summary>
    public static string Soon(DateTimeOffset at) =>
        TimeZoneInfo.ConvertTime(at, Zone).ToString("ddd HH:mm", CultureInfo.CurrentCulture);

    public static string Machine(DateTimeOffset at) =>
        at.ToUniversalTime().ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);
}
