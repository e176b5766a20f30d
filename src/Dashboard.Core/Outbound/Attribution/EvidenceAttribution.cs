using Dashboard.Core.Outbound.Catalogue;
using Dashboard.Core.Outbound.Evidence;

namespace Dashboard.Core.Outbound.Attribution;

/// <summary>
/// Says which session, which message and which question belongs to which test and probe. What could belong to two is ambiguous
/// and counts for neither. The order of the evidence does not matter.
/// </summary>
public static class EvidenceAttribution
{
    public static IReadOnlyDictionary<Guid, TestEvidence> Attribute(
        IReadOnlyList<OutboundTest> tests,
        IReadOnlyList<SmtpSessionEvidence> sessions,
        IReadOnlyList<DnsQueryEvidence> queries
    )
    {
        var byTest = WithQueries(tests, queries);
        var open = new List<UndecidedSession>();
        foreach (var session in sessions.OrderBy(s => s.StartedAt).ThenBy(s => s.Id))
        {
            var live = SessionTies.Live(session, tests);
            var names = SessionNames.Of(session, live);
            if (names.Transactions.Count > 0 || names.ServerName is not null)
            {
                AttributeNamed(session, names, byTest);
            }
            else if (!names.IsForOthers)
            {
                var ties = new List<EvidenceTie>();
                var candidates = SessionTies.Candidates(session, live, byTest, ties);
                if (ties.Count > 0 && SessionCandidate.AreOneProbe(candidates))
                {
                    byTest.Add(session, candidates, session.Transactions, ties);
                }
                else if (candidates.Count > 0)
                {
                    open.Add(new UndecidedSession(session, candidates, ties));
                }
            }
        }
        Decide(open, tests, byTest);
        return byTest.ToEvidence();
    }

    /// <summary>Of the tests whose hosts a session may have been at those that were asked for shortly before.</summary>
    internal static IEnumerable<Guid> AskedFor(
        SmtpSessionEvidence session,
        List<SessionCandidate> candidates,
        IReadOnlyList<OutboundTest> tests,
        IReadOnlyList<DnsQueryEvidence> queries
    ) =>
        SessionTies
            .Asked(candidates, session, WithQueries(tests, queries), ProbeTiming.QueryDatedLate)
            .Select(candidate => candidate.Test.Id);

    private static EvidenceByTest WithQueries(
        IReadOnlyList<OutboundTest> tests,
        IReadOnlyList<DnsQueryEvidence> queries
    )
    {
        var byTest = new EvidenceByTest(tests);
        foreach (var query in queries.OrderBy(query => query.At))
        {
            AttributeQuery(query, tests, byTest);
        }
        return byTest;
    }

    private static void AttributeNamed(
        SmtpSessionEvidence session,
        SessionNames names,
        EvidenceByTest byTest
    )
    {
        var host =
            names.ServerName
            ?? (names.Transactions.Count == 1 ? names.Transactions[0].Hosts(session) : []);
        foreach (var named in names.Transactions.Where(named => !host.Any(named.IsFor)))
        {
            byTest.AddElsewhere(session, named);
        }
        if (host.Count == 0)
        {
            return;
        }
        var own = names.Transactions.FirstOrDefault(named => named.IsFor(host[0]));
        var transactions = (own?.Transactions ?? []).Concat(names.WithoutRecipient);
        var ties = new List<EvidenceTie>();
        if (own is not null)
        {
            ties.Add(EvidenceTie.Recipient);
        }
        if (names.ServerName is not null)
        {
            ties.Add(
                names.NamesRecipientDomain
                    ? EvidenceTie.RecipientDomainName
                    : EvidenceTie.ServerName
            );
        }
        byTest.Add(session, host, [.. transactions.OrderBy(one => one.At)], ties);
    }

    /// <summary>What neither address nor question tells, the source may.</summary>
    private static void Decide(
        List<UndecidedSession> open,
        IReadOnlyList<OutboundTest> tests,
        EvidenceByTest byTest
    )
    {
        // A message names its recipient, so all origins are known before the last tie is tried.
        var origins = tests.ToDictionary(test => test.Id, test => byTest[test.Id].Origins());
        var alike = new List<UndecidedSession>();
        foreach (var undecided in open)
        {
            var (session, candidates, _) = undecided;
            var fromOrigin = candidates
                .Where(candidate =>
                    origins[candidate.Test.Id]
                        .Contains((session.SourceAddress, session.Ehlo ?? string.Empty))
                )
                .ToList();
            var nearest = fromOrigin.Count > 0 ? fromOrigin : candidates;
            if (SessionCandidate.AreOneProbe(fromOrigin))
            {
                byTest.Add(session, fromOrigin, session.Transactions, [EvidenceTie.MessageSource]);
            }
            else if (IsNobodys(undecided, fromOrigin))
            {
                // A scanner's, mostly: it says nothing of any test.
                continue;
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
    }

    /// <summary>It came to an address that all tests share, and nothing ties it to any of them.</summary>
    private static bool IsNobodys(UndecidedSession undecided, List<SessionCandidate> fromOrigin) =>
        fromOrigin.Count == 0
        && undecided.Ties.Count == 0
        && undecided.Candidates.All(candidate => candidate.Test.SharesAddresses);

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
                byTest[test.Id]
                    .Add(new AttributedQuery(query, name.Probe, name.Role, name.BelowDomain));
            }
        }
    }
}
