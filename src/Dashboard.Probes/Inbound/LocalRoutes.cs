using System.Net;
using System.Net.Sockets;

namespace Dashboard.Probes.Inbound;

/// <summary>
/// Whether this machine can send to an address at all. Connecting a datagram socket asks the routing table and sends nothing.
/// </summary>
public static class LocalRoutes
{
    public static bool Has(IPAddress address)
    {
        ArgumentNullException.ThrowIfNull(address);
        try
        {
            using var socket = new Socket(
                address.AddressFamily,
                SocketType.Dgram,
                ProtocolType.Udp
            );
            socket.Connect(new IPEndPoint(address, 25));
            return true;
        }
        catch (SocketException failed)
            when (failed.SocketErrorCode
                    is SocketError.NetworkUnreachable
                        or SocketError.AddressFamilyNotSupported
                        or SocketError.ProtocolFamilyNotSupported
                        or SocketError.ProtocolNotSupported
                        or SocketError.AddressNotAvailable
            )
        {
            return false;
        }
        catch (SocketException)
        {
            // Whatever else is the matter, the session will meet it and say so.
            return true;
        }
    }
}
