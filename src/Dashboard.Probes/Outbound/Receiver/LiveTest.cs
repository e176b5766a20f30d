using Dashboard.Core.Outbound;
using Dashboard.Core.Outbound.Catalogue;

namespace Dashboard.Probes.Outbound.Receiver;

/// <summary>A test that takes messages, and the probes of it whose fault has been put right.</summary>
public sealed record LiveTest(OutboundTest Test, IReadOnlySet<OutboundProbeId> Healed);
