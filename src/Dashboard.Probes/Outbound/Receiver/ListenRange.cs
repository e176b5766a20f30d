using System.Net;
using System.Net.Sockets;

namespace Dashboard.Probes.Outbound.Receiver;

/// <summary>Addresses that a listener answers on: one, or a network.</summary>
/// <param name="Local">As this machine sees them.</param>
/// <param name="Public">As senders see them, of the same size; another only behind address translation.</param>
public sealed record ListenRange(IPNetwork Local, int Port, IPNetwork Public)
{
    /// <summary>One address, which a socket can be bound to by itself.</summary>
    public bool IsSingle =>
        Local.PrefixLength
        == (Local.BaseAddress.AddressFamily == AddressFamily.InterNetwork ? 32 : 128);

    /// <summary>As in the settings.</summary>
    public override string ToString()
    {
        var local = IsSingle ? Local.BaseAddress.ToString() : Local.ToString();
        return Local.BaseAddress.AddressFamily == AddressFamily.InterNetwork
            ? $"{local}:{Port}"
            : $"[{local}]:{Port}";
    }

    /// <summary>The address a sender connected to, from the one the connection came in at.</summary>
    public IPAddress ToPublic(IPAddress local)
    {
        ArgumentNullException.ThrowIfNull(local);
        var octets = local.GetAddressBytes();
        var prefix = Public.BaseAddress.GetAddressBytes();
        for (var bit = 0; bit < Public.PrefixLength; bit++)
        {
            var mask = (byte)(0x80 >> (bit % 8));
            octets[bit / 8] = (byte)((octets[bit / 8] & ~mask) | (prefix[bit / 8] & mask));
        }
        return new IPAddress(octets);
    }
}
