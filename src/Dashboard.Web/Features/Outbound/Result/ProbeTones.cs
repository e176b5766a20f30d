using Dashboard.Core.Outbound.Catalogue;
using Dashboard.Core.Outbound.Judgement;

namespace Dashboard.Web.Features.Outbound.Result;

internal static class ProbeTones
{
    /// <summary>What is wrong first, then what is not known yet, then what is good; the catalogue's order within each.</summary>
    public static IReadOnlyList<ProbeJudgement> WrongFirst(
        IEnumerable<ProbeJudgement> judgements
    ) => [.. judgements.OrderBy(judgement => Place(Of(judgement)))];

    private static int Place(ProbeTone tone) =>
        tone switch
        {
            ProbeTone.Bad => 0,
            ProbeTone.Differs => 1,
            ProbeTone.Unknown or ProbeTone.Waiting => 2,
            _ => 3,
        };

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
