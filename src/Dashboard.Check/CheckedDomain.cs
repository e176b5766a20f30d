using Dashboard.Core.Inbound;

namespace Dashboard.Check;

/// <summary>What was found of one domain.</summary>
internal sealed record CheckedDomain(InboundObservation Observation, InboundVerdict Verdict);
