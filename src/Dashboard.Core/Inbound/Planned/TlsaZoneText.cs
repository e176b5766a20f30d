using System.Globalization;
using System.Text;
using Dashboard.Core.Dns;
using Dashboard.Core.Inbound.Dane;

namespace Dashboard.Core.Inbound.Planned;

/// <summary>
/// Reads TLSA records from zone-file text (RFC 1035 section 5.1, RFC 6698 section 2.2), or from the four fields alone, as people
/// paste them. Never throws; each line that gives no record says why.
/// </summary>
public static class TlsaZoneText
{
    private const int MostLines = 200;
    private const int MostCharacters = 100_000;

    /// <param name="host">
    /// The host the records are meant for; a line that names another owner is marked. A name relative to the host's zone fits too.
    /// </param>
    public static IReadOnlyList<PlannedTlsaLine> Read(string? text, DomainName? host = null)
    {
        text ??= string.Empty;
        if (text.Length > MostCharacters)
        {
            return [new(1, string.Empty, null, null, TlsaLineProblem.TooLong)];
        }
        var read = new List<PlannedTlsaLine>();
        DomainName? owner = null;
        foreach (var entry in Entries(text))
        {
            if (read.Count == MostLines)
            {
                read.Add(new(entry.Line, string.Empty, null, null, TlsaLineProblem.TooLong));
                break;
            }
            var line = Read(entry, owner);
            owner = line.Owner ?? owner;
            read.Add(
                Fits(line.Owner, host) ? line : line with { Problem = TlsaLineProblem.WrongOwner }
            );
        }
        return read;
    }

    private static bool Fits(DomainName? owner, DomainName? host)
    {
        if (owner is null || host is null || ZoneLine.TlsaOwner(host) is not { } expected)
        {
            return true;
        }
        return expected == owner
            || expected.Value.StartsWith(owner.Value + ".", StringComparison.Ordinal);
    }

    private static PlannedTlsaLine Read(Entry entry, DomainName? before)
    {
        if (!entry.Closed)
        {
            return new(entry.Line, entry.Text, null, null, TlsaLineProblem.UnclosedParenthesis);
        }
        var tokens = entry.Tokens;
        var type = tokens.FindIndex(t => t.Equals("TLSA", StringComparison.OrdinalIgnoreCase));
        if (type < 0)
        {
            // The four fields alone, or else some other record.
            return tokens.Count >= 3 && tokens.Take(3).All(IsNumber)
                ? Fields(entry, null, tokens)
                : new(entry.Line, entry.Text, null, null, TlsaLineProblem.NotTlsa);
        }
        return Fields(
            entry,
            entry.Indented || type == 0 ? before : Owner(tokens[0]),
            tokens[(type + 1)..]
        );
    }

    /// <summary>An owner that begins the line; a TTL or a class in its place is none.</summary>
    private static DomainName? Owner(string token) =>
        !IsNumber(token)
        && !token.Equals("IN", StringComparison.OrdinalIgnoreCase)
        && DomainName.TryParse(token, out var name)
            ? name
            : null;

    private static PlannedTlsaLine Fields(Entry entry, DomainName? owner, List<string> fields)
    {
        PlannedTlsaLine Wrong(TlsaLineProblem problem) =>
            new(entry.Line, entry.Text, owner, null, problem);

        var numbers = new byte[3];
        for (var i = 0; i < 3; i++)
        {
            if (
                fields.Count <= i
                || !byte.TryParse(
                    fields[i],
                    NumberStyles.None,
                    CultureInfo.InvariantCulture,
                    out numbers[i]
                )
            )
            {
                return Wrong(TlsaLineProblem.BadNumber);
            }
        }
        var hex = string.Concat(fields.Skip(3))
            .Replace(":", string.Empty, StringComparison.Ordinal);
        if (hex.Length == 0)
        {
            return Wrong(TlsaLineProblem.NoData);
        }
        if (hex.Length % 2 != 0 || !hex.All(char.IsAsciiHexDigit))
        {
            return Wrong(TlsaLineProblem.BadHex);
        }
        return new(
            entry.Line,
            entry.Text,
            owner,
            new TlsaRecord(numbers[0], numbers[1], numbers[2], OctetString.FromHex(hex)),
            null
        );
    }

    private static bool IsNumber(string token) => token.Length > 0 && token.All(char.IsAsciiDigit);

    /// <summary>Lines without comments, joined within parentheses; empty ones and directives left out.</summary>
    private static IEnumerable<Entry> Entries(string text)
    {
        var lines = text.ReplaceLineEndings("\n").Split('\n');
        for (var i = 0; i < lines.Length; i++)
        {
            var first = i;
            var bare = new StringBuilder(WithoutComment(lines[i]));
            while (Depth(bare) > 0 && i + 1 < lines.Length)
            {
                bare.Append(' ').Append(WithoutComment(lines[++i]));
            }
            var joined = bare.ToString();
            var tokens = joined
                .Split(
                    (char[])[' ', '\t', '(', ')', '\u00A0', '\uFEFF'],
                    StringSplitOptions.RemoveEmptyEntries
                )
                .ToList();
            if (tokens.Count > 0 && !tokens[0].StartsWith('$'))
            {
                yield return new(
                    first + 1,
                    string.Join('\n', lines[first..(i + 1)]),
                    tokens,
                    Indented: char.IsWhiteSpace(joined[0]),
                    Closed: Depth(bare) == 0
                );
            }
        }
    }

    private static int Depth(StringBuilder text)
    {
        var depth = 0;
        for (var i = 0; i < text.Length; i++)
        {
            depth += text[i] switch
            {
                '(' => 1,
                ')' => -1,
                _ => 0,
            };
        }
        return depth;
    }

    private static string WithoutComment(string line)
    {
        var comment = line.IndexOf(';', StringComparison.Ordinal);
        return comment < 0 ? line : line[..comment];
    }

    private sealed record Entry(
        int Line,
        string Text,
        List<string> Tokens,
        bool Indented,
        bool Closed
    );
}

/// <summary>Why a line of zone-file text gives no TLSA record.</summary>
public enum TlsaLineProblem
{
    /// <summary>It is a record of another type.</summary>
    NotTlsa,

    /// <summary>Usage, selector and matching type are not three numbers from 0 to 255.</summary>
    BadNumber,

    /// <summary>The association data is missing.</summary>
    NoData,

    /// <summary>The association data is not an even number of hexadecimal digits.</summary>
    BadHex,

    /// <summary>Parentheses that do not close.</summary>
    UnclosedParenthesis,

    /// <summary>It is at another name than the host's <c>_25._tcp</c> (RFC 7672 section 2.2.3).</summary>
    WrongOwner,

    /// <summary>Longer or more than this tool reads.</summary>
    TooLong,
}
