using System.Net;
using Dashboard.Core.Dns;
using Dashboard.Core.Outbound.Catalogue;
using Dashboard.Core.Outbound.Evidence;

namespace Dashboard.Core.Outbound.Attribution;

/// <summary>
/// Says which session and which question belongs to which test and probe. What could belong to two is ambiguous and counts for
/// neither. The order of the evidence does not matter.
/// </summary>
public static class EvidenceAttribution
{
    private static readonly DnsRecordType[] HostTypes =
    [
        DnsRecordType.A,
        DnsRecordType.Aaaa,
        DnsRecordType.Tlsa,
    ];

    public static IReadOnlyDictionary<Guid, TestEvidence> Attribute(
        IReadOnlyList<OutboundTest> tests,
        IReadOnlyList<SmtpSessionEvidence> sessions,
        IReadOnlyList<DnsQueryEvidence> queries
    )
    {
        var byTest = tests.ToDictionary(test => test.Id, _ => new Collected());
        foreach (var query in queries.OrderBy(query => query.At))
        {
            AttributeQuery(query, tests, byTest);
        }

        var open = new List<(SmtpSessionEvidence Session, List<Candidate> Candidates)>();
        foreach (var session in sessions.OrderBy(s => s.StartedAt).ThenBy(s => s.Id))
        {
            var ties = new List<EvidenceTie>();
            var candidates = Candidates(session, tests, byTest, ties);
            if (Distinct(candidates).Count == 1)
            {
                Add(session, candidates, ties, byTest);
            }
            else if (candidates.Count > 0)
            {
                open.Add((session, candidates));
            }
        }

        // A control names its recipient, so all controls are known before the last tie is tried.
        var controls = byTest.ToDictionary(entry => entry.Key, entry => entry.Value.Controls());
        var alike = new List<(SmtpSessionEvidence Session, List<Candidate> Candidates)>();
        foreach (var (session, candidates) in open)
        {
            var fromControl = candidates
                .Where(candidate =>
                    controls[candidate.Test.Id]
                        .Contains((session.SourceAddress, session.Ehlo ?? string.Empty))
                )
                .ToList();
            if (fromControl.Count > 0 && Distinct(fromControl).Count == 1)
            {
                Add(session, fromControl, [EvidenceTie.ControlSource], byTest);
                continue;
            }
            var nearest = fromControl.Count > 0 ? fromControl : candidates;
            if (
                nearest.DistinctBy(candidate => candidate.Test.Id).Count() == 1
                && session.Transactions.Count == 0
                && nearest.All(candidate =>
                    OutboundProbes.Get(candidate.Host.Probe).Expected == ExpectedDelivery.Withhold
                )
            )
            {
                alike.Add((session, nearest));
                continue;
            }
            AddAmbiguous(session, candidates, byTest);
        }
        AddAlike(alike, byTest);
        return byTest.ToDictionary(entry => entry.Key, entry => entry.Value.ToEvidence());
    }

    /// <summary>
    /// Sessions of one source at hosts of one test that behave alike and should get no mail, where no name was said and no mail was
    /// handed over: with at least as many sessions as hosts each host saw one, and as all of them ended without mail it is the same which saw which. With
    /// fewer, one of the hosts may have seen none: ambiguous.
    /// </summary>
    private static void AddAlike(
        List<(SmtpSessionEvidence Session, List<Candidate> Candidates)> alike,
        Dictionary<Guid, Collected> byTest
    )
    {
        foreach (
            var same in alike.GroupBy(item =>
                (
                    Source: Unmapped(item.Session.SourceAddress),
                    Hosts: string.Join(
                        ' ',
                        item.Candidates.Select(candidate => candidate.Host.Name.Value).Order()
                    )
                )
            )
        )
        {
            var sessions = same.ToList();
            var hosts = sessions[0].Candidates.GroupBy(candidate => candidate.Host.Probe).ToList();
            for (var i = 0; i < sessions.Count; i++)
            {
                if (sessions.Count < hosts.Count)
                {
                    AddAmbiguous(sessions[i].Session, sessions[i].Candidates, byTest);
                }
                else
                {
                    Add(
                        sessions[i].Session,
                        [.. hosts[i % hosts.Count]],
                        [EvidenceTie.AddressSet],
                        byTest
                    );
                }
            }
        }
    }

    private static void AddAmbiguous(
        SmtpSessionEvidence session,
        List<Candidate> candidates,
        Dictionary<Guid, Collected> byTest
    )
    {
        foreach (var test in candidates.GroupBy(candidate => candidate.Test.Id))
        {
            byTest[test.Key]
                .Ambiguous.Add(
                    new AmbiguousSession(
                        session,
                        [.. test.Select(candidate => candidate.Host.Probe).Distinct().Order()]
                    )
                );
        }
    }

    private static void AttributeQuery(
        DnsQueryEvidence query,
        IReadOnlyList<OutboundTest> tests,
        Dictionary<Guid, Collected> byTest
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

    private static List<Candidate> Candidates(
        SmtpSessionEvidence session,
        IReadOnlyList<OutboundTest> tests,
        Dictionary<Guid, Collected> byTest,
        List<EvidenceTie> ties
    )
    {
        List<Candidate> candidates =
        [
            .. tests
                .Where(test => test.IsLiveAt(session.StartedAt))
                .SelectMany(test => test.Hosts.Select(host => new Candidate(test, host))),
        ];
        var named = Named(session, candidates, ties);
        if (named is { Count: 0 })
        {
            return [];
        }
        var local = Unmapped(session.LocalAddress);
        var here = (named ?? candidates).Where(candidate => candidate.Host.Has(local)).ToList();
        if (named is not null && here.Count == 0)
        {
            // A name is a stronger tie than an address that has been given away since.
            here = named;
        }
        if (Distinct(here).Count == 1)
        {
            if (named is null)
            {
                ties.Add(EvidenceTie.AddressSet);
            }
            return here;
        }
        var asked = Asked(here, session, byTest, TimeSpan.Zero);
        if (asked.Count == 0)
        {
            return here;
        }
        ties.Add(EvidenceTie.PrecedingQuery);
        // A question of another test that was dated late may have preceded too: then nobody can tell whose the session is.
        var surely = asked.Select(candidate => candidate.Test.Id).ToHashSet();
        return
        [
            .. asked,
            .. Asked(here, session, byTest, ProbeTiming.QueryDatedLate)
                .Where(candidate => !surely.Contains(candidate.Test.Id)),
        ];
    }

    private static List<Candidate> Asked(
        List<Candidate> candidates,
        SmtpSessionEvidence session,
        Dictionary<Guid, Collected> byTest,
        TimeSpan late
    ) =>
        [
            .. candidates.Where(candidate =>
                byTest[candidate.Test.Id]
                    .Queries.Any(query => Precedes(query, candidate.Host, session, late))
            ),
        ];

    /// <summary>Null where the session named nothing; empty where what it named is of no live test.</summary>
    private static List<Candidate>? Named(
        SmtpSessionEvidence session,
        List<Candidate> candidates,
        List<EvidenceTie> ties
    )
    {
        List<Candidate>? named = null;
        var recipients = session
            .Transactions.SelectMany(transaction => transaction.Recipients)
            .Where(recipient => recipient.Token is not null)
            .Select(recipient => (recipient.Token, recipient.Probe))
            .ToHashSet();
        if (recipients.Count > 0)
        {
            named = candidates
                .Where(c => recipients.Contains((c.Test.Token, c.Host.Probe)))
                .ToList();
            ties.Add(EvidenceTie.Recipient);
        }
        if (
            !DomainName.TryParse(session.Tls?.ServerName, out var serverName)
            || !candidates.Any(c => serverName.IsAtOrBelow(c.Test.Zone))
        )
        {
            return named;
        }
        var bySni = candidates.Where(candidate => candidate.Host.Name == serverName).ToList();
        ties.Add(EvidenceTie.ServerName);
        if (named is null)
        {
            return bySni;
        }
        var both = named.Intersect(bySni).ToList();
        // The names contradict each other: all that were named stay in the running, so none gets it.
        return both.Count > 0 ? both : [.. named.Union(bySni)];
    }

    private static bool Precedes(
        AttributedQuery asked,
        ProbeHost host,
        SmtpSessionEvidence session,
        TimeSpan late
    ) =>
        asked.Probe == host.Probe
        && asked.Role == host.Role
        && HostTypes.Contains(asked.Query.Type)
        && asked.Query.At <= session.StartedAt + late
        && session.StartedAt - asked.Query.At <= ProbeTiming.QueryWindow;

    private static void Add(
        SmtpSessionEvidence session,
        IReadOnlyList<Candidate> candidates,
        IReadOnlyList<EvidenceTie> ties,
        Dictionary<Guid, Collected> byTest
    )
    {
        var roles = candidates.Select(candidate => candidate.Host.Role).Distinct().ToList();
        byTest[candidates[0].Test.Id]
            .Sessions.Add(
                new AttributedSession(
                    session,
                    candidates[0].Host.Probe,
                    roles.Count == 1 ? roles[0] : null,
                    ties
                )
            );
    }

    private static HashSet<(Guid Test, OutboundProbeId Probe)> Distinct(
        List<Candidate> candidates
    ) => [.. candidates.Select(candidate => (candidate.Test.Id, candidate.Host.Probe))];

    private static IPAddress Unmapped(IPAddress address) =>
        address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address;

    private sealed record Candidate(OutboundTest Test, ProbeHost Host);

    private sealed class Collected
    {
        public List<AttributedSession> Sessions { get; } = [];

        public List<AttributedQuery> Queries { get; } = [];

        public List<AmbiguousSession> Ambiguous { get; } = [];

        public HashSet<(IPAddress Source, string Ehlo)> Controls() =>
            [
                .. Sessions
                    .Where(session =>
                        session.Probe == OutboundProbeId.Control && session.NamedRecipient
                    )
                    .Select(session =>
                        (session.Session.SourceAddress, session.Session.Ehlo ?? string.Empty)
                    ),
            ];

        public TestEvidence ToEvidence() =>
            new()
            {
                Sessions =
                [
                    .. Sessions.OrderBy(s => s.Session.StartedAt).ThenBy(s => s.Session.Id),
                ],
                Queries = [.. Queries.OrderBy(q => q.Query.At).ThenBy(q => q.Query.Name)],
                Ambiguous =
                [
                    .. Ambiguous.OrderBy(a => a.Session.StartedAt).ThenBy(a => a.Session.Id),
                ],
            };
    }
}
