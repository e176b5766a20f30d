using System.Text.Json;

namespace Dashboard.Web.Components.Text;

/// <summary>The word of an enumeration as it stands in JSON and in the keys of the texts.</summary>
internal static class Kebab
{
    public static string Of<TEnum>(TEnum value)
        where TEnum : struct, Enum => JsonNamingPolicy.KebabCaseLower.ConvertName(value.ToString());
}
