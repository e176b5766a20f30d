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
        var plain = address.Unmapped();
        var octets = plain.GetAddressBytes();
        if (octets.Length == 4)
        {
            return plain;
        }
        Array.Clear(octets, 8, 8);
        return new IPAddress(octets);
    }
}
