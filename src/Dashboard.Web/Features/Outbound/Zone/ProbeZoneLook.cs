using Dashboard.Core.Dns;

namespace Dashboard.Web.Features.Outbound.Zone;

/// <summary>The probe zone as the resolver sees it. A look-up that failed shows nothing, neither good nor bad.</summary>
public sealed record ProbeZoneLook
{
    public required DateTimeOffset At { get; init; }

    /// <summary>Of the zone's apex, through the whole chain of trust: secure when everything is as it must be.</summary>
    public required DnsLookup Soa { get; init; }

    public required DnsLookup<DomainName> Ns { get; init; }

    public required DnsLookup<DsRecord> Ds { get; init; }

    public required DelegationState NsState { get; init; }

    public required DelegationState DsState { get; init; }

    /// <summary>The zone is served, and its answers are proven.</summary>
    public required DelegationState Served { get; init; }

    public bool IsRight =>
        NsState == DelegationState.Right
        && DsState == DelegationState.Right
        && Served == DelegationState.Right;
}
