using System.Net;
using Dashboard.Core.Dns;
using Dashboard.Core.Outbound.Catalogue;
using Dashboard.Core.Outbound.Evidence;

namespace Dashboard.Core.Outbound.Attribution;

/// <summary>What a session itself, its address and the questions before it say of the host that it was at.</summary>
internal static class SessionTies
{
    private static readonly DnsRecordType[] HostTypes =
    [
        DnsRecordType.A,
        DnsRecordType.Aaaa,
        DnsRecordType.Tlsa,
    ];

    /// <summary>
    /// The hosts that the session may have been at, and by what that is known; none where it names something of no live test.
    /// </summary>
    public static List<SessionCandidate> Candidates(
        SmtpSessionEvidence session,
        IReadOnlyList<OutboundTest> tests,
        EvidenceByTest byTest,
        List<EvidenceTie> ties
    )
    {
        List<SessionCandidate> candidates =
        [
            .. tests
                .Where(test => test.IsLiveAt(session.StartedAt))
                .SelectMany(test => test.Hosts.Select(host => new SessionCandidate(test, host))),
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
        if (SessionCandidate.AreOneProbe(here))
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

    private static List<SessionCandidate> Asked(
        List<SessionCandidate> candidates,
        SmtpSessionEvidence session,
        EvidenceByTest byTest,
        TimeSpan late
    ) =>
        [
            .. candidates.Where(candidate =>
                byTest[candidate.Test.Id]
                    .Queries.Any(query => Precedes(query, candidate.Host, session, late))
            ),
        ];

    /// <summary>Null where the session named nothing; empty where what it named is of no live test.</summary>
    private static List<SessionCandidate>? Named(
        SmtpSessionEvidence session,
        List<SessionCandidate> candidates,
        List<EvidenceTie> ties
    )
    {
        List<SessionCandidate>? named = null;
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

    public static IPAddress Unmapped(IPAddress address) =>
        address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address;
}
