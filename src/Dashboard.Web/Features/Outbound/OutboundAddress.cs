using Dashboard.Core.Outbound.Catalogue;

namespace Dashboard.Web.Features.Outbound;

/// <summary>Where a message of a sending test goes.</summary>
public sealed record OutboundAddress(OutboundProbeId Probe, string Address);
