using Dashboard.Core.Outbound.Catalogue;
using Dashboard.Core.Outbound.Evidence;

namespace Dashboard.Core.Outbound.Attribution;

/// <summary>
/// Says which session and which question belongs to which test and probe. What could belong to two is ambiguous and counts for
/// neither. The order of the evidence does not matter.
/// </summary>
public static class EvidenceAttribution
{
    public static IReadOnlyDictionary<Guid, TestEvidence> Attribute(
        IReadOnlyList<OutboundTest> tests,
        IReadOnlyList<SmtpSessionEvidence> sessions,
        IReadOnlyList<DnsQueryEvidence> queries
    )
    {
        var byTest = new EvidenceByTest(tests);
        foreach (var query in queries.OrderBy(query => query.At))
        {
            AttributeQuery(query, tests, byTest);
        }

        var open = new List<UndecidedSession>();
        foreach (var session in sessions.OrderBy(s => s.StartedAt).ThenBy(s => s.Id))
        {
            var ties = new List<EvidenceTie>();
            var candidates = SessionTies.Candidates(session, tests, byTest, ties);
            if (SessionCandidate.AreOneProbe(candidates))
            {
                byTest.Add(session, candidates, ties);
            }
            else if (candidates.Count > 0)
            {
                open.Add(new UndecidedSession(session, candidates, ties));
            }
        }

        // A control names its recipient, so all controls are known before the last tie is tried.
        var controls = tests.ToDictionary(test => test.Id, test => byTest[test.Id].Controls());
        var alike = new List<UndecidedSession>();
        foreach (var undecided in open)
        {
            var (session, candidates, _) = undecided;
            var fromControl = candidates
                .Where(candidate =>
                    controls[candidate.Test.Id]
                        .Contains((session.SourceAddress, session.Ehlo ?? string.Empty))
                )
                .ToList();
            var nearest = fromControl.Count > 0 ? fromControl : candidates;
            if (SessionCandidate.AreOneProbe(fromControl))
            {
                byTest.Add(session, fromControl, [EvidenceTie.ControlSource]);
            }
            else if (AlikeSessions.Is(undecided with { Candidates = nearest }))
            {
                alike.Add(undecided with { Candidates = nearest });
            }
            else
            {
                byTest.AddAmbiguous(session, candidates);
            }
        }
        AlikeSessions.Add(alike, byTest);
        return byTest.ToEvidence();
    }

    private static void AttributeQuery(
        DnsQueryEvidence query,
        IReadOnlyList<OutboundTest> tests,
        EvidenceByTest byTest
    )
    {
        foreach (var test in tests.Where(test => test.IsLiveAt(query.At)))
        {
            if (
                test.Names.TryParse(query.Name, out var name)
                && (name.Token == test.HostToken || name.Token == test.Token)
                && OutboundProbes.Get(name.Probe).IsIn(test.Kind)
            )
            {
                byTest[test.Id].Queries.Add(new AttributedQuery(query, name.Probe, name.Role));
            }
        }
    }
}
