using System.Net;
using Dashboard.Core;

namespace Dashboard.Probes.Outbound.Receiver.Identity;

/// <summary>
/// Room in memory for messages that are examined. Half of it is for those that a verdict can rest on, and no source network has more than a
/// quarter: slow lookups are cheap to arrange for.
/// </summary>
/// <param name="all">Messages at the same time.</param>
internal sealed class MessagePlaces(int all)
{
    private readonly Lock gate = new();
    private readonly Dictionary<IPAddress, int> taken = [];
    private readonly int ofNetwork = Math.Max(1, all / 4);
    private int used;

    /// <param name="isNeeded">A verdict can rest on the message.</param>
    /// <returns>What frees the place; null where there is none.</returns>
    public Action? TryTake(IPAddress source, bool isNeeded)
    {
        var network = source.CountedSite();
        lock (gate)
        {
            var own = taken.GetValueOrDefault(network);
            if (
                used >= (isNeeded ? all : all / 2)
                || own >= (isNeeded ? ofNetwork : Math.Max(1, ofNetwork / 2))
            )
            {
                return null;
            }
            used++;
            taken[network] = own + 1;
        }
        return () => Free(network);
    }

    private void Free(IPAddress network)
    {
        lock (gate)
        {
            used--;
            if (--taken[network] == 0)
            {
                taken.Remove(network);
            }
        }
    }
}
