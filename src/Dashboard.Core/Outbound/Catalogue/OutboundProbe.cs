namespace Dashboard.Core.Outbound.Catalogue;

/// <summary>One row of the catalogue: what a probe sets up, what must happen, and what that proves.</summary>
public sealed record OutboundProbe
{
    public required OutboundProbeId Id { get; init; }

    /// <summary>As in <see cref="OutboundProbeId"/>'s JSON: a label of its host names.</summary>
    public required string Slug { get; init; }

    public required ExpectedDelivery Expected { get; init; }

    public required Protection Proves { get; init; }

    public required ProbeWeight Weight { get; init; }

    /// <summary>Where the rule stands, such as "RFC 7672 section 2.2".</summary>
    public required string Rfc { get; init; }

    /// <summary>In order of preference.</summary>
    public required IReadOnlyList<ProbeHostSetup> Hosts { get; init; }

    /// <summary>Five probes make the basic test; the full test has all.</summary>
    public bool InBasic { get; init; }

    public ZoneFault ZoneFault { get; init; } = ZoneFault.None;

    public FirmRule FirmRule { get; init; } = FirmRule.FirstAttempt;

    public HealAction Heal { get; init; } = HealAction.None;

    /// <summary>The hosts of the probe have TLSA records in a secure zone: a MAIL in the clear breaks the standard.</summary>
    public bool TlsaForcesTls { get; init; }

    public bool IsIn(OutboundTestKind kind) => kind == OutboundTestKind.Full || InBasic;

    public ProbeHostSetup Host(HostRole role) => Hosts.First(host => host.Role == role);
}
