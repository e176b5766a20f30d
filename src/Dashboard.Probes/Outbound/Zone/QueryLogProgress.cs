namespace Dashboard.Probes.Outbound.Zone;

/// <summary>How far a log has been read. One writes, another reads.</summary>
public sealed class QueryLogProgress
{
    private readonly Lock gate = new();
    private QueryLogPlace? place;

    /// <summary>Null before anything could be read.</summary>
    public QueryLogPlace? Place
    {
        get
        {
            lock (gate)
            {
                return place;
            }
        }
    }

    /// <summary>The reading begins at the end of what is there: what was asked before is lost.</summary>
    public void Begin(DateTimeOffset at)
    {
        lock (gate)
        {
            place = new QueryLogPlace(at, at);
        }
    }

    /// <summary>All that was asked by then has been handed on.</summary>
    public void ReadUntil(DateTimeOffset at)
    {
        lock (gate)
        {
            place = place! with { ReadUntil = at };
        }
    }
}

/// <param name="BeganAt">Since when it has been read without a break.</param>
/// <param name="ReadUntil">All that was asked between the two has been handed on.</param>
public sealed record QueryLogPlace(DateTimeOffset BeganAt, DateTimeOffset ReadUntil);
