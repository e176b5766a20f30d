using Dashboard.Core.Outbound.Catalogue;

namespace Dashboard.Core.Outbound.Evidence;

/// <summary>The fault of a probe was put right.</summary>
/// <param name="Ttl">Until then a resolver may still hold what was wrong.</param>
public sealed record HealEvidence(
    OutboundProbeId Probe,
    DateTimeOffset At,
    HealAction Action,
    TimeSpan Ttl
)
{
    /// <summary>From here a delivery shows that the sender saw the correction.</summary>
    [System.Text.Json.Serialization.JsonIgnore]
    public DateTimeOffset SeenByAllAt => At + Ttl;
}
