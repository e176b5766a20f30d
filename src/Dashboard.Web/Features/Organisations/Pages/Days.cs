using System.Globalization;

namespace Dashboard.Web.Features.Organisations.Pages;

/// <summary>Days without a clock, as <c>3 maart 2026</c>.</summary>
internal static class Days
{
    public static string Of(DateOnly day) =>
        day.ToString("d MMMM yyyy", CultureInfo.CurrentCulture);

    public static string Machine(DateOnly day) =>
        day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
