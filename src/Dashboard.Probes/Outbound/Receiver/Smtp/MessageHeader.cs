using System.Text;

namespace Dashboard.Probes.Outbound.Receiver.Smtp;

/// <summary>The first octets of a message, in which one field is looked for; they are kept no longer than the message comes.</summary>
internal sealed class MessageHeader
{
    /// <summary>Several times what mail servers take of a header.</summary>
    public const int MostOctets = 32 * 1024;

    /// <summary>RFC 8689 section 3. Its only value is <c>No</c>.</summary>
    private const string TlsRequired = "TLS-Required";

    private readonly List<byte> octets = [];

    public void Put(byte octet)
    {
        if (octets.Count < MostOctets)
        {
            octets.Add(octet);
        }
    }

    /// <summary>Whether the message asks for delivery without TLS that is verified; null where the header goes on.</summary>
    /// <param name="isWhole">The message has ended: so has its header.</param>
    public bool? TlsNotRequired(bool isWhole)
    {
        var lines = Encoding
            .Latin1.GetString([.. octets])
            .Split('\n')
            .Select(line => line.TrimEnd('\r'))
            .ToList();
        var end = lines.IndexOf(string.Empty);
        // Nothing is behind the last line feed yet.
        var isEnded = end >= 0 && end < lines.Count - 1;
        // An empty line at the end is what follows the last line feed: nothing yet.
        var fields = Unfold(
            isEnded ? lines.Take(end)
            : lines[^1].Length == 0 ? lines.SkipLast(1)
            : lines
        );
        var isWholeHeader = isEnded || (isWhole && octets.Count < MostOctets);
        // The last field may go on in the next line.
        if ((isWholeHeader ? fields : fields.SkipLast(1)).Any(AsksForNoTls))
        {
            return true;
        }
        return isWholeHeader ? false : null;
    }

    /// <summary>RFC 5322 section 2.2.3.</summary>
    private static List<string> Unfold(IEnumerable<string> lines)
    {
        var fields = new List<string>();
        foreach (var line in lines)
        {
            if (line is [' ' or '\t', ..] && fields.Count > 0)
            {
                fields[^1] += line;
            }
            else
            {
                fields.Add(line);
            }
        }
        return fields;
    }

    private static bool AsksForNoTls(string field) =>
        field.IndexOf(':', StringComparison.Ordinal) is >= 0 and var colon
        && field[..colon].TrimEnd(' ', '\t').Equals(TlsRequired, StringComparison.OrdinalIgnoreCase)
        && field[(colon + 1)..].Trim().Equals("No", StringComparison.OrdinalIgnoreCase);
}
