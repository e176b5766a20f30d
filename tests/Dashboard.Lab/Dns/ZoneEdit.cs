using System.Globalization;

namespace Dashboard.Lab.Dns;

/// <summary>A change to the lines of a signed zone that no signing tool would make.</summary>
/// <param name="Name">Tells one edit from another in the cache.</param>
/// <param name="Apply">From lines of the signed zone to lines of the served one.</param>
internal sealed record ZoneEdit(string Name, Func<IReadOnlyList<string>, IEnumerable<string>> Apply)
{
    /// <summary>Spoils the signature over one RRset.</summary>
    public static ZoneEdit BreakSignature(string owner, string type) =>
        new(
            $"break {owner} {type}",
            lines => lines.Select(line => IsSignature(line, owner, type) ? Spoil(line) : line)
        );

    /// <summary>Leaves the signature over one RRset out.</summary>
    public static ZoneEdit DropSignature(string owner, string type) =>
        new($"drop {owner} {type}", lines => lines.Where(line => !IsSignature(line, owner, type)));

    /// <summary>Leaves every proof of absence out.</summary>
    public static ZoneEdit DropDenials { get; } =
        new(
            "drop denials",
            lines =>
                lines.Where(line =>
                    Fields(line) is not [_, _, _, "NSEC" or "NSEC3", ..]
                    && Fields(line) is not [_, _, _, "RRSIG", "NSEC" or "NSEC3", ..]
                )
        );

    /// <summary>Leaves the keys and their signature out.</summary>
    public static ZoneEdit DropKeys { get; } =
        new(
            "drop keys",
            lines =>
                lines.Where(line =>
                    Fields(line) is not [_, _, _, "DNSKEY", ..]
                    && Fields(line) is not [_, _, _, "RRSIG", "DNSKEY", ..]
                )
        );

    /// <summary>Adds a record behind the signer's back, as an unsigned copy on a secondary server would.</summary>
    public static ZoneEdit AddUnsigned(string line) =>
        new($"add {line}", lines => lines.Append(line));

    /// <summary>Changes the data of one RRset and keeps the signature over the former.</summary>
    public static ZoneEdit Replace(string former, string latter) =>
        new(
            $"replace {former} {latter}",
            lines =>
                lines.Select(line =>
                    Fields(line) is [_, _, _, "RRSIG", ..]
                        ? line
                        : line.Replace(former, latter, StringComparison.Ordinal)
                )
        );

    /// <summary>Claims another algorithm in keys and signatures than the one they were made with.</summary>
    public static ZoneEdit ClaimAlgorithm(int algorithm) =>
        new(
            $"claim {algorithm.ToString(CultureInfo.InvariantCulture)}",
            lines => lines.Select(line => Claim(line, algorithm))
        );

    private static string Claim(string line, int algorithm)
    {
        var fields = Fields(line);
        var place = fields switch
        {
            [_, _, _, "DNSKEY", ..] => 6,
            [_, _, _, "RRSIG", ..] => 5,
            _ => 0,
        };
        if (place == 0)
        {
            return line;
        }
        fields[place] = algorithm.ToString(CultureInfo.InvariantCulture);
        return string.Join(' ', fields);
    }

    private static bool IsSignature(string line, string owner, string type) =>
        Fields(line) is [var name, _, _, "RRSIG", var covered, ..]
        && name == owner
        && covered == type;

    private static string Spoil(string line)
    {
        var last = Fields(line)[^1];
        // Flips bits inside the signature, so that its length stays right.
        var octets = Convert.FromBase64String(last);
        octets[octets.Length / 2] ^= 0x55;
        return line.Replace(last, Convert.ToBase64String(octets), StringComparison.Ordinal);
    }

    /// <summary>Owner, TTL, class, type, data; without the comment that the signer adds.</summary>
    private static string[] Fields(string line)
    {
        var comment = line.IndexOf(';', StringComparison.Ordinal);
        return (comment < 0 ? line : line[..comment]).Split(
            (char[]?)null,
            StringSplitOptions.RemoveEmptyEntries
        );
    }
}
