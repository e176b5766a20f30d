using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace Dashboard.Core.Inbound.Dane;

/// <summary>Makes reasons.</summary>
internal static class Reason
{
    public static VerdictReason Create(
        string slug,
        params ReadOnlySpan<(string Name, string? Value)> facts
    )
    {
        var rule = ReasonRules.Of(slug);
        var known = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (var (name, value) in facts)
        {
            if (value is not null)
            {
                known[name] = value;
            }
        }
        return new VerdictReason
        {
            Slug = slug,
            Severity = rule.Severity,
            ResultType = rule.ResultType,
            Rfc = rule.Rfc,
            Facts = known,
        };
    }

    public static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);

    /// <summary>Whole seconds; null where there is no time.</summary>
    public static string? Seconds(TimeSpan? time) =>
        time is { } known ? Text((int)Math.Round(known.TotalSeconds)) : null;

    public static string Text(DateTimeOffset instant) =>
        instant.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);

    /// <summary>Null, which makes no fact, where there is no value.</summary>
    public static string? Word<
        [DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicFields)] TEnum
    >(TEnum? value)
        where TEnum : struct, Enum => value.HasValue ? Word(value.Value) : null;

    public static string Word<
        [DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicFields)] TEnum
    >(TEnum value)
        where TEnum : struct, Enum => Slug.Of(value);
}
