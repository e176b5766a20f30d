using System.Net;
using Dashboard.Core.Dns;
using Dashboard.Core.Outbound.Catalogue;

namespace Dashboard.Core.Outbound.Attribution;

/// <summary>
/// Which questions a sender asked. A DNS question does not say whose message caused it, and who opened a test knows all its names,
/// so a resolver is not the sender's because it asked before the sender came. But the sender did ask, for the MX records of the
/// recipient domain (RFC 5321 section 5.1) and then for the address of the host: what is in the additional section of the first
/// answer is no answer to the second (RFC 2181 section 5.4.1). The names are fresh. So of the networks that asked for either until it
/// came, at least one is its own; where there is only one, it is that one.
/// </summary>
internal sealed class SenderResolvers
{
    /// <summary>Of each of these sets one network or more is the sender's. None holds another one.</summary>
    private readonly List<HashSet<IPNetwork>> oneOf = [];

    private readonly QuestionIndex asked;

    /// <param name="sessions">The sender's.</param>
    /// <param name="asked">All questions of the test.</param>
    public SenderResolvers(IReadOnlyList<AttributedSession> sessions, QuestionIndex asked)
    {
        this.asked = asked;
        // A later session of the same host only adds networks that may have asked.
        var sets = sessions
            .SelectMany(Needed)
            .GroupBy(needed => needed.Question, needed => needed.At)
            .Select(needed => asked.Until(needed.Key, needed.Min()))
            .Where(set => set.Count > 0)
            .OrderBy(set => set.Count);
        foreach (var set in sets)
        {
            if (!oneOf.Exists(known => known.IsSubsetOf(set)))
            {
                oneOf.Add(set);
            }
        }
    }

    /// <summary>
    /// It is the sender's question: its network is the sender's, or all those of which one is the sender's had asked the same by then.
    /// </summary>
    public bool Asked(AttributedQuery query)
    {
        var network = asked.NetworkOf(query);
        return oneOf.Exists(set =>
            set.Contains(network)
            && set.All(other => other == network || asked.HasTheSame(query, other))
        );
    }

    /// <summary>
    /// What the sender needed to know for a session, and until when it asked. Only what names the test shows that it was looked for:
    /// anybody can have a domain whose MX records lead to the same host or address.
    /// </summary>
    private static IEnumerable<(Question Question, DateTimeOffset At)> Needed(
        AttributedSession session
    )
    {
        var connected = session.Session.StartedAt;
        if (session.NamedRecipient)
        {
            // A message that came by a connection to another host was looked for while that connection stood.
            var chosen = session.IsAtHost ? connected : session.Transactions[0].At;
            yield return (new Question(session.Probe, DnsRecordType.Mx, Role: null), chosen);
        }
        if (
            session is { IsAtHost: true, Role: { } role }
            && (session.NamedRecipient || session.Ties.Contains(EvidenceTie.ServerName))
        )
        {
            var address = session.Session.LocalAddress.Unmapped();
            var type = address.GetAddressBytes().Length == 4 ? DnsRecordType.A : DnsRecordType.Aaaa;
            yield return (new Question(session.Probe, type, role), connected);
        }
    }
}
