using System.Net;
using System.Net.Sockets;

namespace Dashboard.Web.Features.Inbound;

/// <summary>
/// Where a test goes on that takes long, so that no worker of the queue waits for a slow or hostile target while others wait for the
/// worker. The places are bounded: of the network that has most of them the oldest test ends with what it has seen.
/// </summary>
/// <param name="places">How many there are.</param>
internal sealed class SlowLane(int places, IHostApplicationLifetime life)
{
    private readonly Lock gate = new();
    private readonly List<SlowTest> inside = [];

    /// <summary>Cancelled when this process stops: the test is done again by another.</summary>
    public CancellationToken Stopping => life.ApplicationStopping;

    public int Count
    {
        get
        {
            lock (gate)
            {
                return inside.Count;
            }
        }
    }

    /// <summary>Takes the test over from its worker; never waits.</summary>
    public void Enter(SlowTest test, Task running)
    {
        SlowTest? crowded = null;
        lock (gate)
        {
            inside.Add(test);
            if (inside.Count > places)
            {
                crowded = inside
                    .Where(one => !one.IsEnding)
                    .GroupBy(one => one.Network)
                    .MaxBy(network => network.Count())
                    ?.First();
            }
        }
        _ = running.ContinueWith(
            _ =>
            {
                lock (gate)
                {
                    inside.Remove(test);
                }
            },
            CancellationToken.None,
            TaskContinuationOptions.ExecuteSynchronously,
            TaskScheduler.Default
        );
        crowded?.End();
    }
}

/// <summary>A test on its way, and the network of its first mail server.</summary>
/// <param name="end">Ends the gathering; the verdict is of what is there.</param>
internal sealed class SlowTest(Action end)
{
    private int ending;
    private IPAddress? network;

    /// <summary>A /24 or /64; null while no address is known.</summary>
    public IPAddress? Network => Volatile.Read(ref network);

    public bool IsEnding => Volatile.Read(ref ending) == 1;

    public void End()
    {
        if (Interlocked.Exchange(ref ending, 1) == 0)
        {
            end();
        }
    }

    /// <summary>The first address counts: a domain that names many is led by its best.</summary>
    public void Connects(IPAddress address)
    {
        if (network is null)
        {
            Volatile.Write(ref network, NetworkOf(address));
        }
    }

    private static IPAddress NetworkOf(IPAddress address)
    {
        var octets = address.GetAddressBytes();
        Array.Clear(
            octets,
            address.AddressFamily == AddressFamily.InterNetwork ? 3 : 8,
            address.AddressFamily == AddressFamily.InterNetwork ? 1 : 8
        );
        return new IPAddress(octets);
    }
}
