using System.Net;
using System.Net.Sockets;
using Dashboard.Core;

namespace Dashboard.Web.Features.Inbound;

/// <summary>
/// The network a request is counted under: an IPv4 address, or the /64 of an IPv6 address, as one subscriber has all of that.
/// </summary>
internal readonly record struct ClientNetwork(string Prefix)
{
    public static ClientNetwork Of(IPAddress client)
    {
        var address = client.Unmapped();
        if (address.AddressFamily != AddressFamily.InterNetworkV6)
        {
            return new(address.ToString());
        }
        Span<byte> octets = stackalloc byte[16];
        address.TryWriteBytes(octets, out _);
        octets[8..].Clear();
        return new($"{new IPAddress(octets)}/64");
    }
}
