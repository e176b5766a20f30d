using System.Net;
using Dashboard.Core.Dns;
using Dashboard.Core.Outbound.Evidence;

namespace Dashboard.Core.Outbound.Attribution;

/// <summary>Source addresses that are one sender, with all that was seen of them in a test.</summary>
public sealed record SenderGroup
{
    /// <summary>The organisation that its control proves it to send for (RFC 9989 section 4.10); null where none is proven.</summary>
    public DomainName? Organisation { get; init; }

    /// <summary>Of that organisation's domains the one that its first control was from.</summary>
    public DomainName? Domain =>
        Organisation is null
            ? null
            : Identities
                .First(identity => identity.Probe == Catalogue.OutboundProbeId.Control)
                .ProvenDomain;

    /// <summary>In order of time.</summary>
    public required IReadOnlyList<AttributedSession> Sessions { get; init; }

    /// <summary>Sessions of these addresses that could belong to another test, probe or sender as well.</summary>
    public IReadOnlyList<AmbiguousSession> Ambiguous { get; init; } = [];

    /// <summary>Questions that no other sender of the test can have caused.</summary>
    public IReadOnlyList<AttributedQuery> Queries { get; init; } = [];

    /// <summary>
    /// Questions of its resolvers. Beside those of <see cref="Queries"/> these are, of a sender without a domain, what another one may have
    /// caused that has the same resolver.
    /// </summary>
    public IReadOnlyList<AttributedQuery> ResolverQueries { get; init; } = [];

    /// <summary>Questions that another sender can have caused as well, or a resolver that is not known to be anybody's.</summary>
    public IReadOnlyList<AttributedQuery> SharedQueries { get; init; } = [];

    /// <summary>
    /// Its resolver may have asked for the MTA-STS policy of a recipient domain, so the sender may obey such policies (RFC 8461).
    /// </summary>
    public bool MayObeyPolicies { get; init; }

    public IReadOnlyList<MessageIdentity> Identities { get; init; } = [];

    public required IReadOnlyList<IPAddress> SourceAddresses { get; init; }

    public IReadOnlyList<string> Ehlos { get; init; } = [];

    public IReadOnlyList<DomainName> SourceNames { get; init; } = [];
}
