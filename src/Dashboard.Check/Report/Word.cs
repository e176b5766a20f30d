using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using Dashboard.Core;
using Dashboard.Core.Inbound;

namespace Dashboard.Check.Report;

/// <summary>The word of a value, as in the JSON document.</summary>
internal static class Word
{
    public static string Of<
        [DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicFields)] TEnum
    >(TEnum value)
        where TEnum : struct, Enum => Slug.Of(value);

    public static string Of(ConnectionType? type) =>
        type is { } known ? ((int)known).ToString(CultureInfo.InvariantCulture) : "-";
}
