using Dashboard.Core.Outbound.Attribution;
using Dashboard.Core.Outbound.Catalogue;

namespace Dashboard.Core.Outbound.Judgement;

/// <summary>
/// From when a sender's refusals count: from its first delivered control, over TLS, as who does not use TLS where it is offered
/// has nothing to refuse. A sender that demands DANE everywhere refuses the control too, so a good probe with DANE will do.
/// </summary>
internal static class SenderAnchor
{
    public static DateTimeOffset? Of(SenderGroup group) =>
        FirstDelivery(group, probe => probe.Id == OutboundProbeId.Control)
        ?? FirstDelivery(
            group,
            probe =>
                probe is { Expected: ExpectedDelivery.Deliver, TlsaForcesTls: true, Hosts.Count: 1 }
        );

    private static DateTimeOffset? FirstDelivery(
        SenderGroup group,
        Func<OutboundProbe, bool> counts
    ) =>
        group
            .Sessions.Where(session => counts(OutboundProbes.Get(session.Probe)))
            .SelectMany(session => session.Deliveries)
            .Where(delivery => delivery.OverTls)
            .Select(delivery => (DateTimeOffset?)delivery.At)
            .Min();
}
