using System.Globalization;

namespace Dashboard.Web.Features.Exports.Tables;

/// <summary>A text or a number of a table; neither where there is nothing to say.</summary>
internal readonly record struct ExportCell(string? Text, decimal? Number)
{
    private const string DayFormat = "yyyy-MM-dd";

    private const string MomentFormat = "yyyy-MM-dd'T'HH:mm:ss'Z'";

    public bool IsEmpty => Text is null && Number is null;

    public static implicit operator ExportCell(string? text) => new(text, null);

    public static implicit operator ExportCell(long? number) => new(null, number);

    public static implicit operator ExportCell(decimal? number) => new(null, number);

    public static implicit operator ExportCell(bool flag) => new(flag ? "true" : "false", null);

    public static implicit operator ExportCell(DateOnly day) =>
        new(day.ToString(DayFormat, CultureInfo.InvariantCulture), null);

    /// <summary>In UTC, to the second.</summary>
    public static implicit operator ExportCell(DateTimeOffset? at) =>
        new(at?.ToUniversalTime().ToString(MomentFormat, CultureInfo.InvariantCulture), null);
}
