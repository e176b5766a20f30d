using System.Net;

namespace Dashboard.Core;

/// <summary>One form for one address, so that two of them can be compared.</summary>
public static class PlainAddress
{
    /// <summary>
    /// An IPv4 address that a dual-stack socket shows within IPv6 (<c>::ffff:0:0/96</c>, RFC 4291 section 2.5.5.2) as IPv4; any other
    /// as it is.
    /// </summary>
    public static IPAddress Unmapped(this IPAddress address)
    {
        ArgumentNullException.ThrowIfNull(address);
        return address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address;
    }

    /// <summary>
    /// The network that a client is counted under: its IPv4 address, or the first address of the /64 of its IPv6 address, as one
    /// subscriber has all of that.
    /// </summary>
    public static IPAddress CountedNetwork(this IPAddress address)
    {
        ArgumentNullException.ThrowIfNull(address);
        return Cut(address, octets: 8);
    }

    /// <summary>
    /// The most that one subscriber may have: an IPv4 address, or the first address of the /48 of an IPv6 address (RFC 6177 section 2).
    /// </summary>
    public static IPAddress CountedSite(this IPAddress address)
    {
        ArgumentNullException.ThrowIfNull(address);
        return Cut(address, octets: 6);
    }

    /// <param name="octets">Of an IPv6 address, that are kept.</param>
    private static IPAddress Cut(IPAddress address, int octets)
    {
        var plain = address.Unmapped();
        var all = plain.GetAddressBytes();
        if (all.Length == 4)
        {
            return plain;
        }
        Array.Clear(all, octets, all.Length - octets);
        return new IPAddress(all);
    }
}
