using Dashboard.Core.Outbound.Catalogue;
using Dashboard.Core.Outbound.Evidence;

namespace Dashboard.Core.Outbound.Judgement;

/// <summary>When a fault is put right.</summary>
public static class HealDecision
{
    /// <summary>
    /// The probes to heal now: a sender's refusal there counts, and no other sender's refusal is on its way. That is waited for during
    /// <see cref="ProbeTiming.OthersAwaited"/>: anybody can make a sender come once, and keep the verdict on another one open so. Where a
    /// sender is proven to be a domain's, those that are nobody's neither heal nor delay.
    /// </summary>
    /// <param name="now">Of the verdict.</param>
    public static IReadOnlyList<OutboundProbeId> Due(
        OutboundVerdict verdict,
        IReadOnlyList<HealEvidence> heals,
        DateTimeOffset now
    ) =>
        [
            .. verdict
                .Probes.Select(judgement => OutboundProbes.Get(judgement.Probe))
                .Where(probe =>
                    probe.Heal != HealAction.None
                    && !heals.Any(heal => heal.Probe == probe.Id)
                    && IsDue(probe.Id, verdict, now)
                )
                .Select(probe => probe.Id),
        ];

    private static bool IsDue(OutboundProbeId probe, OutboundVerdict verdict, DateTimeOffset now)
    {
        var named = verdict.Senders.Where(sender => sender.Domain is not null).ToList();
        var refusals = (named.Count > 0 ? named : verdict.Senders)
            .SelectMany(sender => sender.Probes)
            .Where(judgement =>
                judgement.Probe == probe
                && judgement.Judgement == DeliveryJudgement.RefusedAsItShould
            )
            .ToList();
        var since = refusals.Min(judgement => judgement.CountsSince);
        return since is not null
            && (
                refusals.TrueForAll(judgement => judgement.CountsSince is not null)
                || now >= since + ProbeTiming.OthersAwaited
            );
    }
}
