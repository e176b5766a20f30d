using System.Text.Json;

namespace Dashboard.Core.Outbound.Judgement;

/// <summary>An enumeration's word as it is in the JSON.</summary>
internal static class EvidenceWords
{
    public static string Of<TEnum>(TEnum value)
        where TEnum : struct, Enum =>
        JsonSerializer.SerializeToElement(value, EvidenceJson.Options).GetString()!;
}
