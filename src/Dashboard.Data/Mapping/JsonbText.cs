using System.Text;

namespace Dashboard.Data.Mapping;

/// <summary>
/// PostgreSQL's jsonb cannot hold U+0000, which a server under test is free to send; a replacement character stands for it.
/// </summary>
internal static class JsonbText
{
    private const string EscapedNul = @"\u0000";

    public static string WithoutNul(string json)
    {
        if (!json.Contains(EscapedNul, StringComparison.Ordinal))
        {
            return json;
        }
        var text = new StringBuilder(json.Length);
        for (var position = 0; position < json.Length; position++)
        {
            if (json[position] != '\\')
            {
                text.Append(json[position]);
            }
            else if (string.CompareOrdinal(json, position, EscapedNul, 0, EscapedNul.Length) == 0)
            {
                text.Append(@"\ufffd");
                position += EscapedNul.Length - 1;
            }
            else
            {
                // An escaped backslash before "u0000" is text that only looks like the escape: take both characters at once.
                text.Append(json, position, 2);
                position++;
            }
        }
        return text.ToString();
    }
}
