using System.Net;
using Dashboard.Core.Outbound.Catalogue;

namespace Dashboard.Core.Outbound.Attribution;

/// <summary>
/// A DNS question does not say whose message caused it, and anybody can ask. The resolvers that asked for a host which a sender then
/// came to are its resolvers, to the /24 or /48.
/// </summary>
internal static class ResolverNetworks
{
    private const int IPv4Prefix = 24;

    private const int IPv6Prefix = 48;

    public static IPNetwork Around(IPAddress resolver)
    {
        var octets = resolver.GetAddressBytes();
        var prefix = octets.Length == 4 ? IPv4Prefix : IPv6Prefix;
        Array.Clear(octets, prefix / 8, octets.Length - (prefix / 8));
        return new IPNetwork(new IPAddress(octets), prefix);
    }

    public static HashSet<IPNetwork> Of(
        IReadOnlyList<AttributedSession> sessions,
        IReadOnlyList<AttributedQuery> queries
    ) =>
        [
            .. sessions.SelectMany(session =>
                queries
                    .Where(query =>
                        query.Probe == session.Probe
                        && query.Query.At <= session.Session.StartedAt
                        && session.Session.StartedAt - query.Query.At <= ProbeTiming.QueryWindow
                    )
                    .Select(query => Around(query.Query.ResolverAddress))
            ),
        ];
}
