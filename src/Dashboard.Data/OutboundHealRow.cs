using Dashboard.Core.Outbound.Catalogue;

namespace Dashboard.Data;

/// <summary>The fault of a probe was put right, in the transaction that changed its records.</summary>
public sealed class OutboundHealRow
{
    public required Guid TestId { get; init; }

    public required OutboundProbeId Probe { get; init; }

    public required DateTimeOffset At { get; init; }

    public required HealAction Action { get; init; }

    public required TimeSpan Ttl { get; init; }
}
