namespace Dashboard.Core.Inbound;

/// <summary>
/// The form that the records of MTA-STS and TLS-RPT share: a version, then fields of a name and a value, parted by semicolons
/// (RFC 8461 section 3.1, RFC 8460 section 3).
/// </summary>
internal static class VersionedFields
{
    private const int LongestName = 32;

    /// <summary>Null where the text breaks the grammar, or has no field.</summary>
    /// <param name="version">What the text begins with, without the semicolon behind it.</param>
    /// <param name="mayHold">Which characters a value may have.</param>
    public static IReadOnlyList<(string Name, string Value)>? Read(
        string text,
        string version,
        Func<char, bool> mayHold
    )
    {
        var parts = text[version.Length..].Split(';').Select(part => part.Trim(' ', '\t')).ToList();
        // Nothing is between the version and the first semicolon, and nothing needs to stand behind the last.
        if (parts.Count > 1 && parts[^1].Length == 0)
        {
            parts.RemoveAt(parts.Count - 1);
        }
        var fields = new List<(string, string)>();
        foreach (var part in parts.Skip(1))
        {
            var equals = part.IndexOf('=', StringComparison.Ordinal);
            if (equals < 0)
            {
                return null;
            }
            var (name, value) = (part[..equals], part[(equals + 1)..]);
            if (!IsName(name) || value.Length == 0 || !value.All(mayHold))
            {
                return null;
            }
            fields.Add((name, value));
        }
        return fields.Count == 0 || parts[0].Length > 0 ? null : fields;
    }

    private static bool IsName(string name) =>
        name.Length is > 0 and <= LongestName
        && char.IsAsciiLetterOrDigit(name[0])
        && name.All(c => char.IsAsciiLetterOrDigit(c) || c is '_' or '-' or '.');
}
