using System.Net;
using Dashboard.Core;
using Dashboard.Web.Features.Inbound;
using Dashboard.Web.Platform;

namespace Dashboard.Web.Features.Notices.Mail;

/// <summary>What becomes of a connection with reports.</summary>
internal enum BounceEntry
{
    Entered,

    /// <summary>It is of nobody who relays our mail.</summary>
    NotARelay,

    /// <summary>All places are taken, or all of this client.</summary>
    Full,
}

/// <summary>Lets in relays alone, and so many at a time.</summary>
/// <param name="most">Connections of all together.</param>
/// <param name="mostPerClient">Connections of one client network.</param>
internal sealed class BounceGate(
    IReadOnlyList<System.Net.IPNetwork> relays,
    int most,
    int mostPerClient
)
{
    private readonly Lock turn = new();
    private readonly Dictionary<ClientNetwork, int> inside = [];
    private int all;

    /// <returns>With <see cref="BounceEntry.Entered"/> the connection has a place until <see cref="Leave"/>.</returns>
    public BounceEntry Enter(IPAddress client)
    {
        var address = client.Unmapped();
        if (!relays.Any(relay => relay.Contains(address)))
        {
            return BounceEntry.NotARelay;
        }
        var network = ClientNetwork.Of(address);
        lock (turn)
        {
            var own = inside.GetValueOrDefault(network);
            if (all >= most || own >= mostPerClient)
            {
                return BounceEntry.Full;
            }
            inside[network] = own + 1;
            all++;
            return BounceEntry.Entered;
        }
    }

    /// <summary>Gives back the place of a connection that had entered.</summary>
    public void Leave(IPAddress client)
    {
        var network = ClientNetwork.Of(client.Unmapped());
        lock (turn)
        {
            all--;
            if (--inside[network] == 0)
            {
                inside.Remove(network);
            }
        }
    }
}
