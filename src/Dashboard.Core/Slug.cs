using System.Diagnostics.CodeAnalysis;
using System.Reflection;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Dashboard.Core;

/// <summary>
/// The public word of an enumeration's value: what JSON, database, exports and the keys of texts say. Kebab case, or the name
/// that the member has of its own (<see cref="JsonStringEnumMemberNameAttribute"/>).
/// </summary>
public static class Slug
{
    private const DynamicallyAccessedMemberTypes Fields =
        DynamicallyAccessedMemberTypes.PublicFields;

    public static string Of<[DynamicallyAccessedMembers(Fields)] TEnum>(TEnum value)
        where TEnum : struct, Enum =>
        Words<TEnum>.Of.TryGetValue(value, out var word) ? word : value.ToString();

    /// <summary>Null where there is no value.</summary>
    public static string? Of<[DynamicallyAccessedMembers(Fields)] TEnum>(TEnum? value)
        where TEnum : struct, Enum => value is { } known ? Of(known) : null;

    /// <summary>False where no value has that word; words are compared by octets.</summary>
    public static bool TryParse<[DynamicallyAccessedMembers(Fields)] TEnum>(
        string? word,
        out TEnum value
    )
        where TEnum : struct, Enum
    {
        value = default;
        return word is not null && Words<TEnum>.From.TryGetValue(word, out value);
    }

    private static class Words<[DynamicallyAccessedMembers(Fields)] TEnum>
        where TEnum : struct, Enum
    {
        public static readonly Dictionary<TEnum, string> Of = Read();

        public static readonly Dictionary<string, TEnum> From = Of.ToDictionary(
            pair => pair.Value,
            pair => pair.Key,
            StringComparer.Ordinal
        );

        private static Dictionary<TEnum, string> Read() =>
            typeof(TEnum)
                .GetFields(BindingFlags.Public | BindingFlags.Static)
                .ToDictionary(
                    field => (TEnum)field.GetValue(null)!,
                    field =>
                        field.GetCustomAttribute<JsonStringEnumMemberNameAttribute>()?.Name
                        ?? JsonNamingPolicy.KebabCaseLower.ConvertName(field.Name)
                );
    }
}
