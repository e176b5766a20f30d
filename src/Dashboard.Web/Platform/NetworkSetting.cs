using System.Net;

namespace Dashboard.Web.Platform;

/// <summary>An address or a network, as a setting names it: <c>192.0.2.1</c>, <c>192.0.2.0/24</c>, <c>2001:db8::/32</c>.</summary>
internal static class NetworkSetting
{
    /// <summary>Null for a text that is neither.</summary>
    public static System.Net.IPNetwork? Read(string? text) =>
        System.Net.IPNetwork.TryParse(text, out var network) ? network
        : IPAddress.TryParse(text, out var address)
            ? new System.Net.IPNetwork(address, address.GetAddressBytes().Length * 8)
        : null;
}
