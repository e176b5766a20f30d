namespace Dashboard.Core.Dns;

/// <summary>A certification authority authorization record (RFC 8659 section 4.1).</summary>
/// <param name="Flags">0 to 255; 128 is "issuer critical".</param>
/// <param name="Tag">The property, such as <c>issue</c>, as it is in the record.</param>
/// <param name="Value">Octets outside printable US-ASCII as <c>\xNN</c>; at most 512 characters.</param>
public sealed record CaaRecord(int Flags, string Tag, string Value)
{
    private const int MostCharacters = 512;

    /// <returns>Null where the octets are no such record.</returns>
    public static CaaRecord? Read(ReadOnlySpan<byte> rdata) =>
        rdata.Length >= 2 && rdata[1] > 0 && rdata.Length >= 2 + rdata[1]
            ? new(rdata[0], Text(rdata.Slice(2, rdata[1])), Text(rdata[(2 + rdata[1])..]))
            : null;

    private static string Text(ReadOnlySpan<byte> octets)
    {
        var text = new System.Text.StringBuilder(Math.Min(octets.Length, MostCharacters));
        foreach (var octet in octets)
        {
            text.Append(
                octet is >= 0x20 and < 0x7F and not (byte)'\\'
                    ? ((char)octet).ToString()
                    : $"\\x{octet:X2}"
            );
            if (text.Length > MostCharacters)
            {
                break;
            }
        }
        return text.ToString(0, Math.Min(text.Length, MostCharacters));
    }
}
