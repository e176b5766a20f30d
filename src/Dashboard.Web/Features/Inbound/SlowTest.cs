using System.Net;
using System.Net.Sockets;

namespace Dashboard.Web.Features.Inbound;

/// <summary>A test on its way, the network of its first mail server, and the addresses that it waits for.</summary>
/// <param name="end">Ends the gathering; the verdict is of what is there.</param>
internal sealed class SlowTest(Action end, TimeProvider time)
{
    private readonly Lock gate = new();
    private readonly Dictionary<IPAddress, Waiting> waits = [];
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

    /// <summary>A mail server at the address is waited for. The first address counts: a domain that names many is led by its best.</summary>
    public void Connects(IPAddress address)
    {
        if (network is null)
        {
            Volatile.Write(ref network, NetworkOf(address));
        }
        lock (gate)
        {
            waits[address] = waits.TryGetValue(address, out var already)
                ? already with
                {
                    Hosts = already.Hosts + 1,
                }
                : new(1, time.GetUtcNow());
        }
    }

    /// <summary>Of one that <see cref="Connects"/> told of: it is waited for no longer, under that name.</summary>
    public void Leaves(IPAddress address)
    {
        lock (gate)
        {
            if (waits.TryGetValue(address, out var left) && left.Hosts > 1)
            {
                waits[address] = left with { Hosts = left.Hosts - 1 };
            }
            else
            {
                waits.Remove(address);
            }
        }
    }

    /// <summary>The addresses that are waited for since then or longer, under whichever names.</summary>
    public IReadOnlyList<IPAddress> WaitsSince(DateTimeOffset since)
    {
        lock (gate)
        {
            return [.. waits.Where(wait => wait.Value.Since <= since).Select(wait => wait.Key)];
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

    /// <param name="Hosts">Names of mail servers at the address that have not ended.</param>
    private sealed record Waiting(int Hosts, DateTimeOffset Since);
}
