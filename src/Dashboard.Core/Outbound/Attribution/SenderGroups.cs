using System.Net;
using Dashboard.Core.Outbound.Evidence;

namespace Dashboard.Core.Outbound.Attribution;

/// <summary>
/// Sorts the sessions of a test by who sends. Anybody can connect, so a group begins only with sessions that named a recipient
/// of the test; the others join the group they belong to, by source, by what the control's SPF record lets send, by EHLO, by PTR.
/// What belongs to no group is a stranger's.
/// </summary>
public static class SenderGroups
{
    public static IReadOnlyList<SenderGroup> Form(
        TestEvidence evidence,
        IReadOnlyList<ControlIdentity> identities
    )
    {
        var bySession = identities
            .GroupBy(identity => identity.SessionId)
            .ToDictionary(group => group.Key, group => group.OrderBy(i => i.At).ToList());
        var cores = Merge(evidence.Sessions.Where(s => s.NamedRecipient), bySession);
        foreach (var session in evidence.Sessions.Where(session => !session.NamedRecipient))
        {
            var owners = Owners(cores, session.Session);
            if (owners.Count == 1)
            {
                owners[0].Joined.Add(session);
                continue;
            }
            foreach (var owner in owners)
            {
                owner.Ambiguous.Add(new AmbiguousSession(session.Session, [session.Probe]));
            }
        }
        foreach (var session in evidence.Ambiguous)
        {
            foreach (var owner in Owners(cores, session.Session))
            {
                owner.Ambiguous.Add(session);
            }
        }
        var resolvers = cores.ConvertAll(core =>
            ResolverNetworks.Of(
                cores.Count == 1 ? [.. core.Members, .. core.Joined] : core.Members,
                evidence.Queries
            )
        );
        return
        [
            .. cores
                .Select((core, index) => core.ToGroup(evidence.Queries, resolvers, index))
                .OrderBy(group => group.Sessions[0].Session.StartedAt)
                .ThenBy(group => group.SourceAddresses[0].ToString(), StringComparer.Ordinal),
        ];
    }

    private static List<Core> Merge(
        IEnumerable<AttributedSession> sessions,
        Dictionary<Guid, List<ControlIdentity>> identities
    )
    {
        var cores = new List<Core>();
        foreach (var session in sessions)
        {
            var merged = new Core();
            merged.Members.Add(session);
            merged.Identities.AddRange(identities.GetValueOrDefault(session.Session.Id) ?? []);
            // Joining two cores can make a third one fit, so look again until nothing more joins.
            while (cores.Find(core => core.Tie(merged) is not null) is { } tied)
            {
                cores.Remove(tied);
                merged.Members.AddRange(tied.Members);
                merged.Identities.AddRange(tied.Identities);
            }
            cores.Add(merged);
        }
        return cores;
    }

    /// <summary>The groups with the strongest tie to a session; several where it cannot be told.</summary>
    private static List<Core> Owners(List<Core> cores, SmtpSessionEvidence session)
    {
        var tied = cores
            .Select(core => (Core: core, Tie: core.Tie(session)))
            .Where(pair => pair.Tie is not null)
            .ToList();
        var strongest = tied.Select(pair => pair.Tie).Min();
        return [.. tied.Where(pair => pair.Tie == strongest).Select(pair => pair.Core)];
    }

    private enum SenderTie
    {
        Source,
        Authorised,
        Ehlo,
        SourceName,
    }

    private sealed class Core
    {
        public List<AttributedSession> Members { get; } = [];

        public List<AttributedSession> Joined { get; } = [];

        public List<AmbiguousSession> Ambiguous { get; } = [];

        public List<ControlIdentity> Identities { get; } = [];

        /// <summary>Members only: what joined by one tie draws nothing further in.</summary>
        public SenderTie? Tie(SmtpSessionEvidence other)
        {
            if (Members.Any(m => m.Session.SourceAddress.Equals(other.SourceAddress)))
            {
                return SenderTie.Source;
            }
            if (Identities.Any(identity => identity.Authorises(other.SourceAddress)))
            {
                return SenderTie.Authorised;
            }
            var ehlo = SenderFamily.Of(other.Ehlo);
            if (ehlo is not null && Members.Any(m => SenderFamily.Of(m.Session.Ehlo) == ehlo))
            {
                return SenderTie.Ehlo;
            }
            var name = Confirmed(other);
            return name is not null && Members.Any(m => Confirmed(m.Session) == name)
                ? SenderTie.SourceName
                : null;
        }

        public SenderTie? Tie(Core other) =>
            other
                .Members.Select(member => Tie(member.Session))
                .Concat(Members.Select(member => other.Tie(member.Session)))
                .Where(tie => tie is not null)
                .Min();

        public SenderGroup ToGroup(
            IReadOnlyList<AttributedQuery> queries,
            List<HashSet<IPNetwork>> resolvers,
            int own
        )
        {
            List<AttributedSession> sessions =
            [
                .. Members
                    .Concat(Joined)
                    .OrderBy(session => session.Session.StartedAt)
                    .ThenBy(session => session.Session.Id),
            ];
            // Of the only sender the resolvers are unknown where they keep answers for longer than the zone allows.
            bool Can(int group, AttributedQuery query) =>
                resolvers is [{ Count: 0 }]
                || resolvers[group].Contains(ResolverNetworks.Around(query.Query.ResolverAddress));
            bool CanOthers(AttributedQuery query) =>
                Enumerable
                    .Range(0, resolvers.Count)
                    .Any(group => group != own && Can(group, query));
            bool CanNobody(AttributedQuery query) => !Can(own, query) && !CanOthers(query);
            return new SenderGroup
            {
                Sessions = sessions,
                Ambiguous =
                [
                    .. Ambiguous.OrderBy(a => a.Session.StartedAt).ThenBy(a => a.Session.Id),
                ],
                Queries = [.. queries.Where(query => Can(own, query) && !CanOthers(query))],
                SharedQueries =
                [
                    .. queries.Where(query =>
                        (Can(own, query) && CanOthers(query)) || CanNobody(query)
                    ),
                ],
                Identities = [.. Identities.OrderBy(i => i.At).ThenBy(i => i.SessionId)],
                SourceAddresses =
                [
                    .. sessions
                        .Select(session => session.Session.SourceAddress)
                        .Distinct()
                        .OrderBy(address => address.ToString(), StringComparer.Ordinal),
                ],
                Ehlos =
                [
                    .. sessions
                        .Select(session => session.Session.Ehlo)
                        .OfType<string>()
                        .Distinct(StringComparer.OrdinalIgnoreCase)
                        .Order(StringComparer.OrdinalIgnoreCase),
                ],
                SourceNames =
                [
                    .. sessions
                        .Where(session => session.Session.SourceNameConfirmed)
                        .Select(session => session.Session.SourceName)
                        .OfType<Dns.DomainName>()
                        .Distinct()
                        .Order(),
                ],
            };
        }

        private static string? Confirmed(SmtpSessionEvidence session) =>
            session.SourceNameConfirmed ? SenderFamily.Of(session.SourceName) : null;
    }
}
