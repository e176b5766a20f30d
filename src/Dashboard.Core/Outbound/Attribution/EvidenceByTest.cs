using System.Net;
using System.Text.Json.Serialization;
using Dashboard.Core.Dns;
using Dashboard.Core.Outbound.Catalogue;
using Dashboard.Core.Outbound.Evidence;

namespace Dashboard.Core.Outbound.Attribution;

/// <summary>What has been found to belong to each test.</summary>
internal sealed class EvidenceByTest(IEnumerable<OutboundTest> tests)
{
    private readonly Dictionary<Guid, CollectedEvidence> byTest = tests.ToDictionary(
        test => test.Id,
        _ => new CollectedEvidence()
    );

    public CollectedEvidence this[Guid test] => byTest[test];

    /// <param name="candidates">Hosts of one probe of one test, at which the session was.</param>
    /// <param name="transactions">Those that belong to the probe.</param>
    public void Add(
        SmtpSessionEvidence session,
        IReadOnlyList<SessionCandidate> candidates,
        IReadOnlyList<MailTransaction> transactions,
        IReadOnlyList<EvidenceTie> ties
    ) =>
        byTest[candidates[0].Test.Id]
            .Sessions.Add(
                new AttributedSession(
                    session,
                    candidates[0].Host.Probe,
                    SessionCandidate.RoleOf(candidates),
                    ties
                )
                {
                    Transactions = transactions,
                    IsAtHost = true,
                    MayBeOfFormerRound = MayBeOfFormerRound(
                        candidates[0].Test,
                        candidates[0].Host.Probe,
                        session,
                        transactions,
                        ties
                    ),
                }
            );

    /// <summary>Messages of a probe that came by a connection to the host of another one.</summary>
    public void AddElsewhere(SmtpSessionEvidence session, NamedTransactions named) =>
        byTest[named.Test.Id]
            .Sessions.Add(
                new AttributedSession(
                    session,
                    named.Probe,
                    SessionCandidate.RoleOf(named.Hosts(session)),
                    [EvidenceTie.Recipient]
                )
                {
                    Transactions = named.Transactions,
                    MayBeOfFormerRound = MayBeOfFormerRound(
                        named.Test,
                        named.Probe,
                        session,
                        named.Transactions,
                        []
                    ),
                }
            );

    /// <summary>
    /// The names of hosts are fresh in each round, so an SNI tells. Else it is of this round where what a resolver held of the former
    /// one has expired, and somebody asked for the MX records since.
    /// </summary>
    private bool MayBeOfFormerRound(
        OutboundTest test,
        OutboundProbeId probe,
        SmtpSessionEvidence session,
        IReadOnlyList<MailTransaction> transactions,
        IReadOnlyList<EvidenceTie> ties
    )
    {
        if (!test.FollowsRound || ties.Contains(EvidenceTie.ServerName))
        {
            return false;
        }
        // A connection that was made for another message can bring one whose host was looked for later.
        var chosen =
            ties.Count > 0 || transactions.Count == 0 ? session.StartedAt : transactions[0].At;
        return chosen < test.OpenedAt + ProbeTiming.QueryWindow
            || !(byTest[test.Id].MailAskedAt(probe) <= chosen + ProbeTiming.QueryDatedLate);
    }

    /// <summary>It counts for no test; each that it may belong to says so.</summary>
    public void AddAmbiguous(
        SmtpSessionEvidence session,
        IReadOnlyList<SessionCandidate> candidates
    )
    {
        var tests = candidates.GroupBy(candidate => candidate.Test.Id).ToList();
        foreach (var test in tests)
        {
            byTest[test.Key]
                .Ambiguous.Add(
                    new AmbiguousSession(
                        session,
                        [.. test.Select(candidate => candidate.Host.Probe).Distinct().Order()],
                        WithOtherTest: tests.Count > 1
                    )
                );
        }
    }

    public IReadOnlyDictionary<Guid, TestEvidence> ToEvidence() =>
        byTest.ToDictionary(entry => entry.Key, entry => entry.Value.ToEvidence());
}

/// <summary>What belongs to one test, in order of time.</summary>
public sealed record TestEvidence
{
    public static TestEvidence Empty { get; } = new();

    public IReadOnlyList<AttributedSession> Sessions { get; init; } = [];

    public IReadOnlyList<AttributedQuery> Queries { get; init; } = [];

    public IReadOnlyList<AmbiguousSession> Ambiguous { get; init; } = [];

    /// <summary>Without what began later: a judgement can be repeated as it was at an instant.</summary>
    public TestEvidence Until(DateTimeOffset instant) =>
        this with
        {
            Sessions = [.. Sessions.Where(s => s.Session.StartedAt <= instant)],
            Queries = [.. Queries.Where(q => q.Query.At <= instant)],
            Ambiguous = [.. Ambiguous.Where(a => a.Session.StartedAt <= instant)],
        };
}

/// <summary>What has been found to belong to one test.</summary>
internal sealed class CollectedEvidence
{
    private readonly List<AttributedQuery> queries = [];
    private readonly Dictionary<OutboundProbeId, DateTimeOffset> mailAskedAt = [];
    private readonly Dictionary<(OutboundProbeId, HostRole?), List<DateTimeOffset>> hostAskedAt =
    [];

    public List<AttributedSession> Sessions { get; } = [];

    public IReadOnlyList<AttributedQuery> Queries => queries;

    public List<AmbiguousSession> Ambiguous { get; } = [];

    /// <param name="query">Later than all before it.</param>
    public void Add(AttributedQuery query)
    {
        queries.Add(query);
        if (SessionTies.IsForHost(query))
        {
            Times(query.Probe, query.Role).Add(query.Query.At);
        }
        if (query.IsForMail)
        {
            mailAskedAt.TryAdd(query.Probe, query.Query.At);
        }
    }

    /// <summary>A host of the probe was asked for in that time, both ends included.</summary>
    public bool AskedForHost(
        OutboundProbeId probe,
        HostRole role,
        DateTimeOffset from,
        DateTimeOffset until
    )
    {
        var times = Times(probe, role);
        var found = times.BinarySearch(from);
        // Of equal ones any is found; which makes no difference.
        var first = found < 0 ? ~found : found;
        return first < times.Count && times[first] <= until;
    }

    /// <summary>When somebody first asked for the MX records of the recipient domain; null where nobody has.</summary>
    public DateTimeOffset? MailAskedAt(OutboundProbeId probe) =>
        mailAskedAt.TryGetValue(probe, out var at) ? at : null;

    private List<DateTimeOffset> Times(OutboundProbeId probe, HostRole? role)
    {
        if (!hostAskedAt.TryGetValue((probe, role), out var times))
        {
            times = [];
            hostAskedAt.Add((probe, role), times);
        }
        return times;
    }

    /// <summary>
    /// Where messages of the test come from. A sender that demands DANE everywhere refuses the control, so another message that
    /// should be delivered will do.
    /// </summary>
    public HashSet<(IPAddress Source, string Ehlo)> Origins() =>
        [
            .. Sessions
                .Where(session =>
                    session.NamedRecipient
                    && OutboundProbes.Get(session.Probe).Expected == ExpectedDelivery.Deliver
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
                .. Sessions
                    .OrderBy(s => s.Session.StartedAt)
                    .ThenBy(s => s.Session.Id)
                    .ThenBy(s => s.Probe),
            ],
            Queries = [.. Queries.OrderBy(q => q.Query.At).ThenBy(q => q.Query.Name)],
            Ambiguous = [.. Ambiguous.OrderBy(a => a.Session.StartedAt).ThenBy(a => a.Session.Id)],
        };
}

/// <summary>A DNS question whose name carries the token of a test.</summary>
/// <param name="Role">The MX host it is about; null for the recipient domain and the names of faults.</param>
/// <param name="BelowDomain"><inheritdoc cref="ProbeZoneName" path="/param[@name='BelowDomain']"/></param>
public sealed record AttributedQuery(
    DnsQueryEvidence Query,
    OutboundProbeId Probe,
    HostRole? Role,
    int? BelowDomain
)
{
    /// <summary>For the recipient domain itself, and nothing below it.</summary>
    [JsonIgnore]
    public bool IsForDomain => BelowDomain == 0;

    /// <summary>For the MX records of the recipient domain: what a sender asks for a message to it (RFC 5321 section 5.1).</summary>
    [JsonIgnore]
    public bool IsForMail => Query.Type == DnsRecordType.Mx && IsForDomain;

    /// <summary>For the TLSA records of the host.</summary>
    [JsonIgnore]
    public bool IsForTlsa => Query.Type == DnsRecordType.Tlsa && Role is not null;

    /// <summary>For the MTA-STS policy of the recipient domain (RFC 8461 section 3.1).</summary>
    [JsonIgnore]
    public bool IsForPolicy =>
        Query.Type == DnsRecordType.Txt
        && BelowDomain == 1
        && Query.Name.Labels[0].Equals("_mta-sts", StringComparison.OrdinalIgnoreCase);
}

/// <summary>
/// What one probe of one test has of a session. A client may send the messages of several probes by one connection (RFC 5321
/// section 3.3): each transaction belongs to the probes that its recipients name, connection and handshake to the host it was made to.
/// </summary>
/// <param name="Role">The MX host it came to; null where that cannot be told.</param>
public sealed record AttributedSession(
    SmtpSessionEvidence Session,
    OutboundProbeId Probe,
    HostRole? Role,
    IReadOnlyList<EvidenceTie> Ties
)
{
    /// <summary>Those of this probe, with its recipients alone; in order of time.</summary>
    public IReadOnlyList<MailTransaction> Transactions { get; init; } = [];

    /// <summary>The connection was made to a host of this probe, so that its handshake and its end show something here.</summary>
    public bool IsAtHost { get; init; }

    /// <summary>
    /// It may have been made by the MX records of the round before, whose fault was put right by then: a message of it shows who sends,
    /// and nothing of what the sender does with this round.
    /// </summary>
    public bool MayBeOfFormerRound { get; init; }

    [JsonIgnore]
    public bool MailInClear =>
        Transactions.Any(transaction => transaction is { OverTls: false, NamesRecipient: true });

    [JsonIgnore]
    public bool MailOverTls =>
        Transactions.Any(transaction => transaction is { OverTls: true, NamesRecipient: true });

    /// <summary>Mail in the clear that no header asked for: the sender's own choice.</summary>
    [JsonIgnore]
    public bool ChoseClear =>
        Transactions.Any(transaction => transaction is { OverTls: false, IsOwnChoice: true });

    /// <inheritdoc cref="ChoseClear"/>
    [JsonIgnore]
    public bool ChoseTls =>
        Transactions.Any(transaction => transaction is { OverTls: true, IsOwnChoice: true });

    /// <summary>It said MAIL in the clear where only TLS is taken, and did not get to name a recipient.</summary>
    [JsonIgnore]
    public bool TurnedAwayInClear =>
        IsAtHost
        && Session.Listener == ListenerBehaviour.TlsOnly
        && Transactions.Any(transaction => transaction.IsTurnedAwayInClear);

    /// <summary>It named a recipient of the test, so its client has the message.</summary>
    [JsonIgnore]
    public bool NamedRecipient => Transactions.Any(transaction => transaction.NamesRecipient);

    /// <summary>The transactions that handed over a message of the probe.</summary>
    [JsonIgnore]
    public IEnumerable<MailTransaction> Deliveries =>
        Transactions.Where(transaction =>
            transaction.Recipients.Any(recipient => recipient.Accepted)
        );
}

/// <summary>A session that could belong to several tests or probes and counts for none.</summary>
/// <param name="Probes">Those of this test that it could belong to.</param>
/// <param name="WithOtherTest">It could belong to another test as well.</param>
public sealed record AmbiguousSession(
    SmtpSessionEvidence Session,
    IReadOnlyList<OutboundProbeId> Probes,
    bool WithOtherTest
);

/// <summary>A session that may have been at more than one host.</summary>
internal sealed record UndecidedSession(
    SmtpSessionEvidence Session,
    IReadOnlyList<SessionCandidate> Candidates,
    IReadOnlyList<EvidenceTie> Ties
);

/// <summary>What ties a session to a test, strongest first.</summary>
public enum EvidenceTie
{
    /// <summary>It named a recipient of the test.</summary>
    Recipient,

    /// <summary>Its SNI names a host of the test.</summary>
    ServerName,

    /// <summary>
    /// Its SNI names the recipient domain, where RFC 7672 section 8.1 has the host named; it came to the address of a host of it.
    /// </summary>
    RecipientDomainName,

    /// <summary>It came to an address that only this test and probe use.</summary>
    AddressSet,

    /// <summary>Of the hosts at that address, only this one was asked for in the DNS shortly before.</summary>
    PrecedingQuery,

    /// <summary>Only of this test did a message come from the same source with the same EHLO.</summary>
    MessageSource,

    /// <summary>
    /// The source made at least as many sessions without mail as there are hosts that behave alike and were asked for: one to each.
    /// </summary>
    Count,
}

/// <summary>A host of a test that a session may have been at.</summary>
internal sealed record SessionCandidate(OutboundTest Test, ProbeHost Host)
{
    public DomainName RecipientDomain => Test.Names.RecipientDomain(Host.Probe, Test.Token);

    public static bool AreOneProbe(IReadOnlyList<SessionCandidate> candidates) =>
        candidates
            .Select(candidate => (candidate.Test.Id, candidate.Host.Probe))
            .Distinct()
            .Take(2)
            .Count() == 1;

    /// <summary>Null where they are of both hosts of a pair.</summary>
    public static HostRole? RoleOf(IReadOnlyList<SessionCandidate> candidates)
    {
        var roles = candidates.Select(candidate => candidate.Host.Role).Distinct().ToList();
        return roles.Count == 1 ? roles[0] : null;
    }
}
