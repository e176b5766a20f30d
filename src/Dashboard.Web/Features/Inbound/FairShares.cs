namespace Dashboard.Web.Features.Inbound;

/// <summary>
/// How many tests of one client network, and of one domain with all that is below it, run at the same time in this process. The others
/// wait here and hold no worker, so that tests of other clients and domains go on beside them.
/// </summary>
/// <param name="perClient">1 or more.</param>
/// <param name="perDomain">1 or more.</param>
internal sealed class FairShares(int perClient, int perDomain)
{
    private readonly Lock gate = new();
    private readonly Dictionary<string, int> running = new(StringComparer.Ordinal);
    private readonly LinkedList<FairShare> waiting = [];

    /// <summary>The tests that wait, in no order.</summary>
    public IReadOnlyList<string> Waiting
    {
        get
        {
            lock (gate)
            {
                return [.. waiting.Select(share => share.TestId)];
            }
        }
    }

    /// <summary>False where the test has to wait: <see cref="End"/> of another gives it back.</summary>
    public bool TryBegin(FairShare share)
    {
        lock (gate)
        {
            if (HasRoom(share, running))
            {
                Remove(share.TestId);
                Count(share, running);
                return true;
            }
            if (!waiting.Any(one => one.TestId == share.TestId))
            {
                waiting.AddLast(share);
            }
            return false;
        }
    }

    /// <summary>Of one that was started.</summary>
    /// <returns>Those that there is room for now, in the order in which they came; they wait no more, and have not started.</returns>
    public IReadOnlyList<FairShare> End(FairShare share)
    {
        lock (gate)
        {
            foreach (var key in share.Keys)
            {
                if (--running[key] == 0)
                {
                    running.Remove(key);
                }
            }
            return TakeThoseWithRoom();
        }
    }

    /// <summary>As <see cref="End"/>, for tests that no test of this process is left to make room for.</summary>
    public IReadOnlyList<FairShare> Offer()
    {
        lock (gate)
        {
            return TakeThoseWithRoom();
        }
    }

    private List<FairShare> TakeThoseWithRoom()
    {
        var next = new List<FairShare>();
        var then = new Dictionary<string, int>(running, StringComparer.Ordinal);
        for (var node = waiting.First; node is not null; )
        {
            var (one, after) = (node.Value, node.Next);
            if (HasRoom(one, then))
            {
                Count(one, then);
                waiting.Remove(node);
                next.Add(one);
            }
            node = after;
        }
        return next;
    }

    private void Remove(string test)
    {
        if (waiting.FirstOrDefault(one => one.TestId == test) is { } waited)
        {
            waiting.Remove(waited);
        }
    }

    private bool HasRoom(FairShare share, Dictionary<string, int> counts) =>
        share.Keys.All(key =>
            counts.GetValueOrDefault(key) < (key == share.DomainKey ? perDomain : perClient)
        );

    private static void Count(FairShare share, Dictionary<string, int> counts)
    {
        foreach (var key in share.Keys)
        {
            counts[key] = counts.GetValueOrDefault(key) + 1;
        }
    }
}

/// <summary>What a test is counted under.</summary>
/// <param name="Client">A word for the client network, see <see cref="ClientWords"/>; null for a test that nobody outside asked for.</param>
/// <param name="Domain">The registrable domain; null where it is not known.</param>
internal sealed record FairShare(string TestId, string? Client, string? Domain)
{
    public string? DomainKey { get; } = Domain is null ? null : $"domain {Domain}";

    public IReadOnlyList<string> Keys { get; } =
    [
        .. new[]
        {
            Client is null ? null : $"client {Client}",
            Domain is null ? null : $"domain {Domain}",
        }.OfType<string>(),
    ];
}
