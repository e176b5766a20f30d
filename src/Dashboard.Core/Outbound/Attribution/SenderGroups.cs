using System.Net;
using Dashboard.Core.Dns;
using Dashboard.Core.Outbound.Catalogue;
using Dashboard.Core.Outbound.Evidence;

namespace Dashboard.Core.Outbound.Attribution;

/// <summary>
/// Sorts the sessions of a test by who sends. Anybody can connect and say any name, so a domain's sender is the sources that its
/// own message or its own DNS records show to be its (<see cref="SenderProof"/>); any other source that sent a message of the test
/// is a sender of its own, without a domain; and what is left is a stranger's.
/// </summary>
public static class SenderGroups
{
    /// <param name="gaps">When questions may have been lost.</param>
    public static IReadOnlyList<SenderGroup> Form(
        TestEvidence evidence,
        IReadOnlyList<MessageIdentity> identities,
        IReadOnlyList<QuestionGap> gaps
    )
    {
        ArgumentNullException.ThrowIfNull(evidence);
        ArgumentNullException.ThrowIfNull(identities);
        ArgumentNullException.ThrowIfNull(gaps);
        var proofs = SenderProof.Of(evidence, identities);
        List<GroupedSessions> named =
        [
            .. proofs.Select(proof => OfDomain(proof, proofs, evidence)),
        ];
        var unnamed = evidence
            .Sessions.Where(session =>
                session.NamedRecipient
                && !proofs.Any(proof => proof.Has(session.Session.SourceAddress))
            )
            .Select(session => session.Session.SourceAddress)
            .Distinct()
            .Select(source => OfSource(source, evidence, identities))
            .ToList();
        List<GroupedSessions> all = [.. named, .. unnamed];
        var asked = new QuestionIndex(evidence.Queries, gaps);
        foreach (var group in all)
        {
            group.FindQuestions(evidence.Queries, asked);
        }
        int[] askers =
        [
            .. Enumerable
                .Range(0, evidence.Queries.Count)
                .Select(query => all.Count(group => group.Asks[query])),
        ];
        return
        [
            .. all.Where(group => group.Sessions.Count > 0)
                .Select(group => group.ToGroup(evidence.Queries, askers))
                .OrderBy(group => group.Sessions[0].Session.StartedAt)
                .ThenBy(group => group.SourceAddresses[0].ToString(), StringComparer.Ordinal)
                .ThenBy(group => group.Organisation),
        ];
    }

    private static GroupedSessions OfDomain(
        SenderProof proof,
        IReadOnlyList<SenderProof> proofs,
        TestEvidence evidence
    )
    {
        var group = new GroupedSessions(proof.Organisation, proof.Identities);
        foreach (var session in evidence.Sessions)
        {
            switch (proof.Share(session.Session, proofs))
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
                proof.Share(ambiguous.Session, proofs) != SessionShare.None
            )
        );
        return group;
    }

    private static GroupedSessions OfSource(
        IPAddress source,
        TestEvidence evidence,
        IReadOnlyList<MessageIdentity> identities
    )
    {
        var group = new GroupedSessions(
            null,
            [.. identities.Where(identity => identity.SourceAddress.Equals(source))]
        );
        group.Sessions.AddRange(
            evidence.Sessions.Where(session => session.Session.SourceAddress.Equals(source))
        );
        group.Ambiguous.AddRange(
            evidence.Ambiguous.Where(session => session.Session.SourceAddress.Equals(source))
        );
        return group;
    }
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

    /// <param name="queries">Of the test.</param>
    public void FindQuestions(IReadOnlyList<AttributedQuery> queries, QuestionIndex asked)
    {
        var resolvers = new SenderResolvers(Sessions, asked);
        Asks = [.. queries.Select(resolvers.Asked)];
        MayObeyPolicies = queries.Any(query => query.IsForPolicy && resolvers.MayHaveAsked(query));
    }

    /// <param name="askers">How many senders each question is of.</param>
    public SenderGroup ToGroup(IReadOnlyList<AttributedQuery> queries, IReadOnlyList<int> askers)
    {
        // Anybody can come after a question and look as if it were his, so it is doubtful only among those that are nobody's.
        bool IsOwn(int query) => Asks[query] && (Organisation is not null || askers[query] == 1);
        // What no known resolver asked may be this sender's question too.
        bool MayBeOwn(int query) => Asks[query] ? !IsOwn(query) : askers[query] == 0;
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
