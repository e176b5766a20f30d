using System.Globalization;

namespace Dashboard.Texts;

/// <summary>
/// A number in a text, and the words that go with it: <c>{0} {0:domein is|domeinen zijn}</c> is "1 domein is" or "2 domeinen zijn".
/// Dutch and English take the first words for 1 alone.
/// </summary>
public sealed class Counted : IFormattable
{
    private readonly object value;
    private readonly bool one;

    private Counted(object value, bool one) => (this.value, this.one) = (value, one);

    /// <summary>Every number among the arguments of a text, also where it was written as text before.</summary>
    public static object[] In(object[] arguments)
    {
        ArgumentNullException.ThrowIfNull(arguments);
        return [.. arguments.Select(Of)];
    }

    public string ToString(string? format, IFormatProvider? formatProvider) =>
        format?.Split('|') is [var single, var several]
            ? one
                ? single
                : several
            : value is IFormattable number
                ? number.ToString(format, formatProvider)
                : value.ToString() ?? string.Empty;

    public override string ToString() => ToString(null, CultureInfo.CurrentCulture);

    private static object Of(object argument) =>
        argument switch
        {
            int or long => new Counted(
                argument,
                Convert.ToInt64(argument, CultureInfo.InvariantCulture) == 1
            ),
            string text when IsNumber(text) => new Counted(text, text == "1"),
            _ => argument,
        };

    private static bool IsNumber(string text) =>
        text.Length > 0 && text.All(c => char.IsAsciiDigit(c) || c is '.' or ',');
}
