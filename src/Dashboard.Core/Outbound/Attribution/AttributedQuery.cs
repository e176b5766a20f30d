using Dashboard.Core.Outbound.Catalogue;
using Dashboard.Core.Outbound.Evidence;

namespace Dashboard.Core.Outbound.Attribution;

/// <summary>A DNS question whose name carries the token of a test.</summary>
/// <param name="Role">The MX host it is about; null for the recipient domain and the names of faults.</param>
public sealed record AttributedQuery(DnsQueryEvidence Query, OutboundProbeId Probe, HostRole? Role);
