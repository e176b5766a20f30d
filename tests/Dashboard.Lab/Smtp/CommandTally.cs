using System.Collections.Concurrent;
using System.Net;

namespace Dashboard.Lab.Smtp;

/// <summary>
/// Counts the commands of all sessions by verb, as a prober must never send MAIL or RCPT; and the connections of each address.
/// </summary>
internal sealed class CommandTally
{
    private readonly ConcurrentDictionary<string, long> counts = new(
        StringComparer.OrdinalIgnoreCase
    );

    public IReadOnlyDictionary<string, long> Counts => counts;

    private readonly ConcurrentDictionary<IPAddress, int> connections = new();

    public void Connected(IPAddress address) =>
        connections.AddOrUpdate(address, 1, (_, count) => count + 1);

    public int ConnectionsOf(IPAddress address) => connections.GetValueOrDefault(address);

    public void Add(string verb) => counts.AddOrUpdate(verb, 1, (_, count) => count + 1);
}
