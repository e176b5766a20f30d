using Dashboard.Core.Dns;

namespace Dashboard.Core.Inbound;

/// <summary>
/// The whole evidence of one receiving test: gathered once, stored whole, judged by <c>DomainJudgement</c>. Facts only.
/// </summary>
public sealed record InboundObservation
{
    /// <summary>The mail domain: what RFC 7672 section 1.1 calls the next-hop domain of a message to it.</summary>
    public required DomainName Domain { get; init; }

    public required DateTimeOffset StartedAt { get; init; }

    public TimeSpan Duration { get; init; }

    public required ResolverIdentity Resolver { get; init; }

    /// <summary>Port that connections were made to; 25 unless the installation redirects them. The TLSA owner always says 25.</summary>
    public int SmtpPort { get; init; } = 25;

    public required DnsLookup<MxRecord> Mx { get; init; }

    /// <summary>Asked where the MX set is insecure.</summary>
    public ZoneObservation? Zone { get; init; }

    /// <summary>In the order a sender tries them: by preference, then by name.</summary>
    public IReadOnlyList<HostObservation> Hosts { get; init; } = [];

    /// <summary>MX hosts beyond the limit of the run, not looked at.</summary>
    public IReadOnlyList<MxHost> OmittedHosts { get; init; } = [];

    /// <summary>Null where only STARTTLS and DANE were looked at.</summary>
    public RelatedObservation? Related { get; init; }
}
