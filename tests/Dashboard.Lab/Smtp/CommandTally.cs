using System.Collections.Concurrent;

namespace Dashboard.Lab.Smtp;

/// <summary>Counts the commands of all sessions by verb: a prober must never send MAIL or RCPT.</summary>
internal sealed class CommandTally
{
    private readonly ConcurrentDictionary<string, long> counts = new(
        StringComparer.OrdinalIgnoreCase
    );

    public IReadOnlyDictionary<string, long> Counts => counts;

    public void Add(string verb) => counts.AddOrUpdate(verb, 1, (_, count) => count + 1);
}
