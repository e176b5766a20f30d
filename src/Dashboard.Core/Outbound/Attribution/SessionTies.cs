using System.Net;
using Dashboard.Core.Dns;
using Dashboard.Core.Outbound.Catalogue;
using Dashboard.Core.Outbound.Evidence;

namespace Dashboard.Core.Outbound.Attribution;

/// <summary>What the address of a session and the questions before it say of the host that it was at.</summary>
internal static class SessionTies
{
    private static readonly DnsRecordType[] HostTypes =
    [
        DnsRecordType.A,
        DnsRecordType.Aaaa,
        DnsRecordType.Tlsa,
    ];

    /// <summary>The hosts of the tests that were live when the session began.</summary>
    public static List<SessionCandidate> Live(
        SmtpSessionEvidence session,
        IReadOnlyList<OutboundTest> tests
    ) =>
        [
            .. tests
                .Where(test => test.IsLiveAt(session.StartedAt))
                .SelectMany(test => test.Hosts.Select(host => new SessionCandidate(test, host))),
        ];

    /// <summary>Those with the address that the session came to.</summary>
    public static List<SessionCandidate> At(
        SmtpSessionEvidence session,
        IEnumerable<SessionCandidate> candidates
    )
    {
        var local = session.LocalAddress.Unmapped();
        return [.. candidates.Where(candidate => candidate.Host.Has(local))];
    }

    /// <summary>
    /// The hosts that a session which names nothing may have been at, and by what that is known.
    /// </summary>
    public static List<SessionCandidate> Candidates(
        SmtpSessionEvidence session,
        IReadOnlyList<SessionCandidate> live,
        EvidenceByTest byTest,
        List<EvidenceTie> ties
    )
    {
        var here = At(session, live);
        if (SessionCandidate.AreOneProbe(here) && !here[0].Test.SharesAddresses)
        {
            ties.Add(EvidenceTie.AddressSet);
            return here;
        }
        var asked = Asked(here, session, byTest, TimeSpan.Zero);
        // Where their own questions were lost, so were those of tests that are not at hand.
        if (asked.TrueForAll(candidate => MayLack(candidate, session)))
        {
            return here;
        }
        ties.Add(EvidenceTie.PrecedingQuery);
        // A question of another test that was dated late may have preceded too: then nobody can tell whose the session is.
        var surely = asked.Select(candidate => candidate.Test.Id).ToHashSet();
        var late = Asked(here, session, byTest, ProbeTiming.QueryDatedLate);
        // Where questions were lost, another host may have been asked for as well. The owner of a test can have its questions lost, so
        // that takes from the other tests nothing of what is known of them.
        return
        [
            .. here.Where(candidate =>
                asked.Contains(candidate)
                || MayLack(candidate, session)
                || (!surely.Contains(candidate.Test.Id) && late.Contains(candidate))
            ),
        ];
    }

    /// <summary>Not all questions for it are known.</summary>
    public static bool MayLack(SessionCandidate candidate, SmtpSessionEvidence session) =>
        candidate.Test.QuestionGaps.Any(gap => gap.Touches(session.StartedAt));

    public static List<SessionCandidate> Asked(
        List<SessionCandidate> candidates,
        SmtpSessionEvidence session,
        EvidenceByTest byTest,
        TimeSpan late
    ) =>
        [
            .. candidates.Where(candidate =>
                byTest[candidate.Test.Id]
                    .AskedForHost(
                        candidate.Host.Probe,
                        candidate.Host.Role,
                        session.StartedAt - ProbeTiming.QueryWindow,
                        session.StartedAt + late
                    )
            ),
        ];

    /// <summary>It asks for something that is at the name of an MX host.</summary>
    public static bool IsForHost(AttributedQuery asked) => HostTypes.Contains(asked.Query.Type);
}
