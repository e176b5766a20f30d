using System.Text.Json;
using Microsoft.EntityFrameworkCore.Storage.ValueConversion;

namespace Dashboard.Data.Mapping;

/// <summary>Stores an enumeration as the word that the JSON documents use, so that a query reads like them.</summary>
internal sealed class KebabCaseConverter<TEnum>()
    : ValueConverter<TEnum, string>(value => Word(value), word => FromWord[word])
    where TEnum : struct, Enum
{
    private static readonly Dictionary<string, TEnum> FromWord = Enum.GetValues<TEnum>()
        .ToDictionary(Word, value => value, StringComparer.Ordinal);

    private static string Word(TEnum value) =>
        JsonNamingPolicy.KebabCaseLower.ConvertName(value.ToString());
}
