using Dashboard.Core.Outbound.Catalogue;
using Dashboard.Core.Outbound.Evidence;

namespace Dashboard.Core.Outbound.Attribution;

/// <summary>A session that could belong to several tests or probes and counts for none.</summary>
/// <param name="Probes">Those of this test that it could belong to.</param>
public sealed record AmbiguousSession(
    SmtpSessionEvidence Session,
    IReadOnlyList<OutboundProbeId> Probes
);
