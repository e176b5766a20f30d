using System.Globalization;

namespace Dashboard.Web.Features.Outbound.Result;

/// <summary>The time of day in Europe/Amsterdam, where the day stands elsewhere.</summary>
internal static class ClockTime
{
    private static readonly TimeZoneInfo Zone = TimeZoneInfo.FindSystemTimeZoneById(
        "Europe/Amsterdam"
    );

    public static string Words(DateTimeOffset at) =>
        TimeZoneInfo.ConvertTime(at, Zone).ToString("HH:mm:ss", CultureInfo.InvariantCulture);

    public static string Machine(DateTimeOffset at) =>
        at.ToUniversalTime().ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);
}
