using System.Collections.Concurrent;
using System.Net;
using Dashboard.Core.Outbound.Catalogue;

namespace Dashboard.Probes.Outbound.Receiver;

/// <summary>
/// Addresses of live tests that the DNS was just asked for: a sender asks before it connects, and a flood mostly does not. The process that
/// reads the name server's log notes them here; where nobody does, all addresses are alike.
/// </summary>
public sealed class RecentQuestions(TimeProvider time)
{
    private const int Most = 100_000;

    private readonly ConcurrentDictionary<IPAddress, long> asked = new();
    private volatile bool known;

    /// <summary>The log is read here, so that an address which is not noted was not asked for.</summary>
    public void Follow() => known = true;

    public void Note(IEnumerable<IPAddress> addresses)
    {
        ArgumentNullException.ThrowIfNull(addresses);
        if (asked.Count > Most)
        {
            asked.Clear();
        }
        var now = time.GetTimestamp();
        foreach (var address in addresses)
        {
            asked[address] = now;
        }
    }

    /// <summary>It was asked for within the time that a connection can follow a question.</summary>
    public bool MayPrecede(IPAddress local) =>
        !known
        || (
            asked.TryGetValue(local, out var at)
            && time.GetElapsedTime(at) <= ProbeTiming.QueryWindow
        );
}
