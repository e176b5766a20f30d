using System.Net;
using Dashboard.Core;

namespace Dashboard.Probes.Outbound.Receiver.Reports;

/// <summary>
/// Room for reports that are on their way: many in all and few of one client network, so that slow clients of one network leave room
/// for others.
/// </summary>
public sealed class ReportPlaces
{
    private const int All = 32;

    /// <summary>Of one client network.</summary>
    public const int OfOne = 2;

    private readonly Lock gate = new();
    private readonly Dictionary<IPAddress, int> taken = [];
    private int all;

    /// <returns>The place, free again once it is disposed; null where there is none.</returns>
    public IDisposable? TryTake(IPAddress client)
    {
        ArgumentNullException.ThrowIfNull(client);
        var network = client.CountedNetwork();
        lock (gate)
        {
            var ofOne = taken.GetValueOrDefault(network);
            if (all >= All || ofOne >= OfOne)
            {
                return null;
            }
            all++;
            taken[network] = ofOne + 1;
        }
        return new Place(this, network);
    }

    private void Free(IPAddress network)
    {
        lock (gate)
        {
            all--;
            if (--taken[network] == 0)
            {
                taken.Remove(network);
            }
        }
    }

    private sealed class Place(ReportPlaces places, IPAddress network) : IDisposable
    {
        private int isFree;

        public void Dispose()
        {
            if (Interlocked.Exchange(ref isFree, 1) == 0)
            {
                places.Free(network);
            }
        }
    }
}
