using Dashboard.Core;
using Microsoft.EntityFrameworkCore.Storage.ValueConversion;

namespace Dashboard.Data.Mapping;

/// <summary>Stores an enumeration by its public slug.</summary>
internal sealed class SlugConverter<TEnum>()
    : ValueConverter<TEnum, string>(value => Slug.Of(value), slug => FromSlug[slug])
    where TEnum : struct, Enum
{
    private static readonly Dictionary<string, TEnum> FromSlug = Enum.GetValues<TEnum>()
        .ToDictionary(value => Slug.Of(value), value => value, StringComparer.Ordinal);
}
