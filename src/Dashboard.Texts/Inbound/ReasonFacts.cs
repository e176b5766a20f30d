using System.Globalization;
using Dashboard.Texts;
using Microsoft.Extensions.Localization;

namespace Dashboard.Texts.Inbound;

/// <summary>The facts of a reason in the reader's words where there are any, else as they are, such as a reply code.</summary>
internal static class ReasonFacts
{
    /// <summary>Facts whose value is a word that the page has elsewhere too: the family of its texts.</summary>
    private static readonly Dictionary<string, string> Families = new()
    {
        ["cause"] = "lookup.cause.",
        ["defaultOutcome"] = "outcome.",
        ["disposition"] = "disposition.",
        ["failure"] = "lookup.failure.",
        ["kind"] = "fault.",
        ["otherOutcome"] = "outcome.",
        ["outcomes"] = "outcome.",
        ["stage"] = "stage.",
    };

    public static string Name(IStringLocalizer<ReasonTexts> texts, string name) =>
        texts[$"fact.{name}"] is { ResourceNotFound: false } known ? known.Value : name;

    public static string Value(
        IStringLocalizer<ReasonTexts> texts,
        IStringLocalizer<ResultTexts> shared,
        string name,
        string value
    )
    {
        if (texts[$"value.{name}.{value}"] is { ResourceNotFound: false } known)
        {
            return known.Value;
        }
        if (Families.TryGetValue(name, out var family))
        {
            var words = value.Split(' ').Select(word => shared[family + word]).ToList();
            if (words.TrueForAll(word => !word.ResourceNotFound))
            {
                return string.Join(", ", words.Select(word => word.Value));
            }
        }
        return IsInstant(value, out var at) ? DutchTime.Words(at) : value;
    }

    private static bool IsInstant(string value, out DateTimeOffset at) =>
        DateTimeOffset.TryParseExact(
            value,
            "yyyy-MM-dd'T'HH:mm:ss'Z'",
            CultureInfo.InvariantCulture,
            DateTimeStyles.AssumeUniversal,
            out at
        );
}
