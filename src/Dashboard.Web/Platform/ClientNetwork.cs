using System.Net;
using System.Net.Sockets;
using Dashboard.Core;

namespace Dashboard.Web.Platform;

/// <summary>
/// The network a request is counted under: an IPv4 address, or the /64 of an IPv6 address, as one subscriber has all of that.
/// </summary>
internal readonly record struct ClientNetwork(string Prefix)
{
    /// <summary>How many times as much as one network has, the networks of one subscriber have together.</summary>
    public const int SiteShare = 8;

    /// <summary>The /48 of an IPv6 address, of which anybody can have all 65,536 networks; an IPv4 address is the most of its subscriber.</summary>
    public static ClientNetwork SiteOf(IPAddress client)
    {
        var site = client.CountedSite();
        return new(site.AddressFamily == AddressFamily.InterNetworkV6 ? $"{site}/48" : $"{site}");
    }

    public static ClientNetwork Of(IPAddress client)
    {
        var network = client.CountedNetwork();
        return new(
            network.AddressFamily == AddressFamily.InterNetworkV6 ? $"{network}/64" : $"{network}"
        );
    }
}
