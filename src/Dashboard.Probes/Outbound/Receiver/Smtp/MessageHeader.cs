using System.Text;

namespace Dashboard.Probes.Outbound.Receiver.Smtp;

/// <summary>The first octets of a message, in which one field is looked for; they are kept no longer than the message comes.</summary>
internal sealed class MessageHeader
{
    /// <summary>Several times what mail servers take of a header.</summary>
    public const int MostOctets = 32 * 1024;

    /// <summary>RFC 8689 section 5. Its only value is <c>No</c>.</summary>
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
        // Nothing stands behind the last line feed yet.
        var isEnded = end >= 0 && end < lines.Count - 1;
        if (lines.Take(isEnded ? end : lines.Count).Any(IsTlsRequired))
        {
            return true;
        }
        return isEnded || (isWhole && octets.Count < MostOctets) ? false : null;
    }

    private static bool IsTlsRequired(string line) =>
        line.IndexOf(':', StringComparison.Ordinal) is >= 0 and var colon
        && line[..colon].TrimEnd(' ', '\t').Equals(TlsRequired, StringComparison.OrdinalIgnoreCase);
}
