using System.Text.RegularExpressions;

namespace Dashboard.Texts;

/// <summary>
/// Texts mark a technical term as <c>[[name|words]]</c>: the words stand in the sentence, the name is that of its explanation.
/// </summary>
public static partial class MarkedText
{
    public static IReadOnlyList<TextPart> Parts(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var parts = new List<TextPart>();
        var from = 0;
        foreach (Match mark in Mark().Matches(text))
        {
            if (mark.Index > from)
            {
                parts.Add(new(text[from..mark.Index]));
            }
            from = mark.Index + mark.Length;
            var tail = Tail().Match(text, from).Value;
            from += tail.Length;
            parts.Add(
                new(
                    mark.Groups["words"].Value,
                    mark.Groups["name"].Value,
                    tail.Length == 0 ? null : tail
                )
            );
        }
        if (from < text.Length)
        {
            parts.Add(new(text[from..]));
        }
        return parts;
    }

    /// <summary>The words alone, for places where nothing can be opened.</summary>
    public static string Plain(string text) =>
        string.Concat(Parts(text).Select(part => part.Text + part.Tail));

    [GeneratedRegex(@"\[\[(?<name>[a-z]+)\|(?<words>[^\]]+)\]\]")]
    private static partial Regex Mark();

    /// <summary>To the next space, unless another term begins before it.</summary>
    [GeneratedRegex(@"\G[^\s\[]*")]
    private static partial Regex Tail();
}
