using Dashboard.Core.Dns;

namespace Dashboard.Core.Inbound;

/// <summary>The judgement of a mail domain: a pure function of the observation and the method version.</summary>
public sealed record DomainVerdict
{
    /// <summary>Of the judgement; a figure is only comparable within one version.</summary>
    public required string MethodVersion { get; init; }

    public required DomainName Domain { get; init; }

    public required DomainStatus Status { get; init; }

    public required Delivery Delivery { get; init; }

    /// <summary>Of what is delivered now; null where nothing is.</summary>
    public ConnectionType? ConnectionType { get; init; }

    /// <summary>The weakest that an active attacker can force; null where an attacker can force no delivery.</summary>
    public ConnectionType? AttackerConnectionType { get; init; }

    /// <summary>All reasons, worst first, those of hosts and addresses included.</summary>
    public IReadOnlyList<VerdictReason> Reasons { get; init; } = [];

    public IReadOnlyList<HostVerdict> Hosts { get; init; } = [];

    public IReadOnlyList<SenderSimulation> Simulations { get; init; } = [];

    /// <summary>In order of effect; ready-to-paste text is made from these by the interface.</summary>
    public IReadOnlyList<Advice> Advice { get; init; } = [];
}
