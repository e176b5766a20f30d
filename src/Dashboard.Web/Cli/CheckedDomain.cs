using Dashboard.Core.Inbound;

namespace Dashboard.Web.Cli;

/// <summary>What was found of one domain.</summary>
internal sealed record CheckedDomain(InboundObservation Observation, InboundVerdict Verdict);
