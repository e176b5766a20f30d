using System.Text.Json;
using Dashboard.Core;
using Microsoft.EntityFrameworkCore.Storage.ValueConversion;

namespace Dashboard.Data.Mapping;

/// <summary>Stores an enumeration by its public slug, also where that is not its name in kebab case.</summary>
internal sealed class SlugConverter<TEnum>()
    : ValueConverter<TEnum, string>(value => Slug(value), slug => FromSlug[slug])
    where TEnum : struct, Enum
{
    private static readonly Dictionary<string, TEnum> FromSlug = Enum.GetValues<TEnum>()
        .ToDictionary(Slug, value => value, StringComparer.Ordinal);

    private static string Slug(TEnum value) =>
        JsonSerializer.SerializeToElement(value, EvidenceJson.Options).GetString()!;
}
