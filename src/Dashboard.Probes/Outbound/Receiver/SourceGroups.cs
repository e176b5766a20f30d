using System.Net;
using System.Net.Sockets;

namespace Dashboard.Probes.Outbound.Receiver;

/// <summary>Who shares the limits of a source: an IPv6 /64 is one site, and has more addresses than there is room.</summary>
public static class SourceGroups
{
    public static IPAddress Of(IPAddress source)
    {
        ArgumentNullException.ThrowIfNull(source);
        if (source.AddressFamily != AddressFamily.InterNetworkV6)
        {
            return source;
        }
        var octets = source.GetAddressBytes();
        Array.Clear(octets, 8, 8);
        return new IPAddress(octets);
    }
}
