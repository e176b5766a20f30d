using System.Text.Json;
using Dashboard.Core;

namespace Dashboard.Web.Components.Text;

/// <summary>The public word of a value, as it stands in the JSON; texts are keyed by it.</summary>
internal static class Slug
{
    public static string Of<TEnum>(TEnum value)
        where TEnum : struct, Enum =>
        JsonSerializer.SerializeToElement(value, EvidenceJson.Options).GetString()!;
}
