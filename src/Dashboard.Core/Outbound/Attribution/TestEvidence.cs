namespace Dashboard.Core.Outbound.Attribution;

/// <summary>What belongs to one test, in order of time.</summary>
public sealed record TestEvidence
{
    public static TestEvidence Empty { get; } = new();

    public IReadOnlyList<AttributedSession> Sessions { get; init; } = [];

    public IReadOnlyList<AttributedQuery> Queries { get; init; } = [];

    public IReadOnlyList<AmbiguousSession> Ambiguous { get; init; } = [];

    /// <summary>Without what began later: a judgement can be repeated as it was at an instant.</summary>
    public TestEvidence Until(DateTimeOffset instant) =>
        new()
        {
            Sessions = [.. Sessions.Where(s => s.Session.StartedAt <= instant)],
            Queries = [.. Queries.Where(q => q.Query.At <= instant)],
            Ambiguous = [.. Ambiguous.Where(a => a.Session.StartedAt <= instant)],
        };
}
