using Dashboard.Core.Outbound.Catalogue;
using Dashboard.Core.Outbound.Evidence;

namespace Dashboard.Core.Outbound.Judgement;

/// <summary>When a fault is put right.</summary>
public static class HealDecision
{
    /// <summary>
    /// The probes to heal now: a sender's refusal there is firm, and no other sender's refusal is still on its way to firm. Where a
    /// sender is proven to be a domain's, those that are nobody's neither heal nor delay.
    /// </summary>
    public static IReadOnlyList<OutboundProbeId> Due(
        OutboundVerdict verdict,
        IReadOnlyList<HealEvidence> heals
    ) =>
        [
            .. verdict
                .Probes.Select(judgement => OutboundProbes.Get(judgement.Probe))
                .Where(probe =>
                    probe.Heal != HealAction.None
                    && !heals.Any(heal => heal.Probe == probe.Id)
                    && IsDue(probe.Id, verdict)
                )
                .Select(probe => probe.Id),
        ];

    private static bool IsDue(OutboundProbeId probe, OutboundVerdict verdict)
    {
        var named = verdict.Senders.Where(sender => sender.Domain is not null).ToList();
        var refusals = (named.Count > 0 ? named : verdict.Senders)
            .SelectMany(sender => sender.Probes)
            .Where(judgement =>
                judgement.Probe == probe
                && judgement.Judgement == DeliveryJudgement.RefusedAsItShould
            )
            .ToList();
        return refusals.Count > 0
            && refusals.TrueForAll(judgement =>
                judgement.Firm || judgement.Open?.Reason == OpenReason.MessageNotSeen
            );
    }
}
