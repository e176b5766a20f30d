namespace Dashboard.Core.Dns;

/// <summary>Takes the host part out of pasted text: an e-mail address, a URL, or a name with punctuation around it.</summary>
internal static class PastedText
{
    private const string Wrapping = "\"'`<>()[]{}“”„‘’‚‹›«»,;:!|*";

    /// <summary>The dots that IDNA takes for a full stop (RFC 5895 section 2, UTS #46 section 2.3).</summary>
    private static readonly char[] OtherDots = ['\u3002', '\uFF0E', '\uFF61'];

    public static string HostOf(string text)
    {
        var rest = WithoutPath(InAngleBrackets(Visible(text)));
        return Unwrap(WithoutPort(rest[(rest.LastIndexOf('@') + 1)..]));
    }

    /// <summary>What could each be a domain of its own in a list. Beside addresses, words with a dot are names of people.</summary>
    public static IReadOnlyList<string> Pieces(string text)
    {
        var pieces = InAngleBrackets(Visible(text))
            .Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)
            .SelectMany(word => WithoutPath(word).Split(',', ';', '|'))
            .ToList();
        var addresses = pieces.FindAll(piece => piece.Contains('@', StringComparison.Ordinal));
        return addresses.Count > 0 ? addresses : pieces;
    }

    /// <summary>Without what is before and behind an address, or the authority of a URL (RFC 3986 section 3.2).</summary>
    private static string WithoutPath(string text)
    {
        var rest = Unwrap(After(WithoutStart(text), "mailto:"));
        rest = rest.Split("://", 2) is [_, var behind] ? behind : rest.TrimStart('/');
        var end = rest.AsSpan().IndexOfAny('/', '?', '#');
        return end >= 0 ? rest[..end] : rest;
    }

    /// <summary>Without control and formatting characters, which hide in copied text, and with plain dots.</summary>
    private static string Visible(string text)
    {
        var kept = new System.Text.StringBuilder(text.Length);
        foreach (var c in text.Trim())
        {
            if (Array.IndexOf(OtherDots, c) >= 0)
            {
                kept.Append('.');
            }
            else if (!IsHidden(c))
            {
                kept.Append(c == '\uFF20' ? '@' : c);
            }
        }
        return kept.ToString();
    }

    /// <summary>The joiners U+200C and U+200D carry meaning in some scripts and stay (RFC 5892 appendix A).</summary>
    private static bool IsHidden(char c) =>
        c is '\u00AD' or '\u200B' or '\u200E' or '\u200F' or '\u2060' or '\uFEFF'
        || c is >= '\u202A' and <= '\u202E'
        || c is >= '\u2066' and <= '\u2069';

    /// <summary>What is in <c>Name &lt;user@example.nl&gt;</c> between the brackets, which are no tags of HTML.</summary>
    private static string InAngleBrackets(string text)
    {
        return
            text.Split('<') is [var before, var behind]
            && !before.Contains('>', StringComparison.Ordinal)
            && behind.Split('>') is [var inside, _]
            && inside.Any(c => c is '@' or '.')
            ? inside
            : text;
    }

    private static string Unwrap(string text)
    {
        if (IsLiteral(text))
        {
            return text;
        }
        var rest = WithoutStart(text);
        var end = rest.Length;
        while (end > 0 && IsWrapping(rest[end - 1]))
        {
            end--;
        }
        return rest[..end];
    }

    private static string WithoutStart(string text)
    {
        var start = 0;
        while (start < text.Length && IsWrapping(text[start]))
        {
            start++;
        }
        return IsLiteral(text) ? text : text[start..];
    }

    private static bool IsWrapping(char c) =>
        char.IsWhiteSpace(c) || Wrapping.Contains(c, StringComparison.Ordinal);

    /// <summary>An IPv6 address, whose own colons are no punctuation.</summary>
    private static bool IsLiteral(string text) =>
        text.Contains(':', StringComparison.Ordinal)
        && System.Net.IPAddress.TryParse(text.Trim().Trim('[', ']'), out _);

    private static string WithoutPort(string text)
    {
        var colon = text.LastIndexOf(':');
        if (colon < 0 || !text.AsSpan(colon + 1).ContainsOnlyDigits())
        {
            return text;
        }
        var before = text[..colon];
        return IsLiteral(before) || !before.Contains(':', StringComparison.Ordinal) ? before : text;
    }

    private static bool ContainsOnlyDigits(this ReadOnlySpan<char> text)
    {
        foreach (var c in text)
        {
            if (!char.IsAsciiDigit(c))
            {
                return false;
            }
        }
        return true;
    }

    private static string After(string text, string prefix) =>
        text.StartsWith(prefix, StringComparison.OrdinalIgnoreCase) ? text[prefix.Length..] : text;
}
