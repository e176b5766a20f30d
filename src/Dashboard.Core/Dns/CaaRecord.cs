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
        rdata is [var flags, > 0 and var length, .. var rest] && rest.Length >= length
            ? new(flags, Text(rest[..length]), Text(rest[length..]))
            : null;

    private static string Text(ReadOnlySpan<byte> octets)
    {
        // No octet is written in less than one character.
        var text = string.Concat(
            octets[..Math.Min(octets.Length, MostCharacters)].ToArray().Select(Shown)
        );
        return text[..Math.Min(text.Length, MostCharacters)];
    }

    private static string Shown(byte octet) =>
        octet is >= 0x20 and < 0x7F and not (byte)'\\'
            ? ((char)octet).ToString()
            : $"\\x{octet:X2}";
}
