using System.Net;
using Dashboard.Core.Dns;
using Dashboard.Core.Outbound.Catalogue;
using Dashboard.Core.Outbound.Evidence;

namespace Dashboard.Core.Outbound.Attribution;

/// <summary>Which networks asked what of a test, and when first.</summary>
internal sealed class QuestionIndex
{
    private const int IPv4Prefix = 24;

    private const int IPv6Prefix = 48;

    private readonly Dictionary<Question, Dictionary<IPNetwork, FirstAsked>> asked = [];
    private readonly Dictionary<IPAddress, IPNetwork> networks = [];

    private readonly IReadOnlyList<QuestionGap> gaps;

    /// <param name="gaps">When questions may have been lost.</param>
    public QuestionIndex(IEnumerable<AttributedQuery> queries, IReadOnlyList<QuestionGap> gaps)
    {
        this.gaps = gaps;
        foreach (var query in queries)
        {
            var question = Question.Of(query);
            if (!asked.TryGetValue(question, out var by))
            {
                by = [];
                asked.Add(question, by);
            }
            var network = NetworkOf(query);
            by[network] = by.GetValueOrDefault(network, FirstAsked.Never).With(query.Query);
        }
    }

    /// <summary>To the /24 or /48.</summary>
    public static IPNetwork Around(IPAddress resolver)
    {
        var octets = resolver.GetAddressBytes();
        var prefix = octets.Length == 4 ? IPv4Prefix : IPv6Prefix;
        Array.Clear(octets, prefix / 8, octets.Length - (prefix / 8));
        return new IPNetwork(new IPAddress(octets), prefix);
    }

    public IPNetwork NetworkOf(AttributedQuery query)
    {
        var resolver = query.Query.ResolverAddress;
        if (!networks.TryGetValue(resolver, out var network))
        {
            network = Around(resolver);
            networks.Add(resolver, network);
        }
        return network;
    }

    /// <summary>
    /// Each sender that asked for a connection at the instant is known: what a resolver holds from before the window of a question has expired.
    /// </summary>
    public bool IsComplete(DateTimeOffset connectedAt) =>
        !gaps.Any(gap => gap.Touches(connectedAt));

    /// <summary>Who asked until then. A question that was dated late may have preceded.</summary>
    public HashSet<IPNetwork> Until(Question question, DateTimeOffset instant) =>
        asked.TryGetValue(question, out var by)
            ?
            [
                .. by.Where(pair => pair.Value.At <= instant + ProbeTiming.QueryDatedLate)
                    .Select(pair => pair.Key),
            ]
            : [];

    /// <summary>By then the network had asked it too, and as fit to validate the answer (DO, RFC 3225).</summary>
    public bool HasTheSame(AttributedQuery query, IPNetwork network)
    {
        var first = asked[Question.Of(query)].GetValueOrDefault(network, FirstAsked.Never);
        return (query.Query.DnssecOk ? first.WithDnssecOkAt : first.At) <= query.Query.At;
    }

    private readonly record struct FirstAsked(DateTimeOffset At, DateTimeOffset WithDnssecOkAt)
    {
        public static FirstAsked Never { get; } =
            new(DateTimeOffset.MaxValue, DateTimeOffset.MaxValue);

        public FirstAsked With(Evidence.DnsQueryEvidence query) =>
            new(
                query.At < At ? query.At : At,
                query.DnssecOk && query.At < WithDnssecOkAt ? query.At : WithDnssecOkAt
            );
    }
}

/// <param name="Role">Of the host; null for the recipient domain.</param>
/// <param name="Below">Of a name below the recipient domain, or of one that a fault is at.</param>
internal readonly record struct Question(
    OutboundProbeId Probe,
    DnsRecordType Type,
    HostRole? Role,
    bool Below = false
)
{
    public static Question Of(AttributedQuery query) =>
        new(query.Probe, query.Query.Type, query.Role, query is { Role: null, IsForDomain: false });
}
