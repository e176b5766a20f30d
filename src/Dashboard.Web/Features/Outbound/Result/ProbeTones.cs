using Dashboard.Core.Outbound.Catalogue;
using Dashboard.Core.Outbound.Judgement;

namespace Dashboard.Web.Features.Outbound.Result;

internal static class ProbeTones
{
    public static ProbeTone Of(ProbeJudgement judgement)
    {
        var probe = OutboundProbes.Get(judgement.Probe);
        return judgement.Judgement switch
        {
            // It should arrive, and did, over connection type 1: that must not look good.
            DeliveryJudgement.DeliveredAsItShould when judgement.Seen == SeenOutcome.MailInClear =>
                ProbeTone.Bad,
            DeliveryJudgement.DeliveredAsItShould or DeliveryJudgement.RefusedAsItShould =>
                ProbeTone.Good,
            DeliveryJudgement.DeliveredThoughItMustNot
            or DeliveryJudgement.RefusedThoughItShouldDeliver => probe.Weight == ProbeWeight.Corner
                ? ProbeTone.Differs
                : ProbeTone.Bad,
            DeliveryJudgement.Pending => ProbeTone.Waiting,
            _ => ProbeTone.Unknown,
        };
    }
}
