using System.Net;

namespace Dashboard.Probes.Outbound.Receiver;

/// <summary>
/// How many sessions each source has, and how many it started within a minute. Strangers decide how many sources there are: of those without
/// a session the longest idle is forgotten where they are too many, so that no crowd keeps a newcomer from being counted.
/// </summary>
/// <param name="sessions">Of one source at the same time.</param>
/// <param name="perMinute">Started by one source within a minute.</param>
internal sealed class SourceCounts(int sessions, int perMinute, TimeProvider time)
{
    private const int Most = 10_000;

    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);

    private readonly Dictionary<IPAddress, Source> sources = [];

    /// <summary>Those without a session, the longest idle first.</summary>
    private readonly LinkedList<IPAddress> idle = [];

    /// <summary>Sources that are known of.</summary>
    public int Count => sources.Count;

    public int SessionsOf(IPAddress key) => sources.GetValueOrDefault(key)?.Sessions ?? 0;

    public bool HasRoom(IPAddress key) =>
        !sources.TryGetValue(key, out var source)
        || (source.Sessions < sessions && (IsOver(source) || source.InMinute < perMinute));

    public void Enter(IPAddress key)
    {
        if (!sources.TryGetValue(key, out var source))
        {
            Forget();
            source = new Source { MinuteBegan = time.GetTimestamp() };
            sources.Add(key, source);
        }
        else if (source.Idle is { } place)
        {
            idle.Remove(place);
            source.Idle = null;
        }
        if (IsOver(source))
        {
            source.MinuteBegan = time.GetTimestamp();
            source.InMinute = 0;
        }
        source.Sessions++;
        source.InMinute++;
    }

    /// <summary>Of one that entered.</summary>
    public void Leave(IPAddress key)
    {
        var source = sources[key];
        if (--source.Sessions == 0)
        {
            source.Idle = idle.AddLast(key);
        }
    }

    private void Forget()
    {
        while (sources.Count >= Most && idle.First is { } longest)
        {
            sources.Remove(longest.Value);
            idle.Remove(longest);
        }
    }

    private bool IsOver(Source source) => time.GetElapsedTime(source.MinuteBegan) >= Minute;

    private sealed class Source
    {
        public int Sessions { get; set; }

        public int InMinute { get; set; }

        public long MinuteBegan { get; set; }

        /// <summary>Its place among the idle ones; null while it has a session.</summary>
        public LinkedListNode<IPAddress>? Idle { get; set; }
    }
}
