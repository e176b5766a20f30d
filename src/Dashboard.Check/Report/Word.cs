using System.Collections.Concurrent;
using System.Globalization;
using System.Text.Json;
using Dashboard.Core;
using Dashboard.Core.Inbound;

namespace Dashboard.Check.Report;

/// <summary>The word of a value, as in the JSON document.</summary>
internal static class Word
{
    public static string Of<TEnum>(TEnum value)
        where TEnum : struct, Enum => Words<TEnum>.Of(value);

    public static string Of(ConnectionType? type) =>
        type is { } known ? ((int)known).ToString(CultureInfo.InvariantCulture) : "-";

    private static class Words<TEnum>
        where TEnum : struct, Enum
    {
        private static readonly ConcurrentDictionary<TEnum, string> Known = new();

        public static string Of(TEnum value) => Known.GetOrAdd(value, v => Slug.Of(v));
    }
}
