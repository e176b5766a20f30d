using System.Globalization;
using System.Text;

namespace Dashboard.Core.Dns;

/// <summary>Octets of labels that have no letter of their own, as <c>\DDD</c> (RFC 1035 section 5.1), and back.</summary>
internal static class EscapedLabels
{
    public static bool TryRead(string text, out IReadOnlyList<byte[]> labels)
    {
        var read = new List<byte[]>();
        labels = read;
        foreach (var label in text.Split('.'))
        {
            if (!TryOctets(label, out var octets))
            {
                return false;
            }
            read.Add(octets);
        }
        return true;
    }

    public static string Write(byte[] label)
    {
        var text = new StringBuilder(label.Length);
        foreach (var octet in label)
        {
            if (octet is > (byte)' ' and <= (byte)'~' and not ((byte)'.' or (byte)'\\'))
            {
                text.Append((char)octet);
            }
            else
            {
                text.Append(CultureInfo.InvariantCulture, $"\\{octet:D3}");
            }
        }
        return text.ToString();
    }

    /// <exception cref="FormatException">The label was not written by <see cref="Write"/>.</exception>
    public static byte[] Octets(string label) =>
        TryOctets(label, out var octets) ? octets : throw new FormatException("No label.");

    private static bool TryOctets(string label, out byte[] octets)
    {
        octets = [];
        var read = new List<byte>(label.Length);
        for (var at = 0; at < label.Length; at++)
        {
            if (label[at] is <= ' ' or > '~')
            {
                return false;
            }
            if (label[at] != '\\')
            {
                read.Add((byte)label[at]);
            }
            else if (
                at + 3 < label.Length
                && byte.TryParse(
                    label.AsSpan(at + 1, 3),
                    NumberStyles.None,
                    CultureInfo.InvariantCulture,
                    out var octet
                )
            )
            {
                read.Add(octet);
                at += 3;
            }
            else
            {
                return false;
            }
        }
        octets = [.. read];
        return true;
    }
}
