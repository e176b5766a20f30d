using System.Net;
using Dashboard.Core.Dns;
using Dashboard.Core.Outbound.Evidence;

namespace Dashboard.Core.Outbound.Attribution;

/// <summary>Source addresses that are one sender, with all that was seen of them in a test.</summary>
public sealed record SenderGroup
{
    public required IReadOnlyList<AttributedSession> Sessions { get; init; }

    /// <summary>Sessions of these addresses that could belong to another test, probe or sender as well.</summary>
    public IReadOnlyList<AmbiguousSession> Ambiguous { get; init; } = [];

    /// <summary>Questions that no other sender of the test can have caused.</summary>
    public IReadOnlyList<AttributedQuery> Queries { get; init; } = [];

    /// <summary>Questions that another sender of the test can have caused as well.</summary>
    public IReadOnlyList<AttributedQuery> SharedQueries { get; init; } = [];

    public IReadOnlyList<ControlIdentity> Identities { get; init; } = [];

    public required IReadOnlyList<IPAddress> SourceAddresses { get; init; }

    public IReadOnlyList<string> Ehlos { get; init; } = [];

    public IReadOnlyList<DomainName> SourceNames { get; init; } = [];
}
