using System.Net;
using System.Net.Sockets;

namespace Dashboard.Probes.Inbound;

/// <summary>
/// Addresses that are not of the public Internet (RFC 6890, and the IANA registries it made), and those that stand for an IPv4
/// address in disguise.
/// </summary>
internal static class ReservedAddresses
{
    public static bool Contains(IPAddress address)
    {
        if (address.IsIPv4MappedToIPv6)
        {
            return true;
        }
        if (address.AddressFamily == AddressFamily.InterNetwork)
        {
            return !Any(PublicV4, address) && Any(ReservedV4, address);
        }
        return address.AddressFamily != AddressFamily.InterNetworkV6
            || !GlobalUnicast.Contains(address)
            || (!Any(PublicV6, address) && Any(ReservedV6, address));
    }

    private static bool Any(IPNetwork[] networks, IPAddress address) =>
        networks.Any(network => network.Contains(address));

    private static readonly IPNetwork[] ReservedV4 =
    [
        IPNetwork.Parse("0.0.0.0/8"), // this network
        IPNetwork.Parse("10.0.0.0/8"), // private use
        IPNetwork.Parse("100.64.0.0/10"), // shared address space
        IPNetwork.Parse("127.0.0.0/8"), // loopback
        IPNetwork.Parse("169.254.0.0/16"), // link local
        IPNetwork.Parse("172.16.0.0/12"), // private use
        IPNetwork.Parse("192.0.0.0/24"), // IETF protocol assignments
        IPNetwork.Parse("192.0.2.0/24"), // documentation
        IPNetwork.Parse("192.88.99.0/24"), // 6to4 relay anycast, deprecated
        IPNetwork.Parse("192.168.0.0/16"), // private use
        IPNetwork.Parse("198.18.0.0/15"), // benchmarking
        IPNetwork.Parse("198.51.100.0/24"), // documentation
        IPNetwork.Parse("203.0.113.0/24"), // documentation
        IPNetwork.Parse("224.0.0.0/4"), // multicast
        IPNetwork.Parse("240.0.0.0/4"), // reserved, limited broadcast
    ];

    private static readonly IPNetwork[] PublicV4 =
    [
        IPNetwork.Parse("192.0.0.9/32"), // port control protocol anycast
        IPNetwork.Parse("192.0.0.10/32"), // TURN anycast
    ];

    /// <summary>All that is allocated for public use lies in here (RFC 4291 section 2.4); the rest is reserved.</summary>
    private static readonly IPNetwork GlobalUnicast = IPNetwork.Parse("2000::/3");

    private static readonly IPNetwork[] ReservedV6 =
    [
        IPNetwork.Parse("2001::/23"), // IETF protocol assignments, Teredo among them
        IPNetwork.Parse("2001:db8::/32"), // documentation
        IPNetwork.Parse("2002::/16"), // 6to4
        IPNetwork.Parse("3fff::/20"), // documentation
    ];

    private static readonly IPNetwork[] PublicV6 =
    [
        IPNetwork.Parse("2001:1::1/128"), // port control protocol anycast
        IPNetwork.Parse("2001:1::2/128"), // TURN anycast
        IPNetwork.Parse("2001:1::3/128"), // DNS-SD service registration anycast
        IPNetwork.Parse("2001:3::/32"), // AMT
        IPNetwork.Parse("2001:4:112::/48"), // AS112-v6
        IPNetwork.Parse("2001:20::/28"), // ORCHIDv2
        IPNetwork.Parse("2001:30::/28"), // drone remote ID
    ];
}
