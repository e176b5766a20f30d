using System.Net;
using System.Net.Sockets;
using Dashboard.Core;

namespace Dashboard.Web.Platform;

/// <summary>
/// The network a request is counted under: an IPv4 address, or the /64 of an IPv6 address, as one subscriber has all of that.
/// </summary>
internal readonly record struct ClientNetwork(string Prefix)
{
    public static ClientNetwork Of(IPAddress client)
    {
        var network = client.CountedNetwork();
        return new(
            network.AddressFamily == AddressFamily.InterNetworkV6 ? $"{network}/64" : $"{network}"
        );
    }
}
