namespace Dashboard.Core.Outbound.Attribution;

/// <summary>What belongs to one test, in order of time.</summary>
public sealed record TestEvidence
{
    public static TestEvidence Empty { get; } = new();

    public IReadOnlyList<AttributedSession> Sessions { get; init; } = [];

    public IReadOnlyList<AttributedQuery> Queries { get; init; } = [];

    public IReadOnlyList<AmbiguousSession> Ambiguous { get; init; } = [];
}
