using System.Net;
using System.Net.Sockets;
using Dashboard.Core.Dns;

namespace Dashboard.Probes.Outbound.Receiver.Identity;

/// <summary>Where the PTR record of an address is (RFC 1035 section 3.5, RFC 3596 section 2.5).</summary>
internal static class ReverseName
{
    public static DomainName Of(IPAddress address)
    {
        var octets = address.GetAddressBytes();
        Array.Reverse(octets);
        return DomainName.Parse(
            address.AddressFamily == AddressFamily.InterNetwork
                ? string.Join('.', octets) + ".in-addr.arpa"
                : string.Join('.', octets.Select(octet => $"{octet & 0xf:x}.{octet >> 4:x}"))
                    + ".ip6.arpa"
        );
    }
}
