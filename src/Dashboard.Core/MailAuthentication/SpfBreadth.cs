using System.Net;

namespace Dashboard.Core.MailAuthentication;

/// <summary>
/// How much of the Internet an SPF record lets send. A pass by one that lets nearly everybody send shows nothing of who sent.
/// </summary>
public static class SpfBreadth
{
    /// <summary>A network wider than this, by itself, is nobody's own. The widest of the large mail services is a /14.</summary>
    public const int WidestIPv4Prefix = 12;

    /// <inheritdoc cref="WidestIPv4Prefix"/>
    public const int WidestIPv6Prefix = 29;

    /// <summary>All networks of a record together may be as large as one of this length.</summary>
    public const int LargestIPv4Total = 8;

    /// <inheritdoc cref="LargestIPv4Total"/>
    public const int LargestIPv6Total = 20;

    /// <summary>No sender on the Internet has these (RFC 5737, RFC 3849): a record that lets them send lets anybody.</summary>
    public static IReadOnlyList<IPAddress> Nobody { get; } =
    [
        IPAddress.Parse("192.0.2.77"),
        IPAddress.Parse("198.51.100.77"),
        IPAddress.Parse("203.0.113.77"),
        IPAddress.Parse("2001:db8:77::77"),
    ];

    /// <summary>
    /// Networks from which nothing on the Internet comes (RFC 6890): private, of one machine or link, multicast, and those kept for later.
    /// A record that lets them send lets nobody.
    /// </summary>
    private static readonly IPNetwork[] NotOnTheInternet =
    [
        .. new[]
        {
            "10.0.0.0/8",
            "100.64.0.0/10",
            "127.0.0.0/8",
            "169.254.0.0/16",
            "172.16.0.0/12",
            "192.168.0.0/16",
            "224.0.0.0/4",
            "240.0.0.0/4",
            "fc00::/7",
            "fe80::/10",
            "ff00::/8",
        }.Select(text => IPNetwork.Parse(text)),
    ];

    /// <summary>The whole network lies where no sender on the Internet is.</summary>
    public static bool IsNotOnTheInternet(IPNetwork network) =>
        NotOnTheInternet.Any(reserved =>
            reserved.PrefixLength <= network.PrefixLength && reserved.Contains(network.BaseAddress)
        );

    /// <summary>
    /// Whether a mechanism that let a message pass would let nearly anybody's: <c>all</c>, or a network that is too wide. What
    /// <c>exists</c> and <c>ptr</c> let pass is known by asking for <see cref="Nobody"/>.
    /// </summary>
    /// <param name="network">Around the address, where the mechanism has one.</param>
    public static bool IsAnybody(SpfMechanism mechanism, IPNetwork? network) =>
        mechanism == SpfMechanism.All || (network is { } around && IsTooWide(around));

    public static bool IsTooWide(IPNetwork network) =>
        network.PrefixLength < (IsIPv4(network) ? WidestIPv4Prefix : WidestIPv6Prefix);

    /// <summary>Many networks, none of them too wide, can be so together.</summary>
    public static bool AreTooMany(IEnumerable<IPNetwork> networks)
    {
        ArgumentNullException.ThrowIfNull(networks);
        var distinct = WithoutNested(networks);
        return Share(distinct.Where(IsIPv4)) > Math.Pow(2, -LargestIPv4Total)
            || Share(distinct.Where(network => !IsIPv4(network))) > Math.Pow(2, -LargestIPv6Total);
    }

    /// <summary>Of all addresses of the family.</summary>
    private static double Share(IEnumerable<IPNetwork> networks) =>
        networks.Sum(network => Math.Pow(2, -network.PrefixLength));

    /// <summary>Two networks lie apart, or one lies in the other: then the inner one adds nothing.</summary>
    private static List<IPNetwork> WithoutNested(IEnumerable<IPNetwork> networks)
    {
        var kept = new List<IPNetwork>();
        foreach (
            var network in networks
                .OrderBy(IsIPv4)
                .ThenBy(network => Convert.ToHexString(network.BaseAddress.GetAddressBytes()))
                .ThenBy(network => network.PrefixLength)
        )
        {
            if (
                kept is not [.., var last]
                || IsIPv4(last) != IsIPv4(network)
                || !last.Contains(network.BaseAddress)
            )
            {
                kept.Add(network);
            }
        }
        return kept;
    }

    private static bool IsIPv4(IPNetwork network) =>
        network.BaseAddress.GetAddressBytes().Length == 4;
}
