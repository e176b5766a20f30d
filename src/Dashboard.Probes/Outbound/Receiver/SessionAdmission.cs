using System.Net;
using System.Net.Sockets;

namespace Dashboard.Probes.Outbound.Receiver;

/// <summary>Counts sessions, so that no source and no crowd takes more than its share.</summary>
internal sealed class SessionAdmission(ReceiverLimits limits, TimeProvider time)
{
    private const int MostSources = 10_000;

    private readonly Lock gate = new();
    private readonly Dictionary<IPAddress, Source> sources = [];
    private int sessions;

    /// <summary>What ends the session's stay; null where there is no room.</summary>
    public IDisposable? TryEnter(IPAddress address)
    {
        var key = Group(address);
        lock (gate)
        {
            var source = sources.GetValueOrDefault(key);
            if (source is null)
            {
                Tidy();
                source = new Source { MinuteBegan = time.GetTimestamp() };
                if (sources.Count >= MostSources)
                {
                    return null;
                }
                sources.Add(key, source);
            }
            if (IsOver(source))
            {
                source.MinuteBegan = time.GetTimestamp();
                source.InMinute = 0;
            }
            if (
                sessions >= limits.Sessions
                || source.Sessions >= limits.SessionsPerSource
                || source.InMinute >= limits.SessionsPerSourcePerMinute
            )
            {
                return null;
            }
            sessions++;
            source.Sessions++;
            source.InMinute++;
        }
        return new Stay(this, key);
    }

    /// <summary>An IPv6 /64 is one site, and has more addresses than there are places.</summary>
    private static IPAddress Group(IPAddress address)
    {
        if (address.AddressFamily != AddressFamily.InterNetworkV6)
        {
            return address;
        }
        var octets = address.GetAddressBytes();
        Array.Clear(octets, 8, 8);
        return new IPAddress(octets);
    }

    private bool IsOver(Source source) =>
        time.GetElapsedTime(source.MinuteBegan) >= TimeSpan.FromMinutes(1);

    private void Tidy()
    {
        if (sources.Count < MostSources)
        {
            return;
        }
        foreach (
            var (key, _) in sources
                .Where(entry => entry.Value.Sessions == 0 && IsOver(entry.Value))
                .ToList()
        )
        {
            sources.Remove(key);
        }
    }

    private void Leave(IPAddress key)
    {
        lock (gate)
        {
            sessions--;
            sources[key].Sessions--;
        }
    }

    private sealed class Source
    {
        public int Sessions { get; set; }

        public int InMinute { get; set; }

        public long MinuteBegan { get; set; }
    }

    private sealed class Stay(SessionAdmission admission, IPAddress key) : IDisposable
    {
        private int left;

        public void Dispose()
        {
            if (Interlocked.Exchange(ref left, 1) == 0)
            {
                admission.Leave(key);
            }
        }
    }
}
