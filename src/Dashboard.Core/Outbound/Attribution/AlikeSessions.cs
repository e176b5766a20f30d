using Dashboard.Core.Outbound.Catalogue;
using Dashboard.Core.Outbound.Judgement;

namespace Dashboard.Core.Outbound.Attribution;

/// <summary>Sessions at hosts of one test that behave alike, told apart by their number.</summary>
internal static class AlikeSessions
{
    /// <summary>
    /// It ended as a refusal at hosts of one test that should get no mail and were asked for: whichever it was at, it says the same
    /// there. One that goes on, or only looked, may yet show another thing, or shows nothing, so it does not count.
    /// </summary>
    public static bool Is(UndecidedSession undecided) =>
        undecided.Ties.Contains(EvidenceTie.PrecedingQuery)
        && SessionReading.RefusalOf(undecided.Session) is not null
        && undecided.Candidates.DistinctBy(candidate => candidate.Test.Id).Count() == 1
        && undecided.Candidates.All(candidate =>
            OutboundProbes.Get(candidate.Host.Probe).Expected == ExpectedDelivery.Withhold
            && !SessionTies.MayLack(candidate, undecided.Session)
        );

    /// <summary>
    /// Sessions of one source at hosts that behave alike and were all asked for: where there are at least as many as hosts, each host
    /// has one, and it is all the same which. With fewer, one of the hosts may have been asked for and not tried: ambiguous.
    /// </summary>
    public static void Add(IEnumerable<UndecidedSession> alike, EvidenceByTest byTest)
    {
        foreach (
            var same in alike.GroupBy(item =>
                (
                    Source: item.Session.SourceAddress.Unmapped(),
                    Refusal: SessionReading.RefusalOf(item.Session),
                    Hosts: string.Join(
                        ' ',
                        item.Candidates.Select(candidate => candidate.Host.Name.Value).Order()
                    )
                )
            )
        )
        {
            var hosts = same.First().Candidates.GroupBy(candidate => candidate.Host.Probe).ToList();
            foreach (var (i, (session, candidates, ties)) in same.Index())
            {
                if (same.Count() < hosts.Count)
                {
                    byTest.AddAmbiguous(session, candidates);
                }
                else
                {
                    byTest.Add(
                        session,
                        [.. hosts[i % hosts.Count]],
                        [],
                        [.. ties, EvidenceTie.Count]
                    );
                }
            }
        }
    }
}
