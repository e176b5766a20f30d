using Dashboard.Core.Outbound.Catalogue;

namespace Dashboard.Core.Outbound;

/// <summary>A name below the probe zone that carries a token.</summary>
/// <param name="Role">The MX host the name belongs to; null for the recipient domain and the names of faults.</param>
/// <param name="BelowDomain">How many labels it has before the recipient domain, 0 for that itself; null for the names of hosts and of faults.</param>
public sealed record ProbeZoneName(
    OutboundProbeId Probe,
    TestToken Token,
    HostRole? Role,
    int? BelowDomain = null
);
