namespace Dashboard.Probes.Dns;

/// <summary>What matters of the types that an NSEC record lists (RFC 4034 section 4.1.2).</summary>
/// <param name="HasNxName">The name does not exist, though the answer says that it has no data (RFC 9824 section 3).</param>
internal sealed record NsecTypes(bool HasNxName)
{
    /// <summary>Number of the type NXNAME.</summary>
    public const int NxName = 128;

    private const int LongestBitmap = 32;

    /// <summary>Null where the octets are no bitmaps.</summary>
    public static NsecTypes? Read(ReadOnlySpan<byte> bitmaps)
    {
        var found = false;
        while (!bitmaps.IsEmpty)
        {
            if (
                bitmaps.Length < 2
                || bitmaps[1] is 0 or > LongestBitmap
                || bitmaps.Length < 2 + bitmaps[1]
            )
            {
                return null;
            }
            var (window, length) = (bitmaps[0], (int)bitmaps[1]);
            var (at, bit) = (NxName % 256 / 8, NxName % 8);
            found |=
                window == NxName / 256 && length > at && (bitmaps[2 + at] & (0x80 >> bit)) != 0;
            bitmaps = bitmaps[(2 + length)..];
        }
        return new NsecTypes(found);
    }
}
