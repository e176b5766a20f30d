namespace Dashboard.Data;

/// <summary>A time in which nobody read the log of the name server, or what was read was lost.</summary>
public sealed class QueryLogGapRow
{
    public long Id { get; init; }

    public required DateTimeOffset From { get; init; }

    public required DateTimeOffset Until { get; init; }
}
