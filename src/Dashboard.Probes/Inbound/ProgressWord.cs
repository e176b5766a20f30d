using System.Text.Json;

namespace Dashboard.Probes.Inbound;

/// <summary>A value as the word it has in the evidence.</summary>
internal static class ProgressWord
{
    public static string Of<TEnum>(TEnum value)
        where TEnum : struct, Enum => JsonNamingPolicy.KebabCaseLower.ConvertName(value.ToString());
}
