using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Components;

namespace Dashboard.Web.Components.Text;

/// <summary>
/// A sentence in large letters. Names in it, and the word e-mail, go to the next line whole: browsers break a line behind each
/// hyphen, and "pkix-ee-" at the end of one is a name that nobody knows.
/// </summary>
public sealed partial class Sentence : ComponentBase
{
    [Parameter, EditorRequired]
    public string Text { get; set; } = string.Empty;

    private IEnumerable<(string Text, bool Together)> Parts
    {
        get
        {
            var from = 0;
            foreach (Match hyphened in Hyphened().Matches(Text))
            {
                if (hyphened.Index > from)
                {
                    yield return (Text[from..hyphened.Index], false);
                }
                yield return (hyphened.Value, true);
                from = hyphened.Index + hyphened.Length;
            }
            if (from < Text.Length)
            {
                yield return (Text[from..], false);
            }
        }
    }

    /// <summary>A word with a hyphen within, up to the sign that ends a sentence or a part of it.</summary>
    [GeneratedRegex(@"[^\s-]+-\S*[^\s.,:;?!]")]
    private static partial Regex Hyphened();
}
