using System.Net;
using Dashboard.Core.Outbound.Catalogue;

namespace Dashboard.Probes.Outbound.Receiver;

/// <summary>
/// Sources that handed over a message of a test, for as long as a test lives. A bounded number of them: whose last message is oldest
/// is forgotten first. Not safe for several threads at once.
/// </summary>
internal sealed class KnownSenders(TimeProvider time)
{
    private const int Most = 5_000;

    private readonly Dictionary<IPAddress, LinkedListNode<Entry>> bySource = [];
    private readonly LinkedList<Entry> oldestFirst = [];

    public void Note(IPAddress source)
    {
        if (bySource.Remove(source, out var former))
        {
            oldestFirst.Remove(former);
        }
        else if (bySource.Count >= Most && oldestFirst.First is { } oldest)
        {
            bySource.Remove(oldest.Value.Source);
            oldestFirst.Remove(oldest);
        }
        bySource.Add(source, oldestFirst.AddLast(new Entry(source, time.GetTimestamp())));
    }

    public bool Knows(IPAddress source) =>
        bySource.TryGetValue(source, out var entry)
        && time.GetElapsedTime(entry.Value.At) <= ProbeTiming.ClosesAfter;

    private readonly record struct Entry(IPAddress Source, long At);
}
