using System.Globalization;
using System.Text;

namespace Dashboard.Probes.Smtp;

/// <summary>Octets of a server as text that can be shown.</summary>
internal static class SmtpText
{
    /// <summary>Printable US-ASCII as it is, every other octet as <c>\xNN</c>.</summary>
    public static string Escape(ReadOnlySpan<byte> octets)
    {
        if (!octets.ContainsAnyExceptInRange((byte)' ', (byte)'~'))
        {
            return Encoding.ASCII.GetString(octets);
        }
        var text = new StringBuilder(octets.Length + 16);
        foreach (var octet in octets)
        {
            if (octet is >= (byte)' ' and <= (byte)'~')
            {
                text.Append((char)octet);
            }
            else
            {
                text.Append(CultureInfo.InvariantCulture, $"\\x{octet:X2}");
            }
        }
        return text.ToString();
    }
}
