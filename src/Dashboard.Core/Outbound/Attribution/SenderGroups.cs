using System.Net;
using Dashboard.Core.Dns;
using Dashboard.Core.Outbound.Catalogue;
using Dashboard.Core.Outbound.Evidence;

namespace Dashboard.Core.Outbound.Attribution;

/// <summary>
/// Sorts the sessions of a test by who sends. Anybody can connect and say any name, so a domain's sender is the sources that its
/// own message or its own DNS records show to be its (<see cref="SenderProof"/>); any other network that sent a message of the test
/// is a sender of its own, without a domain; and what is left is a stranger's. Anybody who knows the addresses can come from many
/// networks, so the number of senders that are judged is bounded.
/// </summary>
public static class SenderGroups
{
    /// <summary>Judged in one test, of those with a domain and again of those without: the first to send the control.</summary>
    public const int MostOfAKind = 20;

    /// <param name="gaps">When questions may have been lost.</param>
    public static SendersOfTest Form(
        TestEvidence evidence,
        IReadOnlyList<MessageIdentity> identities,
        IReadOnlyList<QuestionGap> gaps
    )
    {
        ArgumentNullException.ThrowIfNull(evidence);
        ArgumentNullException.ThrowIfNull(identities);
        ArgumentNullException.ThrowIfNull(gaps);
        var proofs = SenderProofs.Of(identities);
        var named = proofs.All.Select(proof => OfDomain(proof, proofs, evidence));
        var (told, others) = Bounded(named.Where(group => group.Sessions.Count > 0));
        var (unnamed, crowd) = Bounded(Unnamed(proofs, evidence, identities));
        List<GroupedSessions> leftOut = [.. others, .. crowd];
        List<GroupedSessions> all = [.. told, .. unnamed];
        var asked = new QuestionIndex(evidence.Queries, gaps);
        foreach (var group in all)
        {
            group.FindQuestions(evidence.Queries, asked);
        }
        // What nobody looked for may be of any of the crowd, and so is nobody's who has no domain.
        var unknown = crowd.Count > 0 ? 1 : 0;
        int[] askers =
        [
            .. Enumerable
                .Range(0, evidence.Queries.Count)
                .Select(query => unknown + all.Count(group => group.Asks[query])),
        ];
        return new SendersOfTest
        {
            Told =
            [
                .. all.Select(group => group.ToGroup(evidence.Queries, askers, unknown))
                    .OrderBy(group => group.Sessions[0].Session.StartedAt)
                    .ThenBy(group => group.SourceAddresses[0].ToString(), StringComparer.Ordinal)
                    .ThenBy(group => group.Organisation),
            ],
            LeftOut = leftOut.Count,
            LeftOutWithControl = leftOut.Count(group => group.ControlAt is not null),
            LeftOutWithDomain = others.Count(group => group.ControlAt is not null),
            SessionsLeftOut =
            [
                .. leftOut.SelectMany(group => group.Sessions).Select(one => one.Session.Id),
                .. leftOut.SelectMany(group => group.Ambiguous).Select(one => one.Session.Id),
            ],
        };
    }

    /// <summary>Who sends the control later, or none, takes the place of nobody.</summary>
    private static (List<GroupedSessions> Told, List<GroupedSessions> LeftOut) Bounded(
        IEnumerable<GroupedSessions> groups
    )
    {
        List<GroupedSessions> inOrder =
        [
            .. groups
                .OrderBy(group => group.ControlAt ?? DateTimeOffset.MaxValue)
                .ThenBy(group => group.Sessions[0].Session.StartedAt)
                .ThenBy(group => group.Sessions[0].Session.Id),
        ];
        return ([.. inOrder.Take(MostOfAKind)], [.. inOrder.Skip(MostOfAKind)]);
    }

    private static GroupedSessions OfDomain(
        SenderProof proof,
        SenderProofs proofs,
        TestEvidence evidence
    )
    {
        var group = new GroupedSessions(proof.Organisation, proof.Identities);
        foreach (var session in evidence.Sessions)
        {
            switch (proofs.Share(proof, session.Session))
            {
                case SessionShare.Own:
                    group.Sessions.Add(session);
                    break;
                case SessionShare.Doubtful:
                    group.Ambiguous.Add(
                        new AmbiguousSession(session.Session, [session.Probe], WithOtherTest: false)
                    );
                    break;
            }
        }
        group.Ambiguous.AddRange(
            evidence.Ambiguous.Where(ambiguous =>
                proofs.Share(proof, ambiguous.Session) != SessionShare.None
            )
        );
        return group;
    }

    /// <summary>
    /// One for each network that is counted as one client (<see cref="PlainAddress.CountedNetwork"/>): a subscriber has all of a /64.
    /// </summary>
    private static IEnumerable<GroupedSessions> Unnamed(
        SenderProofs proofs,
        TestEvidence evidence,
        IReadOnlyList<MessageIdentity> identities
    )
    {
        static IPAddress NetworkOf(SmtpSessionEvidence session) =>
            session.SourceAddress.CountedNetwork();
        var ambiguous = evidence
            .Ambiguous.Where(one => !proofs.Have(one.Session.SourceAddress))
            .ToLookup(one => NetworkOf(one.Session));
        var messages = identities
            .Where(identity => !proofs.Have(identity.SourceAddress))
            .ToLookup(identity => identity.SourceAddress.CountedNetwork());
        return evidence
            .Sessions.Where(session => !proofs.Have(session.Session.SourceAddress))
            .GroupBy(session => NetworkOf(session.Session))
            .Where(network => network.Any(session => session.NamedRecipient))
            .Select(network =>
            {
                var group = new GroupedSessions(null, [.. messages[network.Key]]);
                group.Sessions.AddRange(network);
                group.Ambiguous.AddRange(ambiguous[network.Key]);
                return group;
            });
    }
}

/// <summary>The senders of a test.</summary>
public sealed record SendersOfTest
{
    /// <summary>In order of time.</summary>
    public required IReadOnlyList<SenderGroup> Told { get; init; }

    /// <summary>How many there are beside those, see <see cref="SenderGroups.MostOfAKind"/>.</summary>
    public int LeftOut { get; init; }

    /// <summary>Of these, how many sent the control.</summary>
    public int LeftOutWithControl { get; init; }

    /// <summary>Of those, how many are proven to be a domain's.</summary>
    public int LeftOutWithDomain { get; init; }

    public IReadOnlyCollection<Guid> SessionsLeftOut { get; init; } = [];
}

/// <summary>What one sender has of the sessions of a test, before its questions are known.</summary>
internal sealed class GroupedSessions(
    DomainName? organisation,
    IReadOnlyList<MessageIdentity> identities
)
{
    public DomainName? Organisation { get; } = organisation;

    public List<AttributedSession> Sessions { get; } = [];

    public List<AmbiguousSession> Ambiguous { get; } = [];

    /// <summary>Of each question of the test whether it is this sender's, as far as its own sessions show.</summary>
    public IReadOnlyList<bool> Asks { get; private set; } = [];

    public bool MayObeyPolicies { get; private set; }

    /// <summary>When it delivered its first control; null where it did not.</summary>
    public DateTimeOffset? ControlAt =>
        Sessions
            .Where(session => session.Probe == OutboundProbeId.Control)
            .SelectMany(session => session.Deliveries)
            .Select(delivery => (DateTimeOffset?)delivery.At)
            .Min();

    /// <param name="queries">Of the test.</param>
    public void FindQuestions(IReadOnlyList<AttributedQuery> queries, QuestionIndex asked)
    {
        var resolvers = new SenderResolvers(Sessions, asked);
        Asks = [.. queries.Select(resolvers.Asked)];
        MayObeyPolicies = queries.Any(query => query.IsForPolicy && resolvers.MayHaveAsked(query));
    }

    /// <param name="askers">How many senders each question may be of.</param>
    /// <param name="unknown">How many of these are of senders that nobody looked at.</param>
    public SenderGroup ToGroup(
        IReadOnlyList<AttributedQuery> queries,
        IReadOnlyList<int> askers,
        int unknown
    )
    {
        // Anybody can come after a question and look as if it were his, so it is doubtful only among those that are nobody's.
        bool IsOwn(int query) => Asks[query] && (Organisation is not null || askers[query] == 1);
        // What no known resolver asked may be this sender's question too.
        bool MayBeOwn(int query) => Asks[query] ? !IsOwn(query) : askers[query] == unknown;
        return new SenderGroup
        {
            Organisation = Organisation,
            MayObeyPolicies = MayObeyPolicies,
            Sessions = Sessions,
            Ambiguous = [.. Ambiguous.OrderBy(a => a.Session.StartedAt).ThenBy(a => a.Session.Id)],
            Queries = [.. queries.Where((_, i) => IsOwn(i))],
            ResolverQueries = [.. queries.Where((_, i) => Asks[i])],
            SharedQueries = [.. queries.Where((_, i) => MayBeOwn(i))],
            Identities = [.. identities.OrderBy(i => i.At).ThenBy(i => i.SessionId)],
            SourceAddresses =
            [
                .. Sessions
                    .Select(session => session.Session.SourceAddress)
                    .Distinct()
                    .OrderBy(address => address.ToString(), StringComparer.Ordinal),
            ],
            Ehlos =
            [
                .. Sessions
                    .Select(session => session.Session.Ehlo)
                    .OfType<string>()
                    .Distinct(StringComparer.OrdinalIgnoreCase)
                    .Order(StringComparer.OrdinalIgnoreCase),
            ],
            SourceNames =
            [
                .. Sessions
                    .Where(session => session.Session.SourceNameConfirmed)
                    .Select(session => session.Session.SourceName)
                    .OfType<DomainName>()
                    .Distinct()
                    .Order(),
            ],
        };
    }
}
